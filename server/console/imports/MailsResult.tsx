import { useEffect, useRef, useState } from 'preact/hooks';
import { NameText } from '#shared/ui/NameText.tsx';
import { Button } from '#shared/ui/primitives/Button.tsx';
import { useReader } from '#shared/ui/reader.ts';
import { BadRows } from './BadRows.tsx';
import { sentenceIn } from './sentence-in.ts';
import type { MailsSent } from './send-rows.ts';
import { UndoImport } from './UndoImport.tsx';

export type MailsResultProps = {
  readonly sent: MailsSent;
  /** Makes customers of some people and logs their mail. */
  readonly onAccept: (emails: readonly string[]) => void;
  readonly onUndone: () => void;
};

/** What an import of mail did, what was left out and why, and the people who may become customers. */
export function MailsResult({ sent, onAccept, onUndone }: MailsResultProps) {
  const { texts, locale } = useReader();
  const words = texts.importing;
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => heading.current?.focus(), []);
  const [ticked, setTicked] = useState<ReadonlySet<string>>(new Set());
  const { batch, added, changed, unchanged, leftOut, proposals, badLines } = sent;
  const tick = (email: string, on: boolean): void =>
    setTicked((before) => new Set([...before].filter((one) => one !== email).concat(on ? [email] : [])));
  const day = (instant: string): string => new Intl.DateTimeFormat(locale, { dateStyle: 'medium', timeZone: 'UTC' }).format(Date.parse(instant));
  return (
    <section class="blk sum-p">
      <div class="blk-h">
        <h2 ref={heading} tabIndex={-1}>
          {added + changed > 0 ? words.doneMail : words.nothing}
        </h2>
      </div>
      <p>{words.mail(added, changed, unchanged)}</p>
      <ul class="kept-l small mid">
        {Object.entries(leftOut).map(([reason, count]) => (
          <li key={reason}>{words.leftOut(count, sentenceIn(texts.mailLeftOut, reason))}</li>
        ))}
      </ul>
      {added + changed > 0 ? <UndoImport batch={batch} onDone={onUndone} /> : null}
      {proposals.length === 0 ? null : (
        <form
          class="prop-f"
          onSubmit={(event) => {
            event.preventDefault();
            onAccept([...ticked]);
          }}
        >
          <h3 class="h after">{words.proposals(proposals.length)}</h3>
          <p class="small soft">{words.proposalsHint}</p>
          <p>
            <label class="prop">
              <input
                type="checkbox"
                checked={ticked.size === proposals.length}
                onChange={(event) => setTicked(new Set(event.currentTarget.checked ? proposals.map(({ email }) => email) : []))}
              />
              <span>{words.all}</span>
            </label>
          </p>
          <ul class="prop-l">
            {proposals.map(({ email, name, mails, firstAt, lastAt }) => (
              <li key={email}>
                <label class="prop">
                  <input type="checkbox" checked={ticked.has(email)} onChange={(event) => tick(email, event.currentTarget.checked)} />
                  <span class="cut">
                    <NameText>{name === '' ? email : name}</NameText> <span class="soft">{name === '' ? '' : email}</span>
                  </span>
                  <span class="small soft">{words.mailsBetween(mails, day(firstAt), day(lastAt))}</span>
                </label>
              </li>
            ))}
          </ul>
          {ticked.size === 0 ? null : (
            <p class="btns">
              <Button kind="go" type="submit">
                {words.accept(ticked.size)}
              </Button>
            </p>
          )}
        </form>
      )}
      <BadRows rows={badLines} sentenceOf={(reason) => sentenceIn(texts.mailLeftOut, reason)} />
    </section>
  );
}
