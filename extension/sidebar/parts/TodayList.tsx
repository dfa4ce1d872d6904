import { useRef, useState } from 'preact/hooks';
import { TaskRow, type TaskActs } from '#shared/ui/customer/TaskRow.tsx';
import { Lines } from '#shared/ui/primitives/Lines.tsx';
import { useReader } from '#shared/ui/reader.ts';
import { useRowKeys } from '#shared/ui/row-keys.ts';
import type { Day } from '#shared/model/field.ts';
import type { DueTask } from '../../store/tasks.ts';

export type TodayListProps = {
  /** Open tasks that are due up to a week from now, those due first on top; undefined while they are read. */
  readonly due: readonly DueTask[] | undefined;
  readonly today: Day;
  readonly acts: TaskActs;
  readonly onOpen: (customer: string) => void;
};

/** Rows of one group in sight before the rest is asked for. */
const SHOWN = 12;

/** What is due today and what comes in a week: ticked where it stands, opened with a press, walked with J and K. */
export function TodayList({ due, today, acts, onOpen }: TodayListProps) {
  const { texts } = useReader();
  const words = texts.todayPage;
  const list = useRef<HTMLDivElement>(null);
  useRowKeys(list);
  if (due === undefined) {
    return <Lines />;
  }
  const now = due.filter(({ task }) => (task.dueOn ?? '') <= today);
  const soon = due.filter(({ task }) => (task.dueOn ?? '') > today);
  return (
    <section class="sec today-s" aria-label={words.title}>
      <h3 class="h">
        <span>{words.title}</span>
      </h3>
      {now.length === 0 ? <p class="small soft">{soon.length === 0 ? words.none : words.noneDue}</p> : null}
      <div ref={list}>
        <Group label={words.due} due={now} acts={acts} onOpen={onOpen} />
        <Group label={words.soon} due={soon} acts={acts} onOpen={onOpen} />
      </div>
      {due.length === 0 ? null : (
        <p class="small soft after">
          <kbd>J</kbd> <kbd>K</kbd> {words.keyMove}&emsp;<kbd>D</kbd> {words.keyDone}&emsp;<kbd>⏎</kbd> {words.keyOpen}
        </p>
      )}
    </section>
  );
}

type GroupProps = Pick<TodayListProps, 'acts' | 'onOpen'> & { readonly label: string; readonly due: readonly DueTask[] };

function Group({ label, due, acts, onOpen }: GroupProps) {
  const { texts } = useReader();
  const [isAll, setAll] = useState(false);
  const shown = isAll ? due : due.slice(0, SHOWN);
  return due.length === 0 ? null : (
    <>
      <p class="group small soft">{label}</p>
      <ul class="rows" aria-label={label}>
        {shown.map(({ task, customer }) => (
          <TaskRow key={task.id} task={task} customer={customer && { name: customer.name, onOpen: () => onOpen(customer.id) }} acts={acts} />
        ))}
      </ul>
      {due.length > shown.length ? (
        <button type="button" class="link" onClick={() => setAll(true)}>
          {texts.todayPage.all(due.length)}
        </button>
      ) : null}
    </>
  );
}
