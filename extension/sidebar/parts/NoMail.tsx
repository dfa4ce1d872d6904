import { useRef } from 'preact/hooks';
import { EmptyState } from '#shared/ui/primitives/EmptyState.tsx';
import { Lines } from '#shared/ui/primitives/Lines.tsx';
import { useReader } from '#shared/ui/reader.ts';
import { useRowKeys } from '#shared/ui/row-keys.ts';
import { HitRow } from './HitRow.tsx';
import type { Hit } from './types.ts';

export type NoMailProps = {
  /** Captured or contacted lately, newest first; undefined while it is read. */
  readonly lately: readonly Hit[] | undefined;
  readonly onOpen: (id: string) => void;
};

/** No mail is open: what to do, and the customers of late. */
export function NoMail({ lately, onOpen }: NoMailProps) {
  const { texts } = useReader();
  const list = useRef<HTMLUListElement>(null);
  useRowKeys(list);
  return (
    <>
      <EmptyState title={texts.noMail.title} hint={texts.noMail.hint} />
      {lately === undefined ? (
        <Lines />
      ) : (
        <section class="sec" aria-label={texts.noMail.lately}>
          <h3 class="h">{texts.noMail.lately}</h3>
          {lately.length === 0 ? <p class="small soft">{texts.noMail.none}</p> : null}
          <ul class="rows" ref={list}>
            {lately.map((hit) => (
              <li key={hit.id}>
                <button type="button" class="row" data-row onClick={() => onOpen(hit.id)}>
                  <HitRow hit={hit} />
                </button>
              </li>
            ))}
          </ul>
        </section>
      )}
    </>
  );
}
