import { useState } from 'preact/hooks';
import { Button } from '#shared/ui/primitives/Button.tsx';
import { Field } from '#shared/ui/primitives/Field.tsx';
import { useReader } from '#shared/ui/reader.ts';
import type { MailSettings } from './send-rows.ts';

const MEGABYTE = 1024 * 1024;

export type MailFormProps = {
  readonly sizeBytes: number;
  /** Bytes read so far, while it runs. */
  readonly running: number | undefined;
  readonly onImport: (settings: MailSettings) => void;
};

/** A mailbox before it is read: which addresses are ours, what is never logged, and the press that imports it. */
export function MailForm({ sizeBytes, running, onImport }: MailFormProps) {
  const { texts } = useReader();
  const words = texts.importing;
  const [own, setOwn] = useState('');
  const [never, setNever] = useState('');
  return (
    <>
      <p class="mid read">{words.mailHint}</p>
      <form
        class="add-p import-f"
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          if (running === undefined) {
            onImport({ ownAddresses: split(own), neverLog: split(never), accept: [] });
          }
        }}
      >
        <Field label={words.own} value={own} hint={words.ownHint} inputMode="email" onInput={setOwn} />
        <Field label={words.never} value={never} hint={words.neverHint} onInput={setNever} />
        <p class="btns">
          <Button kind="go" type="submit" busy={running === undefined ? undefined : texts.console.imports.importing}>
            {texts.console.imports.go}
          </Button>
        </p>
      </form>
      {running === undefined ? null : (
        <div class="run-p" role="status">
          <progress value={running} max={Math.max(1, sizeBytes)} aria-label={texts.console.imports.importing} />
          <p class="small mid">{words.reading(Math.round(running / MEGABYTE), Math.max(1, Math.round(sizeBytes / MEGABYTE)))}</p>
          <p class="small soft">{words.stay}</p>
        </div>
      )}
    </>
  );
}

function split(text: string): readonly string[] {
  return text
    .split(/[,;\s，；、]+/u)
    .map((one) => one.trim())
    .filter((one) => one !== '');
}
