import { useState } from 'preact/hooks';
import { Button } from '#shared/ui/primitives/Button.tsx';
import { Field } from '#shared/ui/primitives/Field.tsx';
import { Sheet } from '#shared/ui/primitives/Sheet.tsx';
import { useReader } from '#shared/ui/reader.ts';
import type { NoteDraft } from './types.ts';
import { useSaveKey } from '#shared/ui/use-save-key.ts';

export type NoteSheetProps = {
  readonly kind: 'note' | 'call';
  /** Whom it is about. */
  readonly name: string;
  /** On a Mac the key is named ⌘. */
  readonly mac: boolean;
  readonly busy?: boolean;
  /** A sentence on why saving failed; the text stays. */
  readonly error?: string | undefined;
  readonly onSave: (draft: NoteDraft) => void;
  readonly onClose: () => void;
};

/** A quick note, or a call with its direction, minutes and outcome. ⌘ or Ctrl with Enter saves. */
export function NoteSheet({ kind, name, mac, busy = false, error, onSave, onClose }: NoteSheetProps) {
  const { texts } = useReader();
  const { noteSheet } = texts;
  const [text, setText] = useState('');
  const [outcome, setOutcome] = useState('');
  const [minutes, setMinutes] = useState('');
  const [direction, setDirection] = useState<'in' | 'out'>('out');
  const [wasPressed, setPressed] = useState(false);
  const isCall = kind === 'call';
  const lacksText = text.trim() === '' && (!isCall || outcome.trim() === '');
  const badMinutes = isCall && !/^\d{0,4}$/u.test(minutes.trim());

  const save = (): void => {
    setPressed(true);
    if (!lacksText && !badMinutes && !busy) {
      const durationMinutes = isCall && minutes.trim() !== '' ? Number(minutes) : undefined;
      onSave({ kind, text: text.trim(), outcome: outcome.trim(), direction: isCall ? direction : 'none', durationMinutes });
    }
  };

  useSaveKey(save);

  return (
    <Sheet title={isCall ? noteSheet.callWith(name) : noteSheet.noteOn(name)} onClose={onClose}>
      <form
        class="sec form"
        onSubmit={(event) => {
          event.preventDefault();
          save();
        }}
      >
        {isCall ? (
          <div class="filters" role="group" aria-label={noteSheet.direction}>
            {(['out', 'in'] as const).map((way) => (
              <button key={way} type="button" aria-pressed={direction === way ? 'true' : 'false'} onClick={() => setDirection(way)}>
                {noteSheet[way]}
              </button>
            ))}
          </div>
        ) : null}
        <Field
          label={isCall ? noteSheet.text : noteSheet.noteText}
          value={text}
          rows={isCall ? 4 : 6}
          first
          error={wasPressed && lacksText ? noteSheet.empty : undefined}
          onInput={setText}
        />
        {isCall ? (
          <>
            <Field label={noteSheet.outcome} value={outcome} placeholder={noteSheet.outcomeExample} onInput={setOutcome} />
            <Field
              label={noteSheet.minutes}
              value={minutes}
              inputMode="numeric"
              error={badMinutes ? noteSheet.minutesBad : undefined}
              onInput={setMinutes}
            />
          </>
        ) : null}
        <p class="btns gap">
          <Button kind="go" type="submit" hint={noteSheet.saveKey(mac)} busy={busy ? noteSheet.saving : undefined}>
            {noteSheet.save}
          </Button>
          <Button kind="bare" onPress={onClose}>
            {texts.common.cancel}
          </Button>
        </p>
        <p class="small wrong" role="alert">
          {error}
        </p>
      </form>
    </Sheet>
  );
}
