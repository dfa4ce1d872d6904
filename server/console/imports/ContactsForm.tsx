import { useState } from 'preact/hooks';
import { canNameContacts } from '#shared/import/mapping.ts';
import { Button } from '#shared/ui/primitives/Button.tsx';
import { Field } from '#shared/ui/primitives/Field.tsx';
import { Notice } from '#shared/ui/primitives/Notice.tsx';
import { useReader } from '#shared/ui/reader.ts';
import { ColumnMap } from './ColumnMap.tsx';
import { RowsPreview } from './RowsPreview.tsx';
import type { ContactSettings } from './send-rows.ts';
import type { Look } from './use-file.ts';

const SOURCE = /^[\p{L}\p{N}._-]{1,40}$/u;

export type ContactsFormProps = {
  readonly look: Look;
  /** Rows sent so far, while it runs. */
  readonly running: number | undefined;
  readonly onSay: (said: Partial<Pick<Look, 'mapping' | 'country'>>) => void;
  readonly onImport: (settings: ContactSettings) => void;
};

/** A file of contacts before it is sent: what its columns mean, its first rows as they will be, and the press that imports it. */
export function ContactsForm({ look, running, onSay, onImport }: ContactsFormProps) {
  const { texts } = useReader();
  const words = texts.importing;
  const { opened, mapping, country } = look;
  const usual = opened.kind === 'contacts' ? (opened.preset ?? 'csv') : 'vcard';
  const [written, setWritten] = useState<string>();
  const [code, setCode] = useState('');
  const source = (written ?? usual).trim();
  const badSource = SOURCE.test(source) ? undefined : texts.console.imports.sourceBad;
  const badCode = /^(?:[A-Za-z]{2})?$/u.test(code.trim()) ? undefined : words.countryBad;
  const isNobody = mapping !== undefined && !canNameContacts(mapping);
  return (
    <>
      {opened.kind === 'contacts' && mapping !== undefined ? (
        <section class="blk" aria-label={texts.console.imports.mapping}>
          <div class="blk-h">
            <h2>{texts.console.imports.mapping}</h2>
          </div>
          {look.isRemembered ? <p class="small soft">{words.remembered}</p> : null}
          <ColumnMap table={opened.table} mapping={mapping} onChange={(next) => onSay({ mapping: next })} />
        </section>
      ) : null}
      {isNobody ? <Notice tone="wrong">{words.nobody}</Notice> : look.firstRows.length === 0 ? null : <RowsPreview rows={look.firstRows} />}
      <form
        class="add-p import-f"
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          if (running === undefined && badSource === undefined && badCode === undefined && !isNobody) {
            onImport({ source, country, mapping });
          }
        }}
      >
        <Field label={words.source} value={written ?? usual} hint={words.sourceHint} error={badSource} onInput={setWritten} />
        <Field
          label={words.country}
          value={code}
          hint={words.countryHint}
          error={badCode}
          onInput={(text) => {
            setCode(text);
            if (/^(?:[A-Za-z]{2})?$/u.test(text.trim())) {
              onSay({ country: text.trim() === '' ? null : text.trim().toUpperCase() });
            }
          }}
        />
        <p class="btns">
          <Button kind="go" type="submit" busy={running === undefined ? undefined : texts.console.imports.importing}>
            {texts.console.imports.go}
          </Button>
        </p>
      </form>
      {running === undefined ? null : (
        <div class="run-p" role="status">
          <p class="small mid">{words.sent(running)}</p>
          <p class="small soft">{words.stay}</p>
        </div>
      )}
    </>
  );
}
