import type { Task } from '#shared/model/task.ts';
import type { TaskActs } from '#shared/ui/customer/TaskRow.tsx';
import { taskTitle } from '#shared/ui/customer/task-text.ts';
import { useReader } from '#shared/ui/reader.ts';
import { errorText } from '#shared/text/index.ts';
import { calls } from '../messages.ts';
import { send } from '../transport.ts';
import { usePanel } from './panel-context.ts';

/** Ticking a task and putting one away, each told with what takes it back. */
export function useTaskActs(): TaskActs {
  const reader = useReader();
  const { texts } = reader;
  const { announce } = usePanel();
  const close = async (task: Task, as: 'done' | 'dropped'): Promise<void> => {
    const closed = await send(calls.closeTask, { task: task.id, as });
    const title = taskTitle(task, reader);
    const told = as === 'done' ? texts.tasks.wasDone(title) : texts.tasks.wasDropped(title);
    announce(closed.ok ? told : errorText(texts, closed.error.code), closed.ok ? closed.value.act : undefined);
  };
  return { onDone: (task) => void close(task, 'done'), onDrop: (task) => void close(task, 'dropped') };
}
