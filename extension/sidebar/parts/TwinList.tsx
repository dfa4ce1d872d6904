import { useRef, useState } from 'preact/hooks';
import { Icon } from '#shared/ui/Icon.tsx';
import { NameText } from '#shared/ui/NameText.tsx';
import { useReader } from '#shared/ui/reader.ts';
import { useRowKeys } from '#shared/ui/row-keys.ts';
import type { TwinPair } from './types.ts';

export type TwinListProps = {
  /** The surest first. */
  readonly pairs: readonly TwinPair[];
  /** The two are one (`isOne`), or they are not and are not suggested again. */
  readonly onDecide: (pair: TwinPair, isOne: boolean) => void;
  readonly onOpen: (customer: string) => void;
};

/** Pairs in sight before the rest is asked for. */
const SHOWN = 4;

/**
 * Customers whom two people may have entered apart, each pair with the reason, to be decided one after another: with the
 * focus in a row Y merges, N says that they are two, and the next row has the focus.
 */
export function TwinList({ pairs, onDecide, onOpen }: TwinListProps) {
  const { texts } = useReader();
  const words = texts.similar;
  const list = useRef<HTMLUListElement>(null);
  const [isAll, setAll] = useState(false);
  useRowKeys(list);
  if (pairs.length === 0) {
    return null;
  }
  const shown = isAll ? pairs : pairs.slice(0, SHOWN);
  const decide = (pair: TwinPair, isOne: boolean): void => {
    const rows = [...(list.current?.querySelectorAll<HTMLElement>('[data-row]') ?? [])];
    const at = rows.findIndex((row) => row.dataset['row'] === keyOf(pair));
    (rows[at + 1] ?? rows[at - 1])?.focus();
    onDecide(pair, isOne);
  };
  const onKey = (event: KeyboardEvent, pair: TwinPair): void => {
    if ((event.key === 'y' || event.key === 'n') && !event.ctrlKey && !event.metaKey && !event.altKey) {
      event.preventDefault();
      decide(pair, event.key === 'y');
    }
  };
  return (
    <section class="sec" aria-label={words.titleKnown}>
      <h3 class="h">
        <span>{words.titleKnown}</span>
      </h3>
      <ul class="rows" ref={list}>
        {shown.map((pair) => {
          const { one, other, reasons } = pair;
          const names = [one, other].map(({ name, detail }) => name || detail);
          const both = words.both(names[0] ?? '', names[1] ?? '');
          const details = new Set([one, other].filter(({ name, detail }) => detail !== name).map(({ detail }) => detail));
          details.delete('');
          return (
            <li key={keyOf(pair)} class="row twin" onKeyDown={(event) => onKey(event, pair)}>
              <span class="mg">
                <Icon name="merge" />
              </span>
              <button type="button" class="t cut" data-row={keyOf(pair)} title={names[0]} onClick={() => onOpen(one.customer)}>
                <NameText>{names[0] ?? ''}</NameText>
              </button>
              <span class="r">
                <button type="button" class="link" aria-label={`${words.merge}: ${both}`} onClick={() => decide(pair, true)}>
                  {words.merge}
                </button>
              </span>
              <button type="button" class="t cut" title={names[1]} onClick={() => onOpen(other.customer)}>
                <NameText>{names[1] ?? ''}</NameText>
              </button>
              <span class="r">
                <button type="button" class="link soft" aria-label={`${words.different}: ${both}`} onClick={() => decide(pair, false)}>
                  {words.different}
                </button>
              </span>
              <p class="s">{[reasons.map((reason) => words.reasons[reason]).join(words.and), ...details].join(words.dot)}</p>
            </li>
          );
        })}
      </ul>
      {pairs.length > shown.length ? (
        <button type="button" class="link" onClick={() => setAll(true)}>
          {texts.todayPage.all(pairs.length)}
        </button>
      ) : null}
      <p class="small soft after">
        <kbd>J</kbd> <kbd>K</kbd> {texts.todayPage.keyMove}&emsp;<kbd>Y</kbd> {words.keyMerge}&emsp;<kbd>N</kbd> {words.keyDifferent}
      </p>
    </section>
  );
}

const keyOf = ({ one, other }: TwinPair): string => `${one.customer}|${other.customer}`;
