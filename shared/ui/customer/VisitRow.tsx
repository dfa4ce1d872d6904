import { useId, useState } from 'preact/hooks';
import { classNames } from '../class-names.ts';
import { formatMoment, formatTime } from '../format.ts';
import { Icon } from '../Icon.tsx';
import { langOf } from '../lang-of.ts';
import { useReader, type Reader } from '../reader.ts';
import type { VisitEntry } from './entry.ts';

export type VisitRowProps = {
  readonly entry: VisitEntry;
  /** User id -> name, for the technician. */
  readonly users: ReadonlyMap<string, string>;
  readonly position: number;
  readonly total: number;
};

/** One service visit: for what, when, and how it went; pressed, who came, from when to when, and who says that it is solved. */
export function VisitRow({ entry, users, position, total }: VisitRowProps) {
  const reader = useReader();
  const { texts, locale } = reader;
  const words = texts.caseRow;
  const [isOpen, setOpen] = useState(false);
  const id = useId();
  const { visit, of, waits = false } = entry;
  const title = words.visit(of.title?.trim() || of.productName?.trim() || words.kinds[of.kind ?? 'question']);
  const at = visit.arrivedAt ?? visit.plannedAt;
  const how = howOf(entry, reader);
  return (
    <article class={classNames('row', waits && 'waits')} aria-labelledby={id} aria-posinset={position} aria-setsize={total}>
      <span class="mg">{visit.missed === true ? <i class="flag bad" /> : <Icon name="visit" />}</span>
      <button type="button" id={id} class="t cut" data-row title={title} aria-expanded={isOpen ? 'true' : 'false'} onClick={() => setOpen(!isOpen)}>
        <span lang={langOf(title, locale)}>{title}</span>
        {waits ? <span class="vh">, {texts.timeline.waits}</span> : null}
      </button>
      <span class="r">
        {at === undefined ? null : (
          <time dateTime={at} title={formatMoment(at, reader)}>
            {formatTime(at, reader)}
          </time>
        )}
      </span>
      {isOpen ? (
        <div class="s whole">
          <p>{how}</p>
          {factsOf(entry, users, reader).map((fact) => (
            <p key={fact}>{fact}</p>
          ))}
        </div>
      ) : (
        <span class={classNames('s cut', visit.missed === true && 'wrong')}>{how}</span>
      )}
    </article>
  );
}

/** How a visit went, or that it is still to come, in a few words. */
function howOf({ visit }: VisitEntry, { texts, now }: Reader): string {
  const words = texts.caseRow;
  if (visit.missed === true) {
    return words.missed;
  }
  if (visit.solved !== undefined) {
    return visit.solved ? words.visitSolved : words.visitNotSolved;
  }
  if (visit.arrivedAt !== undefined) {
    return words.visited;
  }
  return visit.plannedAt !== undefined && Date.parse(visit.plannedAt) > now ? words.planned : words.notTold;
}

function factsOf({ visit, of }: VisitEntry, users: ReadonlyMap<string, string>, reader: Reader): readonly string[] {
  const { texts } = reader;
  const words = texts.caseRow;
  const technician = visit.technician ?? of.technician;
  return [
    technician === undefined ? undefined : words.technician(users.get(technician) ?? texts.timeline.unknownUser),
    visit.plannedAt === undefined ? undefined : words.plannedAt(formatTime(visit.plannedAt, reader)),
    visit.arrivedAt === undefined || visit.leftAt === undefined
      ? undefined
      : words.stayed(formatTime(visit.arrivedAt, reader), formatTime(visit.leftAt, reader)),
    visit.solved === undefined || visit.judgedBy === undefined ? undefined : words.judgedBy[visit.judgedBy],
  ].filter((fact) => fact !== undefined);
}
