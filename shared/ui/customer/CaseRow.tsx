import { useId, useState } from 'preact/hooks';
import { classNames } from '../class-names.ts';
import { formatRowDay } from '../format.ts';
import { Icon } from '../Icon.tsx';
import { langOf } from '../lang-of.ts';
import { useReader, type Reader } from '../reader.ts';
import type { CaseEntry } from './entry.ts';

export type CaseRowProps = {
  readonly entry: CaseEntry;
  /** User id -> name, for the technician. */
  readonly users: ReadonlyMap<string, string>;
  readonly position: number;
  readonly total: number;
};

/** One question, complaint, repair or upkeep: what it is about and whether it is open; pressed, all that was said of it. */
export function CaseRow({ entry, users, position, total }: CaseRowProps) {
  const reader = useReader();
  const { texts, locale } = reader;
  const words = texts.caseRow;
  const [isOpen, setOpen] = useState(false);
  const id = useId();
  const { serviceCase: one, waits = false } = entry;
  const kind = words.kinds[one.kind ?? 'question'];
  const about = one.title?.trim() || one.productName?.trim() || '';
  const title = about === '' ? kind : words.titled(kind, about);
  const text = one.text?.trim() ?? '';
  const isSolved = typeof one.solvedAt === 'string';
  return (
    <article class={classNames('row', waits && 'waits')} aria-labelledby={id} data-record={one.id} aria-posinset={position} aria-setsize={total}>
      <span class="mg">{isSolved || one.kind !== 'complaint' ? <Icon name={isSolved ? 'check' : 'q'} /> : <i class="flag" />}</span>
      <button type="button" id={id} class="t cut" data-row title={title} aria-expanded={isOpen ? 'true' : 'false'} onClick={() => setOpen(!isOpen)}>
        <span lang={langOf(title, locale)}>{title}</span>
        {waits ? <span class="vh">, {texts.timeline.waits}</span> : null}
      </button>
      <span class="r">{isSolved ? words.solved : <span class="due">{words.open}</span>}</span>
      {isOpen ? (
        <div class="s whole">
          {text === '' ? null : <p lang={langOf(text, locale)}>{text}</p>}
          {factsOf(entry, users, reader).map((fact) => (
            <p key={fact}>{fact}</p>
          ))}
        </div>
      ) : text === '' ? null : (
        <span class="s cut" lang={langOf(text, locale)}>
          {text.split('\n', 1)[0]}
        </span>
      )}
    </article>
  );
}

/** What is known of a case beside its words, one sentence each; nothing that is not known. */
function factsOf({ serviceCase: one }: CaseEntry, users: ReadonlyMap<string, string>, reader: Reader): readonly string[] {
  const { texts } = reader;
  const words = texts.caseRow;
  return [
    one.productName === undefined || one.title === undefined ? undefined : words.product(one.productName),
    one.technician === undefined ? undefined : words.technician(users.get(one.technician) ?? texts.timeline.unknownUser),
    typeof one.solvedAt === 'string' ? words.solvedOn(formatRowDay(one.solvedAt, reader)) : words.stillOpen,
    one.feedback === undefined ? undefined : words.feedback(one.feedback.mark),
    one.wrongInformation === true ? words.wrongInformation : undefined,
  ].filter((fact) => fact !== undefined);
}
