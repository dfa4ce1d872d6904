import { listOpen, type Task } from '#shared/model/task.ts';
import { useReader } from '../reader.ts';
import { TaskRow, type TaskActs } from './TaskRow.tsx';

export type OpenTasksProps = {
  readonly tasks: readonly Task[];
  readonly heading?: 'h2' | 'h3' | undefined;
  readonly acts?: TaskActs | undefined;
};

/** What is to be done for one customer, that due first on top; nothing where nothing is open. */
export function OpenTasks({ tasks, heading: Heading = 'h3', acts }: OpenTasksProps) {
  const { texts } = useReader();
  const open = listOpen(tasks);
  return open.length === 0 ? null : (
    <section class="sec open-s" aria-label={texts.tasks.open}>
      <Heading class="h">
        <span>{texts.tasks.open}</span>
      </Heading>
      <ul class="rows">
        {open.map((task) => (
          <TaskRow key={task.id} task={task} acts={acts} />
        ))}
      </ul>
    </section>
  );
}
