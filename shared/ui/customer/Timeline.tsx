import { useEffect, useId, useMemo, useRef, useState } from 'preact/hooks';
import type { Instant } from '#shared/model/field.ts';
import type { Interaction } from '#shared/model/interaction.ts';
import { formatCalendarHeading, formatShortDay } from '../format.ts';
import { Lines } from '../primitives/Lines.tsx';
import { useReader } from '../reader.ts';
import { useRowKeys } from '../row-keys.ts';
import { arrange, groupByDay, idOf, type TimelineEntry, type TimelineFilter } from './entry.ts';
import { CaseRow } from './CaseRow.tsx';
import { OrderRow } from './OrderRow.tsx';
import { TimelineRow, type TimelineRowProps } from './TimelineRow.tsx';
import { VisitRow } from './VisitRow.tsx';

export type TimelineProps = {
  readonly entries: readonly TimelineEntry[];
  /** User id -> name, for those who logged. */
  readonly users: ReadonlyMap<string, string>;
  /** The reader's own user id: what they logged bears no name. */
  readonly me?: string | undefined;
  readonly loading?: boolean;
  /** Opens a picture of a contact. */
  readonly onPicture?: TimelineRowProps['onPicture'];
  /** The record to be shown, in another object each time that it is asked for: its row gets the focus. */
  readonly show?: { readonly id: string } | undefined;
  /** Since when mail is seen here, said at the end. */
  readonly seenSince?: Instant | undefined;
};

const PAGE = 50;
const filters: readonly TimelineFilter[] = ['all', 'mail', 'calls', 'notes', 'orders', 'service'];

/** Everything that happened with a customer, newest first under headings of days; 50 rows at first, more as one scrolls. */
export function Timeline({ entries, users, me, loading = false, onPicture, show, seenSince }: TimelineProps) {
  const reader = useReader();
  const { texts, timeZone } = reader;
  const id = useId();
  const [filter, setFilter] = useState<TimelineFilter>('all');
  const [shown, setShown] = useState(PAGE);
  const [sought, setSought] = useState<{ readonly id: string }>();
  const end = useRef<HTMLParagraphElement>(null);
  const feed = useRef<HTMLDivElement>(null);
  useRowKeys(feed);

  const arranged = useMemo(() => arrange(entries, filter, timeZone), [entries, filter, timeZone]);
  const groups = useMemo(() => groupByDay(arranged.slice(0, shown), timeZone), [arranged, shown, timeZone]);
  const hasMore = shown < arranged.length;

  useEffect(() => {
    const mark = end.current;
    if (!hasMore || !mark) {
      return undefined;
    }
    const observer = new IntersectionObserver(
      (seen) => {
        if (seen.some((entry) => entry.isIntersecting)) {
          setShown((now) => now + PAGE);
        }
      },
      { rootMargin: '400px' },
    );
    observer.observe(mark);
    return () => observer.disconnect();
  }, [hasMore, shown]);

  useEffect(() => {
    const at = show === undefined ? -1 : arrange(entries, 'all', timeZone).findIndex((entry) => idOf(entry) === show.id);
    if (at >= 0) {
      setFilter('all');
      setShown((now) => Math.max(now, at + 1));
      setSought(show);
    }
  }, [show]);
  useEffect(() => {
    // Looked for until it is drawn.
    const row = sought && feed.current?.querySelector<HTMLElement>(`[data-record="${CSS.escape(sought.id)}"] [data-row]`);
    if (row) {
      row.focus();
      row.scrollIntoView({ block: 'center' });
      setSought(undefined);
    }
  }, [sought, groups]);

  const choose = (next: TimelineFilter): void => {
    setFilter(next);
    setShown(PAGE);
  };
  /** The colleagues who took part, by name; undefined when it was the reader alone. */
  const loggersOf = ({ participants, loggedBy }: Interaction): string | undefined => {
    const team = participants.filter((id) => id.startsWith('u'));
    const others = (team.length > 0 ? team : [loggedBy]).filter((user) => user !== undefined && user !== me);
    return others.length === 0 ? undefined : others.map((user) => users.get(user ?? '') ?? texts.timeline.unknownUser).join(texts.format.comma);
  };
  let position = 0;

  return (
    <section class="tl" aria-labelledby={id}>
      <div class="sec tl-h">
        <h2 class="h" id={id}>
          <span>{texts.timeline.title}</span>
          <span>{texts.timeline.entries(arranged.length)}</span>
        </h2>
        <div class="filters" role="group" aria-label={texts.timeline.filters}>
          {filters.map((name) => (
            <button key={name} type="button" aria-pressed={filter === name ? 'true' : 'false'} onClick={() => choose(name)}>
              {texts.timeline[name]}
            </button>
          ))}
        </div>
      </div>
      {loading ? <Lines /> : null}
      {!loading && arranged.length === 0 ? (
        <p class="note-s">
          {entries.length === 0 ? texts.timeline.empty : `${texts.timeline.emptyFilter(texts.timeline[filter])} `}
          {entries.length === 0 ? null : (
            <button type="button" class="link" onClick={() => choose('all')}>
              {texts.timeline.showAll}
            </button>
          )}
        </p>
      ) : null}
      <div role={arranged.length === 0 ? undefined : 'feed'} aria-label={arranged.length === 0 ? undefined : texts.timeline.title} ref={feed}>
        {groups.map((group) => (
          <div key={group.day} class="day-g">
            <DayHeading day={group.day} />
            {group.entries.map((entry) => {
              position += 1;
              const place = { position, total: arranged.length };
              return <EntryRow key={idOf(entry)} entry={entry} {...place} users={users} loggersOf={loggersOf} onPicture={onPicture} />;
            })}
          </div>
        ))}
      </div>
      {hasMore ? (
        <p class="note-s" ref={end}>
          {texts.timeline.more}
        </p>
      ) : null}
      {seenSince === undefined || hasMore ? null : <p class="note-s">{texts.timeline.seenSince(formatShortDay(seenSince, reader, true))}</p>}
    </section>
  );
}

type EntryRowProps = Pick<TimelineRowProps, 'position' | 'total' | 'onPicture'> & {
  readonly entry: TimelineEntry;
  readonly users: ReadonlyMap<string, string>;
  readonly loggersOf: (interaction: Interaction) => string | undefined;
};

function EntryRow({ entry, users, loggersOf, onPicture, ...place }: EntryRowProps) {
  if ('order' in entry) {
    return <OrderRow entry={entry} {...place} />;
  }
  if ('interaction' in entry) {
    return <TimelineRow entry={entry} logger={loggersOf(entry.interaction)} onPicture={onPicture} {...place} />;
  }
  return 'visit' in entry ? <VisitRow entry={entry} users={users} {...place} /> : <CaseRow entry={entry} users={users} {...place} />;
}

function DayHeading({ day }: { readonly day: string }) {
  const reader = useReader();
  if (day === '') {
    return null;
  }
  const { near, day: written } = formatCalendarHeading(day, reader);
  return (
    <p class="day">
      <b>{near ?? written}</b>
      {near === undefined ? null : `${reader.texts.format.comma}${written}`}
    </p>
  );
}
