import type { Instant } from '#shared/model/field.ts';
import { formatShortDay } from '#shared/ui/format.ts';
import { useReader } from '#shared/ui/reader.ts';

/** What was fetched of a customer's earlier mail. */
export type Reach = { readonly host: string; readonly oldestAt: Instant | null; readonly isAll: boolean };

export type EarlierMailProps = {
  readonly reach: Reach | undefined;
  /** Undefined where there is no address to ask for. */
  readonly onFetch: (() => void) | undefined;
};

/** What the timeline does not reach, said under it, with the way to fetch it. */
export function EarlierMail({ reach, onFetch }: EarlierMailProps) {
  const reader = useReader();
  const words = reader.texts.earlier;
  const oldest = reach?.oldestAt ?? null;
  if (onFetch === undefined && reach === undefined) {
    return null;
  }
  return (
    <p class="note-s">
      {reach === undefined || oldest === null ? null : (
        <>{`${(reach.isAll ? words.reached : words.reachedPart)(reach.host, formatShortDay(oldest, reader, true))}${reader.texts.format.gap}`}</>
      )}
      {onFetch === undefined ? null : (
        <button type="button" class="link" onClick={onFetch}>
          {words.open}
        </button>
      )}
    </p>
  );
}
