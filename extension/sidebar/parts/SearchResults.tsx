import { useEffect } from 'preact/hooks';
import { classNames } from '#shared/ui/class-names.ts';
import { Button } from '#shared/ui/primitives/Button.tsx';
import { Lines } from '#shared/ui/primitives/Lines.tsx';
import { useReader } from '#shared/ui/reader.ts';
import { isTyping } from '#shared/ui/row-keys.ts';
import { HitRow } from './HitRow.tsx';
import type { Hit } from './types.ts';

export type SearchResultsProps = {
  readonly query: string;
  /** People and companies together, best first; undefined while they are looked up. */
  readonly hits: readonly Hit[] | undefined;
  /** The list's id, as the bar's `listId`; row n has the id of `rowIdOf`. */
  readonly id: string;
  /** The chosen row, counted over people, then companies. */
  readonly chosen: number;
  readonly onChoose: (row: number) => void;
  readonly onOpen: (id: string) => void;
  readonly onCreate: (name: string) => void;
};

/** The id of a result row, for the bar's `chosenId`. */
export function rowIdOf(listId: string, row: number): string {
  return `${listId}-${row}`;
}

/** Hits in the order in which they are shown: people, then companies. */
export function inOrder(hits: readonly Hit[]): readonly Hit[] {
  return [...hits.filter((hit) => hit.kind === 'person'), ...hits.filter((hit) => hit.kind === 'company')];
}

/** What was found: people, then companies, the searched letters marked; arrows or J and K choose, Enter opens. */
export function SearchResults({ query, hits, id, chosen, onChoose, onOpen, onCreate }: SearchResultsProps) {
  const { texts } = useReader();
  const all = inOrder(hits ?? []);
  useEffect(() => {
    document.getElementById(rowIdOf(id, chosen))?.scrollIntoView({ block: 'nearest' });
  }, [id, chosen]);
  useEffect(() => {
    const controller = new AbortController();
    const onKey = (event: KeyboardEvent): void => {
      if (isTyping(event.target) || event.ctrlKey || event.metaKey) {
        return;
      }
      const step = event.key === 'j' ? 1 : event.key === 'k' ? -1 : 0;
      const hit = all[chosen];
      if (step !== 0 && all.length > 0) {
        onChoose((chosen + step + all.length) % all.length);
      } else if (event.key === 'Enter' && event.target === document.body && hit) {
        onOpen(hit.id);
      }
    };
    document.addEventListener('keydown', onKey, { signal: controller.signal });
    return () => controller.abort();
  }, [all, chosen, onChoose, onOpen]);

  const group = (kind: Hit['kind'], label: string) =>
    all.some((hit) => hit.kind === kind) ? (
      <ul role="group" aria-label={label}>
        {kind === 'company' ? (
          <li class="day" role="presentation" aria-hidden="true">
            <b>{label}</b>
          </li>
        ) : null}
        {all.map((hit, row) =>
          hit.kind === kind ? (
            <li
              key={hit.id}
              id={rowIdOf(id, row)}
              role="option"
              aria-selected={row === chosen ? 'true' : 'false'}
              class={classNames('row', row === chosen && 'sel')}
              onClick={() => onOpen(hit.id)}
            >
              <HitRow hit={hit} query={query} />
            </li>
          ) : null,
        )}
      </ul>
    ) : null;

  return (
    <>
      <p class="vh" role="status">
        {hits === undefined ? texts.search.searching : all.length === 0 ? texts.search.none(query) : texts.search.found(all.length)}
      </p>
      {hits === undefined ? <Lines /> : null}
      {all.length === 0 ? null : (
        <div id={id} role="listbox" aria-label={texts.search.results} class="hits">
          {group('person', texts.search.people)}
          {group('company', texts.search.companies)}
        </div>
      )}
      {hits !== undefined && all.length === 0 ? <p class="note-s">{texts.search.none(query)}</p> : null}
      {all.length === 0 ? null : (
        <p class="note-s">
          {texts.search.hint}{' '}
          <span class="nb" aria-hidden="true">
            <kbd>↑</kbd> <kbd>↓</kbd> <kbd>⏎</kbd>
          </span>
        </p>
      )}
      {hits === undefined ? null : (
        <section class="sec">
          <h3 class="h">{texts.search.noOne}</h3>
          <p class="btns">
            <Button onPress={() => onCreate(query.trim())}>{texts.search.create(query.trim())}</Button>
          </p>
        </section>
      )}
    </>
  );
}
