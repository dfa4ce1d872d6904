import type { Task } from '#shared/model/task.ts';
import { classNames } from '../class-names.ts';
import { Icon } from '../Icon.tsx';
import { langOf } from '../lang-of.ts';
import { useReader } from '../reader.ts';
import { taskDue, taskTitle } from './task-text.ts';

/** What can be done with a task: tick it, or put it away as not needed. */
export type TaskActs = { readonly onDone: (task: Task) => void; readonly onDrop: (task: Task) => void };

export type TaskRowProps = {
  readonly task: Task;
  /** Whose it is, where the list is not one customer's own. */
  readonly customer?: { readonly name: string; readonly onOpen: () => void } | undefined;
  /** Without acts the row only tells. */
  readonly acts?: TaskActs | undefined;
  /** Ticked, and not yet on the server. */
  readonly waits?: boolean | undefined;
};

/** One task: a tick in the margin, what is to be done, when it is due, and whose it is. With the focus in it D is done. */
export function TaskRow({ task, customer, acts, waits = false }: TaskRowProps) {
  const reader = useReader();
  const { texts, locale } = reader;
  const title = taskTitle(task, reader);
  const due = taskDue(task, reader);
  const onKey = (event: KeyboardEvent): void => {
    if (event.key === 'd' && !event.ctrlKey && !event.metaKey && !event.altKey) {
      event.preventDefault();
      acts?.onDone(task);
    }
  };
  return (
    <li class={classNames('row task', waits && 'waits')} onKeyDown={onKey}>
      <span class="mg">
        {acts === undefined ? (
          <Icon name="task" />
        ) : (
          <>
            <input type="checkbox" class="tick-one" checked={false} aria-label={texts.tasks.done(title)} onChange={() => acts.onDone(task)} />
            <span class="tick" aria-hidden="true" />
          </>
        )}
      </span>
      {customer === undefined ? (
        <span class="t cut" title={title} lang={langOf(title, locale)}>
          {title}
        </span>
      ) : (
        <button type="button" class="t cut" data-row title={title} onClick={customer.onOpen}>
          <span lang={langOf(title, locale)}>{title}</span>
        </button>
      )}
      <span class="r">{due.tone === undefined ? due.text : <span class={due.tone}>{due.text}</span>}</span>
      {customer === undefined && acts === undefined ? null : (
        <span class="s with-end">
          <span class="cut" lang={customer && langOf(customer.name, locale)}>
            {customer?.name}
          </span>
          {acts === undefined ? null : (
            <button type="button" class="link" aria-label={texts.tasks.dropThis(title)} onClick={() => acts.onDrop(task)}>
              {texts.tasks.drop}
            </button>
          )}
        </span>
      )}
    </li>
  );
}
