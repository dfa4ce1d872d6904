import { useEffect, useMemo, useState } from 'preact/hooks';
import { errorText } from '#shared/text/index.ts';
import { Notice } from '#shared/ui/primitives/Notice.tsx';
import { useReader } from '#shared/ui/reader.ts';
import { toCsvText, type Table } from '#shared/import/read-table.ts';
import { MAX_IMPORT_BYTES } from '#shared/wire/imports.ts';
import { routes } from '#shared/wire/routes.ts';
import { call } from '../api.ts';
import { ImportPreview } from '../ImportPreview.tsx';
import { ImportSummary } from '../ImportSummary.tsx';
import { previewTable } from '../table-preview.ts';
import { useImport } from '../use-import.ts';
import { UndoImport } from './UndoImport.tsx';

/** A table of order lines: its columns, the press that imports it as a whole, and what became of each line. */
export function OrdersForm({ name, table, onDone }: { readonly name: string; readonly table: Table; readonly onDone: () => void }) {
  const { texts } = useReader();
  const words = texts.console.imports;
  const [currency, setCurrency] = useState('');
  const { now, start } = useImport();
  const preview = useMemo(() => previewTable(table), [table]);
  const csv = useMemo(() => toCsvText(table), [table]);
  useEffect(() => {
    const controller = new AbortController();
    void call(routes.organization, { input: {}, signal: controller.signal }).then((result) => {
      if (result.ok && result.value.currency !== null) {
        setCurrency(result.value.currency);
      }
    });
    return () => controller.abort();
  }, []);
  useEffect(() => {
    if (now.state === 'done') {
      onDone();
    }
  }, [now.state]);
  const problem =
    preview.missing.length > 0
      ? words.missing(preview.missing.join(', '))
      : preview.lines === 0
        ? words.empty
        : // A quotation mark or a line end is two bytes in JSON: a text of this length still fits.
          csv.length > MAX_IMPORT_BYTES * 0.8
          ? words.tooLarge
          : undefined;
  if (problem !== undefined) {
    return <Notice tone="wrong">{problem}</Notice>;
  }
  return (
    <>
      {now.state === 'done' ? (
        <>
          <ImportSummary summary={now.summary} />
          {now.summary.added + now.summary.changed > 0 ? <UndoImport batch={now.summary.batch} onDone={onDone} /> : null}
        </>
      ) : (
        <ImportPreview
          preview={preview}
          currency={currency}
          running={now.state === 'running' ? { progress: now.progress } : undefined}
          onImport={({ source, currency: given }) =>
            start({ csv, name: name.slice(0, 200), ...(source === '' ? {} : { source }), ...(given === '' ? {} : { currency: given }) })
          }
        />
      )}
      {now.state === 'failed' ? <Notice tone="wrong">{errorText(texts, now.code)}</Notice> : null}
    </>
  );
}
