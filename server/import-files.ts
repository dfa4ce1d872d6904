import { existsSync, statSync } from 'node:fs';
import { open } from 'node:fs/promises';
import { basename } from 'node:path';
import { ENCODINGS, type Encoding } from '#shared/import/decode.ts';
import { IMPORT_KINDS, type ImportKind } from '#shared/import/kind.ts';
import type { ByteSource } from '#shared/import/mbox.ts';
import { openFile, type OpenedFile } from '#shared/import/open-file.ts';
import { presets } from '#shared/import/presets/index.ts';
import { textsFor } from '#shared/text/index.ts';
import { importBookFile } from './book-files.ts';
import { isBookFile } from './book-lines.ts';
import { toJsonOf, toSentence, toUndoSentence } from './import-said.ts';
import { UsageFault, type Said } from './said.ts';
import { importUnsentFile, readUnsentFile } from './unsent-files.ts';
import type { Deps } from './services/deps.ts';
import { runImport, type FileDone, type ImportOptions } from './services/import-file.ts';
import { listImports } from './services/import-batch.ts';
import { undoImport } from './services/import-undo.ts';
import { OPERATOR } from './services/operate.ts';
import { runAnalyses } from './services/run-analyses.ts';

/** What may stand behind `sidebook import`. */
export type ImportValues = {
  readonly kind?: string;
  readonly preset?: string;
  readonly encoding?: string;
  readonly sheet?: string;
  readonly source?: string;
  readonly currency?: string;
  readonly country?: string;
  readonly user?: string;
  readonly own?: readonly string[];
  readonly never?: readonly string[];
  readonly add?: readonly string[];
  readonly undo?: string;
  readonly list?: boolean;
  readonly 'dry-run'?: boolean;
};

const SOURCE = /^[\p{L}\p{N}._-]{1,40}$/u;
const CURRENCY = /^[A-Z]{3}$/u;

const { openFaults, importKinds } = textsFor('en');

/** `sidebook import FILE…`: imports files of any kind, one after another, and says what became of each row. */
export async function importFiles(deps: Deps, values: ImportValues, files: readonly string[]): Promise<Said> {
  const [org] = await deps.store.listOrgs();
  if (values.undo !== undefined || values.list === true) {
    if (!org) {
      throw new UsageFault('There is no organization yet, and so no import.');
    }
    return values.undo === undefined ? sayImports(deps, org.id) : sayUndo(deps, org.id, values.undo);
  }
  if (files.length === 0) {
    throw new UsageFault('Name the CSV files to import: sidebook import orders.csv; or contacts, XLSX, vCards, mailboxes.');
  }
  const [only] = files;
  if (only !== undefined && files.length === 1 && existsSync(only) && statSync(only).isFile() && (await isBookFile(only))) {
    return importBookFile(deps, only, values['dry-run'] === true);
  }
  const unsent = only !== undefined && files.length === 1 && existsSync(only) && statSync(only).isFile() ? readUnsentFile(only) : undefined;
  if (only !== undefined && unsent !== undefined) {
    return importUnsentFile(deps, only, unsent, values['dry-run'] === true);
  }
  const options = parseOptions(values);
  if (!org) {
    throw new UsageFault('There is no organization yet: set Sidebook up first, or add a user with sidebook user add.');
  }
  // All are opened before the first is imported: a misspelt name then changes nothing.
  const opened: { readonly file: string; readonly source: ByteSource; readonly content: OpenedFile }[] = [];
  const closing: (() => Promise<void>)[] = [];
  try {
    for (const file of files) {
      const { source, close } = await openSource(file);
      closing.push(close);
      const content = await openFile(source, options);
      if (!content.ok) {
        throw new UsageFault(`${file} cannot be imported: ${openFaults[content.error]} Nothing was imported.`);
      }
      opened.push({ file, source, content: content.value });
    }
    const done: { readonly file: string; readonly done: FileDone }[] = [];
    for (const { file, source, content } of opened) {
      done.push({ file, done: await runImport(deps, org.id, source, content, { ...options, onProgress: sayProgress }).catch(nameColumns(file)) });
    }
    if (options.isRehearsal !== true && done.some(({ done: { kind } }) => kind === 'orders')) {
      await runAnalyses(deps, org.id);
    }
    return { json: toJsonOf(done), sentence: done.map((one) => toSentence(one, options.isRehearsal === true)).join('\n') };
  } finally {
    await Promise.all(closing.map((close) => close()));
  }
}

function parseOptions(values: ImportValues): ImportOptions {
  const { source, currency, kind, preset, encoding, country } = values;
  if (source !== undefined && !SOURCE.test(source)) {
    throw new UsageFault('--source must be a name of up to 40 letters, digits, points and dashes.');
  }
  if (currency !== undefined && !CURRENCY.test(currency)) {
    throw new UsageFault('--currency must be three capitals, such as GBP.');
  }
  if (country !== undefined && !/^[A-Za-z]{2}$/u.test(country)) {
    throw new UsageFault('--country must be two letters, such as GB.');
  }
  if (preset !== undefined && !presets.some(({ id }) => id === preset)) {
    throw new UsageFault(`--preset must be one of ${presets.map(({ id }) => id).join(', ')}.`);
  }
  if (kind !== undefined && !isKind(kind)) {
    throw new UsageFault(`--kind must be one of ${IMPORT_KINDS.join(', ')}.`);
  }
  if (encoding !== undefined && !isEncoding(encoding)) {
    throw new UsageFault(`--encoding must be one of ${ENCODINGS.join(', ')}.`);
  }
  const add = values.add ?? [];
  return {
    actor: OPERATOR,
    kind,
    preset,
    encoding,
    sheet: values.sheet,
    source,
    currency,
    country: country?.toUpperCase() ?? null,
    mailboxOf: values.user,
    ownAddresses: split(values.own),
    neverLog: split(values.never),
    accept: add.includes('all') ? 'all' : split(add),
    isRehearsal: values['dry-run'] === true,
  };
}

const split = (texts: readonly string[] = []): readonly string[] => texts.flatMap((text) => text.split(',').map((one) => one.trim())).filter(Boolean);
const isKind = (text: string): text is ImportKind => IMPORT_KINDS.some((kind) => kind === text);
const isEncoding = (text: string): text is Encoding => ENCODINGS.some((encoding) => encoding === text);

async function openSource(file: string): Promise<{ readonly source: ByteSource; readonly close: () => Promise<void> }> {
  try {
    const handle = await open(file, 'r');
    const { size } = await handle.stat();
    // A folder opens and cannot be read.
    await handle.read(new Uint8Array(1), 0, 1, 0);
    const read = async (from: number, to: number): Promise<Uint8Array> => {
      const buffer = new Uint8Array(Math.max(0, to - from));
      let filled = 0;
      while (filled < buffer.length) {
        const { bytesRead } = await handle.read(buffer, filled, buffer.length - filled, from + filled);
        if (bytesRead === 0) {
          break;
        }
        filled += bytesRead;
      }
      return buffer.subarray(0, filled);
    };
    return { source: { name: basename(file), size, read }, close: () => handle.close() };
  } catch {
    throw new UsageFault(`${file} cannot be read; nothing was imported.`);
  }
}

/** A line that is written over and over, for people who look at a terminal. */
function sayProgress(done: number, total: number): void {
  if (process.stderr.isTTY) {
    process.stderr.write(done >= total ? '\r\u001B[K' : `\r${done} of ${total}`);
  }
}

function nameColumns(file: string): (error: unknown) => never {
  return (error) => {
    const details = error instanceof Error && 'details' in error && typeof error.details === 'object' ? error.details : undefined;
    if (details && 'missing' in details && typeof details.missing === 'string') {
      throw new UsageFault(`${file} lacks the column ${details.missing}: its first line must name the columns. Nothing of it was imported.`);
    }
    throw error;
  };
}

async function sayUndo(deps: Deps, org: string, batch: string): Promise<Said> {
  const known = (await listImports(deps, org)).find(({ id }) => id === batch);
  if (!known) {
    throw new UsageFault(`There is no import ${batch}; sidebook import --list names them.`);
  }
  if (known.state === 'undone') {
    throw new UsageFault(`The import of ${known.name} was taken back already.`);
  }
  const done = await undoImport(deps, org, batch, OPERATOR, sayProgress);
  return { json: { ok: true, batch, ...done }, sentence: toUndoSentence(known.name, done) };
}

async function sayImports(deps: Deps, org: string): Promise<Said> {
  const { importStates } = textsFor('en');
  const batches = await listImports(deps, org);
  const line = ({ id, name, kind, startedAtMs, state, added, changed }: (typeof batches)[number]): string =>
    `${id}  ${new Date(startedAtMs).toISOString().slice(0, 16).replace('T', ' ')}  ${isKind(kind) ? importKinds[kind] : kind}  ${name}  ${added} new, ${changed} changed  ${importStates[state]}`;
  return { json: { ok: true, imports: batches }, sentence: batches.length === 0 ? 'Nothing was imported yet.' : batches.map(line).join('\n') };
}
