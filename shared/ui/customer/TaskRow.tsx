import type { Task } from '#shared/model/task.ts';
import { classNames } from '../class-names.ts';
import { Icon } from '../Icon.tsx';
import { langOf } from '../lang-of.ts';
import { useReader, type Reader } from '../reader.ts';
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
  const [first, second] = linesOf(task, customer?.name, reader);
  const spoken = customer === undefined ? title : `${title}${texts.format.comma}${customer.name}`;
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
          <Icon name="clock" />
        ) : (
          <>
            <input type="checkbox" class="tick-one" checked={false} aria-label={texts.tasks.done(spoken)} onChange={() => acts.onDone(task)} />
            <span class="tick" aria-hidden="true" />
          </>
        )}
      </span>
      {customer === undefined ? (
        <span class="t cut" title={first} lang={langOf(first, locale)}>
          {first}
        </span>
      ) : (
        <button type="button" class="t cut" data-row title={first} onClick={customer.onOpen}>
          <span lang={langOf(first, locale)}>{first}</span>
        </button>
      )}
      <span class="r">{due.tone === undefined ? due.text : <span class={due.tone}>{due.text}</span>}</span>
      {second === undefined && acts === undefined ? null : (
        <span class="s with-end">
          <span class="cut" title={second} lang={second && langOf(second, locale)}>
            {second}
          </span>
          {acts === undefined ? null : (
            <button type="button" class="link" aria-label={texts.tasks.dropThis(spoken)} onClick={() => acts.onDrop(task)}>
              {texts.tasks.drop}
            </button>
          )}
        </span>
      )}
    </li>
  );
}

/**
 * The two lines of a row. What a rule made is called alike for everybody: in a list of all customers the name says more and
 * stands first, and with one customer the product has a line of its own, so that neither is cut off.
 */
function linesOf(task: Task, customer: string | undefined, reader: Reader): readonly [first: string, second: string | undefined] {
  const title = taskTitle(task, reader);
  if (task.titleKey === undefined || (task.title ?? '') !== '') {
    return [title, customer];
  }
  return customer === undefined ? [reader.texts.taskTitles[task.titleKey](''), task.productName || undefined] : [customer, title];
}
