import { useState } from 'preact/hooks';
import { Button } from '#shared/ui/primitives/Button.tsx';
import { Field } from '#shared/ui/primitives/Field.tsx';
import { NameText } from '#shared/ui/NameText.tsx';
import { useReader } from '#shared/ui/reader.ts';
import type { ImportProgress } from '#shared/wire/imports.ts';
import { meaningOf, type TablePreview } from './table-preview.ts';

/** What is said of a table beside what stands in it; empty texts are left to the server. */
export type ImportSettings = { readonly source: string; readonly currency: string };

export type ImportPreviewProps = {
  readonly preview: TablePreview;
  /** The team's currency, where it has one. */
  readonly currency: string;
  /** Set while the import runs. */
  readonly running: { readonly progress: ImportProgress['running'] } | undefined;
  readonly onImport: (settings: ImportSettings) => void;
};

/** The name that the server takes when none is given. */
const DEFAULT_SOURCE = 'csv';
const SOURCE = /^[\p{L}\p{N}._-]{0,40}$/u;
const CURRENCY = /^(?:[A-Z]{3})?$/u;

/** How each column of a file is read, with its first value, and the press that imports it. */
export function ImportPreview({ preview, currency: given, running, onImport }: ImportPreviewProps) {
  const { texts } = useReader();
  const words = texts.console.imports;
  const [source, setSource] = useState('');
  const [written, setWritten] = useState<string>();
  const currency = (written ?? given).trim().toUpperCase();
  const badSource = SOURCE.test(source.trim()) ? undefined : words.sourceBad;
  const badCurrency = CURRENCY.test(currency) ? undefined : words.currencyBad;
  const progress = running?.progress ?? null;
  const busy = running === undefined ? undefined : progress === null || progress.total === 0 ? words.sending : words.importing;

  return (
    <section class="blk" aria-label={words.mapping}>
      <div class="blk-h">
        <h2>{words.mapping}</h2>
      </div>
      <table class="led d map-t">
        <thead>
          <tr>
            <th scope="col">{words.column}</th>
            <th scope="col">{words.means}</th>
            <th scope="col">{words.example}</th>
          </tr>
        </thead>
        <tbody>
          {preview.heading.map((name, place) => {
            const meaning = meaningOf(preview.columns, place);
            return (
              <tr key={place}>
                <td class="cust">{name}</td>
                <td class={meaning === undefined ? 'soft' : undefined}>{meaning === undefined ? words.ignored : words.names[meaning]}</td>
                <td class="mid cut">
                  <NameText>{preview.example[place] ?? ''}</NameText>
                </td>
              </tr>
            );
          })}
        </tbody>
      </table>
      <form
        class="add-p import-f"
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          if (running === undefined && badSource === undefined && badCurrency === undefined) {
            onImport({ source: source.trim(), currency });
          }
        }}
      >
        <Field label={words.source} value={source} hint={words.sourceHint} error={badSource} placeholder={DEFAULT_SOURCE} onInput={setSource} />
        <Field label={words.currency} value={written ?? given} hint={words.currencyHint} error={badCurrency} onInput={setWritten} />
        <p class="btns">
          <Button kind="go" type="submit" busy={busy}>
            {words.go}
          </Button>
        </p>
      </form>
      {running === undefined ? null : (
        <div class="run-p" role="status">
          {progress === null || progress.total === 0 ? null : (
            <>
              <progress value={progress.done} max={progress.total} aria-label={words.importing} />
              <p class="small mid">{words.progress(progress.done, progress.total)}</p>
            </>
          )}
          <p class="small soft">{words.leave}</p>
        </div>
      )}
    </section>
  );
}
