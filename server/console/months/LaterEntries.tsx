import { useId, useState } from 'preact/hooks';
import { dayOf, formatCalendarDay } from '#shared/ui/format.ts';
import { langOf } from '#shared/ui/lang-of.ts';
import { Button } from '#shared/ui/primitives/Button.tsx';
import { Field } from '#shared/ui/primitives/Field.tsx';
import { useReader } from '#shared/ui/reader.ts';
import type { MonthOfTechnician } from '#shared/wire/months.ts';
import { routes } from '#shared/wire/routes.ts';
import { readMark } from './read-mark.ts';
import { sayMark } from './say-month.ts';
import type { Act } from './use-month.ts';

type LaterEntriesProps = {
  readonly month: string;
  readonly one: MonthOfTechnician;
  /** Whether the reader may add one. */
  readonly mayAdd: boolean;
  readonly isBusy: boolean;
  readonly act: Act;
};

/** What was written after the close: each entry with who and when, and a way to add one. The sheet stays as it is. */
export function LaterEntries({ month, one, mayAdd, isBusy, act }: LaterEntriesProps) {
  const reader = useReader();
  const words = reader.texts.console.months;
  const id = useId();
  const [remark, setRemark] = useState('');
  const [mark, setMark] = useState('');
  const [wasPressed, setPressed] = useState(false);
  const read = readMark(mark);
  const add = async (): Promise<void> => {
    setPressed(true);
    if (read !== undefined && remark.trim() !== '' && (await act(routes.addToMonth, { user: one.user, month, mark: read, remark: remark.trim() }))) {
      setRemark('');
      setMark('');
      setPressed(false);
    }
  };
  return (
    <section class={one.later.length === 0 ? 'blk no-print' : 'blk'} aria-labelledby={id}>
      <div class="blk-h">
        <h2 id={id}>{words.later}</h2>
      </div>
      <p class="say">{words.laterSay}</p>
      {one.later.length === 0 ? <p class="soft">{words.laterNone}</p> : null}
      <ul class="later-l">
        {one.later.map(({ at, by, mark: later, remark: text }) => (
          <li key={at}>
            <p lang={langOf(text, reader.locale)}>{text}</p>
            {later === null ? null : <p>{words.laterMark(sayMark(later, reader))}</p>}
            <p class="meta">{words.laterLine(by, formatCalendarDay(dayOf(at, reader.timeZone), reader, 'short'))}</p>
          </li>
        ))}
      </ul>
      {mayAdd ? (
        <form
          class="mon-f no-print"
          noValidate
          onSubmit={(event) => {
            event.preventDefault();
            void add();
          }}
        >
          <Field
            label={words.laterRemark}
            value={remark}
            rows={2}
            onInput={(text) => setRemark(text.slice(0, 500))}
            error={wasPressed && remark.trim() === '' ? words.laterNeeded : undefined}
          />
          <Field
            label={words.laterMarkField}
            value={mark}
            inputMode="decimal"
            onInput={setMark}
            error={wasPressed && read === undefined ? words.markBad : undefined}
          />
          <p class="btns">
            <Button type="submit" busy={isBusy ? reader.texts.common.saving : undefined}>
              {words.laterAdd}
            </Button>
          </p>
        </form>
      ) : null}
    </section>
  );
}
