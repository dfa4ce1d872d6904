import { useId, useState } from 'preact/hooks';
import type { Interaction } from '#shared/model/interaction.ts';
import { classNames } from '../class-names.ts';
import { formatMoment, formatTime } from '../format.ts';
import { Icon } from '../Icon.tsx';
import { langOf } from '../lang-of.ts';
import { useReader, type Reader } from '../reader.ts';
import { iconOf, wordsOf, type ContactEntry } from './entry.ts';

export type TimelineRowProps = {
  readonly entry: ContactEntry;
  /** The colleague who logged it; undefined when it was the reader. */
  readonly logger?: string | undefined;
  /** Undefined: pictures are named and cannot be opened here. */
  readonly onPicture?: ((interaction: string, hash: string) => void) | undefined;
  readonly position: number;
  readonly total: number;
};

/** One contact: channel in the margin, direction and subject, the time, and the first line of what was said; pressed, all of it. */
export function TimelineRow({ entry, logger, onPicture, position, total }: TimelineRowProps) {
  const reader = useReader();
  const { texts, locale } = reader;
  const [isOpen, setOpen] = useState(false);
  const id = useId();
  const { interaction, waits = false, pictures = [] } = entry;
  const { title, second, whole } = wordsOf(interaction, logger, texts);
  const hasMore = whole !== '' && whole !== title;
  const isDirected = interaction.direction === 'in' || interaction.direction === 'out';
  const channel = texts.channels[interaction.channel ?? 'note'];

  return (
    <article class={classNames('row', waits && 'waits')} aria-labelledby={id} aria-posinset={position} aria-setsize={total}>
      <span class="mg" title={channel}>
        <Icon name={iconOf(interaction.channel)} />
      </span>
      <button
        type="button"
        id={id}
        class="t cut"
        data-row
        title={title}
        aria-expanded={hasMore ? (isOpen ? 'true' : 'false') : undefined}
        onClick={() => setOpen(hasMore && !isOpen)}
      >
        <span class="vh">{channel}, </span>
        {isDirected ? (
          <>
            <Icon name={interaction.direction === 'in' ? 'inn' : 'out'} class="dir" />
            <span class="vh">{interaction.direction === 'in' ? texts.timeline.in : texts.timeline.out}: </span>
          </>
        ) : null}
        <span lang={langOf(title, locale)}>{title}</span>
        {waits ? <span class="vh">, {texts.timeline.waits}</span> : null}
      </button>
      <span class="r">{timeOf(interaction, reader)}</span>
      {second === '' || isOpen ? null : (
        <span class="s cut" title={logger === undefined ? undefined : texts.timeline.loggedBy(logger)} lang={langOf(second, locale)}>
          {second}
        </span>
      )}
      {pictures.length === 0 ? null : (
        <span class="s thumbs">
          {pictures.map(({ hash, name, url }) => (
            <button
              key={hash}
              type="button"
              class="thumb"
              aria-label={texts.timeline.picture(name)}
              title={name}
              onClick={() => onPicture?.(interaction.id, hash)}
            >
              {url === undefined ? <span class="small cut">{name}</span> : <img src={url} alt="" loading="lazy" />}
            </button>
          ))}
        </span>
      )}
      {isOpen ? (
        <div class="s whole">
          {logger === undefined ? null : <p>{texts.timeline.loggedBy(logger)}</p>}
          <p lang={langOf(whole, locale)}>{whole}</p>
        </div>
      ) : null}
    </article>
  );
}

/** A day alone has no time, and a minute no seconds: nothing is shown that was not known. */
function timeOf(interaction: Interaction, reader: Reader) {
  const { happenedAt, precision = 'second' } = interaction;
  if (happenedAt === undefined || precision === 'day') {
    return null;
  }
  return (
    <time dateTime={precision === 'minute' ? `${happenedAt.slice(0, 16)}Z` : happenedAt} title={formatMoment(happenedAt, reader)}>
      {formatTime(happenedAt, reader)}
    </time>
  );
}
