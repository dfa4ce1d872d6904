import type { ComponentChildren } from 'preact';
import { useId, useState } from 'preact/hooks';
import type { Day } from '#shared/model/field.ts';
import type { PastedTalk as Talk } from '#shared/model/offer.ts';
import { formatCalendarDay } from '#shared/ui/format.ts';
import { langOf } from '#shared/ui/lang-of.ts';
import { Button } from '#shared/ui/primitives/Button.tsx';
import { Tick } from '#shared/ui/primitives/Tick.tsx';
import { useReader } from '#shared/ui/reader.ts';
import { useSaveKey } from '#shared/ui/use-save-key.ts';

/** One day of a talk that is to be kept. `at`: when it began, or null. */
export type KeptDay = { readonly onDay: Day; readonly at: string | null; readonly direction: 'in' | 'out' | 'none'; readonly text: string };

export type PastedTalkProps = {
  readonly talk: Talk;
  /** The reader's calendar day: a talk without a day is kept under it. */
  readonly today: Day;
  /** Who is thought to speak for the customer. */
  readonly them: string | undefined;
  /** Whose talk it is: chosen here, or nothing where the customer is open. */
  readonly choice?: ComponentChildren;
  /** On a Mac the key is named ⌘. */
  readonly mac: boolean;
  readonly busy?: boolean;
  /** A sentence on why it cannot be kept yet, or why keeping failed. */
  readonly error?: string | undefined;
  readonly onKeep: (days: readonly KeptDay[]) => void;
};

/** A pasted talk before it is kept: what it looks like, with whom, who speaks for the customer, and its days to tick. */
export function PastedTalk({ talk, today, them, choice, mac, busy = false, error, onKeep }: PastedTalkProps) {
  const reader = useReader();
  const { texts, locale } = reader;
  const words = texts.paste;
  const id = useId();
  const [speaker, setSpeaker] = useState<string>();
  const [left, setLeft] = useState<ReadonlySet<number>>(new Set());
  const [wasPressed, setPressed] = useState(false);
  const customer = speaker ?? them ?? talk.speakers[0] ?? '';
  const app = words.apps[talk.app];
  const isEmpty = left.size === talk.talks.length;

  const keep = (): void => {
    setPressed(true);
    if (!isEmpty && !busy) {
      const days = talk.talks.filter((_, at) => !left.has(at));
      onKeep(
        days.map(({ onDay, messages }) => ({
          onDay: onDay ?? today,
          at: messages[0]?.at ?? null,
          direction: messages[0]?.speaker === customer ? 'in' : 'out',
          text: messages.map((message) => `${message.at === null ? '' : `${message.at} `}${message.speaker}: ${message.text}`).join('\n'),
        })),
      );
    }
  };

  useSaveKey(keep);

  return (
    <form
      class="sec form"
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        keep();
      }}
    >
      <p class="strong said">{customer === '' ? words.talkAlone(app, talk.talks.length) : words.talk(app, talk.talks.length, customer)}</p>
      {choice}
      <div class="fld gap">
        <label for={id}>{words.speaks}</label>
        <span class="field">
          <select id={id} value={customer} onChange={(event) => setSpeaker(event.currentTarget.value)}>
            {talk.speakers.map((one) => (
              <option key={one} value={one}>
                {one}
              </option>
            ))}
          </select>
        </span>
      </div>
      <h3 class="h">{words.days}</h3>
      <ul class="rows">
        {talk.talks.map((day, at) => {
          const title = day.onDay === null ? words.noDay : formatCalendarDay(day.onDay, reader);
          const [first, last] = [day.messages.at(0)?.at ?? null, day.messages.at(-1)?.at ?? null];
          const said = day.messages[0]?.text ?? '';
          return (
            <li key={day.onDay ?? ''} class="row">
              <span class="mg">
                <Tick
                  on={!left.has(at)}
                  label={words.keepDay(title)}
                  onChange={(on) => setLeft(new Set(on ? [...left].filter((one) => one !== at) : [...left, at]))}
                />
              </span>
              <span class="t">{title}</span>
              <span class="r">{first === null || last === null ? null : first === last ? first : words.span(first, last)}</span>
              <span class="s cut" title={said}>
                {words.messages(day.messages.length)}
                {texts.format.comma}
                <span lang={langOf(said, locale)}>{said}</span>
              </span>
            </li>
          );
        })}
      </ul>
      {talk.talks.some((day) => day.onDay === null) ? <p class="small soft">{words.noDayHint}</p> : null}
      {talk.isDayOrderGuessed ? <p class="small">{words.guessed}</p> : null}
      <p class="btns gap">
        <Button kind="go" type="submit" hint={texts.noteSheet.saveKey(mac)} busy={busy ? words.keeping : undefined}>
          {words.keepTalk}
        </Button>
      </p>
      <p class="small wrong" role="alert">
        {wasPressed && isEmpty ? words.tickOne : error}
      </p>
    </form>
  );
}
