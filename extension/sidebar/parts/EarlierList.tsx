import { useState } from 'preact/hooks';
import { formatMoment, formatShortDay } from '#shared/ui/format.ts';
import { NameText } from '#shared/ui/NameText.tsx';
import { Button } from '#shared/ui/primitives/Button.tsx';
import { Tick } from '#shared/ui/primitives/Tick.tsx';
import { useReader } from '#shared/ui/reader.ts';
import { useSaveKey } from '#shared/ui/use-save-key.ts';
import type { EarlierFetch } from './types.ts';

export type EarlierListProps = {
  readonly run: EarlierFetch;
  readonly busy?: boolean;
  readonly error?: string | undefined;
  /** Keep the mails with these places. */
  readonly onKeep: (places: readonly number[]) => void;
};

/** The mails that a fetch brought, newest first, each to tick; what was left out is counted by its reason. */
export function EarlierList({ run, busy = false, error, onKeep }: EarlierListProps) {
  const reader = useReader();
  const { texts } = reader;
  const words = texts.earlier;
  const [left, setLeft] = useState<ReadonlySet<number>>(new Set());
  const [wasPressed, setPressed] = useState(false);
  const fresh = run.mails.filter((mail) => !mail.inBook);
  const ticked = fresh.filter(({ place }) => !left.has(place)).map(({ place }) => place);
  const keep = (): void => {
    setPressed(true);
    if (ticked.length > 0 && !busy) {
      onKeep(ticked);
    }
  };
  useSaveKey(keep);
  const notes = [
    run.total > run.wanted + (run.held['rule'] ?? 0) ? words.more(run.total, run.wanted) : undefined,
    run.phase === 'stopped' ? words.stopped : undefined,
  ].filter((note) => note !== undefined);

  return (
    <form
      class="sec form"
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        keep();
      }}
    >
      <p class="strong said" role="status">
        {run.mails.length === 0 ? words.none(run.host) : words.found(run.mails.length, run.host)}
      </p>
      {notes.map((note) => (
        <p key={note} class="small mid">
          {note}
        </p>
      ))}
      {fresh.length > 1 ? (
        <p class="gap">
          <button type="button" class="link small" onClick={() => setLeft(new Set(ticked.length === 0 ? [] : fresh.map(({ place }) => place)))}>
            {ticked.length === 0 ? words.all : words.noneTicked}
          </button>
        </p>
      ) : null}
      <ul class="rows">
        {run.mails
          .toSorted((a, b) => ((a.sentAt ?? '') < (b.sentAt ?? '') ? 1 : -1))
          .map(({ place, subject, sentAt, direction, inBook }) => {
            const title = subject === '' ? texts.capture.noSubject : subject;
            return (
              <li key={place} class="row">
                <span class="mg">
                  <Tick
                    on={inBook || !left.has(place)}
                    disabled={inBook}
                    label={words.keepOne(title)}
                    onChange={(on) => setLeft(new Set(on ? [...left].filter((one) => one !== place) : [...left, place]))}
                  />
                </span>
                <span class="t cut" title={title}>
                  <NameText>{title}</NameText>
                </span>
                <span class="r">
                  {sentAt === null ? null : (
                    <time dateTime={sentAt} title={formatMoment(sentAt, reader)}>
                      {formatShortDay(sentAt, reader)}
                    </time>
                  )}
                </span>
                <span class="s">{inBook ? [words[direction], words.inBook].join(texts.format.comma) : words[direction]}</span>
              </li>
            );
          })}
      </ul>
      <LeftOut run={run} />
      {fresh.length === 0 ? null : (
        <p class="btns gap">
          <Button kind="go" type="submit" busy={busy ? words.keeping : undefined}>
            {words.keep(ticked.length)}
          </Button>
        </p>
      )}
      <p class="small wrong" role="alert">
        {wasPressed && ticked.length === 0 ? words.tickOne : error}
      </p>
    </form>
  );
}

const REASONS = ['rule', 'automatic', 'too-many', 'left-thread', 'own-domain', 'unread'] as const;

/** How many messages were left out, and why. */
function LeftOut({ run }: { readonly run: EarlierFetch }) {
  const { texts } = useReader();
  const words = texts.earlier;
  const lines = REASONS.flatMap((reason) => {
    const mails = run.held[reason] ?? 0;
    return mails === 0 ? [] : [words.left[reason](mails, run.rules.join(texts.format.comma))];
  });
  if (lines.length === 0) {
    return null;
  }
  return (
    <>
      <h3 class="h gap">{words.leftOut}</h3>
      {lines.map((line) => (
        <p key={line} class="small mid">
          {line}
        </p>
      ))}
    </>
  );
}
