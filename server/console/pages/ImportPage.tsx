import { useEffect, useRef, useState } from 'preact/hooks';
import { decodeText } from '#shared/import/decode.ts';
import { ORDER_COLUMNS } from '#shared/import/order-lines.ts';
import { errorText } from '#shared/text/index.ts';
import { classNames } from '#shared/ui/class-names.ts';
import { Notice } from '#shared/ui/primitives/Notice.tsx';
import { useReader } from '#shared/ui/reader.ts';
import { MAX_IMPORT_BYTES } from '#shared/wire/imports.ts';
import { routes } from '#shared/wire/routes.ts';
import { call } from '../api.ts';
import { ImportPreview, type ImportSettings } from '../ImportPreview.tsx';
import { ImportSummary } from '../ImportSummary.tsx';
import { previewTable, type TablePreview } from '../table-preview.ts';
import { useImport } from '../use-import.ts';
import { useTitle } from '../use-title.ts';

type Chosen = { readonly name: string; readonly text: string; readonly preview: TablePreview };

/** Orders from a CSV file: what its columns mean is shown before anything is sent, and what became of each line after. */
export function ImportPage() {
  const { texts } = useReader();
  const words = texts.console.imports;
  useTitle(words.title);
  const [chosen, setChosen] = useState<Chosen>();
  const [problem, setProblem] = useState<string>();
  const [currency, setCurrency] = useState('');
  const [isOver, setOver] = useState(false);
  const field = useRef<HTMLInputElement>(null);
  const { now, start, reset } = useImport();

  useEffect(() => {
    const controller = new AbortController();
    void call(routes.organization, { input: {}, signal: controller.signal }).then((result) => {
      if (result.ok && result.value.currency !== null) {
        setCurrency(result.value.currency);
      }
    });
    return () => controller.abort();
  }, []);

  const take = async (file: File | undefined): Promise<void> => {
    setOver(false);
    if (!file) {
      return;
    }
    reset();
    setChosen(undefined);
    // A quotation mark or a line end is two bytes in JSON: a file of this size still fits.
    if (file.size > MAX_IMPORT_BYTES * 0.9) {
      setProblem(words.tooLarge);
      return;
    }
    const text = decodeText(new Uint8Array(await file.arrayBuffer()));
    const preview = previewTable(text);
    setProblem(faultOf(preview));
    setChosen({ name: file.name, text, preview });
  };
  const faultOf = ({ missing, lines }: TablePreview): string | undefined =>
    missing.length > 0 ? words.missing(missing.join(', ')) : lines === 0 ? words.empty : undefined;
  const send = ({ source, currency: given }: ImportSettings): void => {
    if (chosen) {
      start({ csv: chosen.text, ...(source === '' ? {} : { source }), ...(given === '' ? {} : { currency: given }) });
    }
  };

  return (
    <>
      <header class="pg-h">
        <h1>{words.title}</h1>
      </header>
      <p class="mid read">{words.intro}</p>
      <p class="small soft read">
        {words.columns}: <span class="cols-l">{ORDER_COLUMNS.join(', ')}</span>
      </p>
      {/* A drop is a shortcut of the button in it, which the keyboard reaches. */}
      <div
        class={classNames('drop', isOver && 'is-over')}
        onDragOver={(event) => {
          event.preventDefault();
          setOver(true);
        }}
        onDragLeave={() => setOver(false)}
        onDrop={(event) => {
          event.preventDefault();
          void take(event.dataTransfer?.files[0]);
        }}
      >
        <input
          ref={field}
          type="file"
          class="vh"
          accept=".csv,.tsv,.txt,text/csv"
          aria-label={words.choose}
          onChange={(event) => {
            void take(event.currentTarget.files?.[0]);
            // The same file can then be chosen again after it was mended.
            event.currentTarget.value = '';
          }}
        />
        <button type="button" class={classNames('btn', chosen === undefined && 'go')} onClick={() => field.current?.click()}>
          {chosen === undefined ? words.choose : words.another}
        </button>
        <span class="soft">{chosen === undefined ? words.drop : `${chosen.name}, ${words.lines(chosen.preview.lines)}`}</span>
      </div>
      {problem === undefined ? null : <Notice tone="wrong">{problem}</Notice>}
      {chosen === undefined || problem !== undefined || now.state === 'done' ? null : (
        <ImportPreview
          key={chosen.name}
          preview={chosen.preview}
          currency={currency}
          running={now.state === 'running' ? { progress: now.progress } : undefined}
          onImport={send}
        />
      )}
      {now.state === 'failed' ? <Notice tone="wrong">{errorText(texts, now.code)}</Notice> : null}
      {now.state === 'done' ? <ImportSummary summary={now.summary} /> : null}
    </>
  );
}
