import { useEffect, useId, useState } from 'preact/hooks';
import { Button } from '#shared/ui/primitives/Button.tsx';
import { Field } from '#shared/ui/primitives/Field.tsx';
import { useReader } from '#shared/ui/reader.ts';
import { isTyping } from '#shared/ui/row-keys.ts';
import { useSaveKey } from '#shared/ui/use-save-key.ts';
import type { MonthOfTechnician } from '#shared/wire/months.ts';
import { routes } from '#shared/wire/routes.ts';
import { readMark } from './read-mark.ts';
import type { Act } from './use-month.ts';

type LeadMarkProps = { readonly month: string; readonly one: MonthOfTechnician; readonly isBusy: boolean; readonly act: Act };
type Told = { readonly mark: number | null; readonly remark: string };

/** What the lead says of a month that is not closed: a mark and a remark, to be saved and taken back. */
export function LeadMark({ month, one, isBusy, act }: LeadMarkProps) {
  const { texts } = useReader();
  const words = texts.console.months;
  const id = useId();
  const held: Told = { mark: one.sheet.parts.lead, remark: one.sheet.remark };
  const [mark, setMark] = useState(held.mark === null ? '' : String(held.mark));
  const [remark, setRemark] = useState(held.remark);
  const [said, setSaid] = useState<{ readonly what: 'saved' | 'undone'; readonly undo?: Told }>();
  const [isBad, setBad] = useState(false);
  const send = async (told: Told, what: 'saved' | 'undone', undo?: Told): Promise<void> => {
    if (await act(routes.markMonth, { user: one.user, month, ...told })) {
      setMark(told.mark === null ? '' : String(told.mark));
      setRemark(told.remark);
      setSaid(undo === undefined ? { what } : { what, undo });
    }
  };
  const save = (): void => {
    const read = readMark(mark);
    setBad(read === undefined);
    if (read !== undefined && !isBusy) {
      void send({ mark: read, remark: remark.trim() }, 'saved', held);
    }
  };
  const undo = (): void => {
    if (said?.undo !== undefined && !isBusy) {
      void send(said.undo, 'undone');
    }
  };
  useSaveKey(save);
  useEffect(() => {
    const controller = new AbortController();
    const onKey = (event: KeyboardEvent): void => {
      if (event.key === 'u' && !event.ctrlKey && !event.metaKey && !event.altKey && !isTyping(event.target)) {
        undo();
      }
    };
    document.addEventListener('keydown', onKey, { signal: controller.signal });
    return () => controller.abort();
  }, [said, isBusy]);
  return (
    <section class="blk no-print" aria-labelledby={id}>
      <div class="blk-h">
        <h2 id={id}>{words.markTitle}</h2>
      </div>
      <form
        class="mon-f"
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          save();
        }}
      >
        <Field label={words.mark} value={mark} inputMode="decimal" onInput={setMark} error={isBad ? words.markBad : undefined} />
        <Field label={words.remark} value={remark} rows={3} onInput={(text) => setRemark(text.slice(0, 2000))} />
        <p class="btns">
          <Button
            kind="go"
            type="submit"
            hint={texts.noteSheet.saveKey(navigator.userAgent.includes('Mac OS'))}
            busy={isBusy ? texts.common.saving : undefined}
          >
            {texts.common.save}
          </Button>
          <span class="small mid" role="status">
            {said === undefined ? '' : words[said.what]}
          </span>
          {said?.undo === undefined ? null : (
            <Button kind="bare" hint="U" onPress={undo}>
              {texts.common.undo}
            </Button>
          )}
        </p>
      </form>
    </section>
  );
}
