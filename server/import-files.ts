import { readFileSync } from 'node:fs';
import { decodeText } from '#shared/import/decode.ts';
import type { BadLine } from '#shared/import/order-lines.ts';
import { textsFor } from '#shared/text/index.ts';
import { UsageFault, type Said } from './said.ts';
import type { Deps } from './services/deps.ts';
import { DEFAULT_SOURCE, importOrders, type ImportSummary } from './services/import-orders.ts';
import { runAnalyses } from './services/run-analyses.ts';

type Values = { readonly source?: string; readonly currency?: string };
type Done = { readonly file: string; readonly summary: ImportSummary };

const SOURCE = /^[\p{L}\p{N}._-]{1,40}$/u;
const CURRENCY = /^[A-Z]{3}$/u;
/** Bad lines that are printed one by one for people; programs get all. */
const SHOWN = 20;

const { importFaults } = textsFor('en');

/** `sidebook import FILE…`: imports order lines of CSV files, one after another, and says what became of each line. */
export async function importFiles(deps: Deps, values: Values, files: readonly string[]): Promise<Said> {
  const { source = DEFAULT_SOURCE, currency } = values;
  if (files.length === 0) {
    throw new UsageFault('Name the CSV files to import: sidebook import orders.csv');
  }
  if (!SOURCE.test(source)) {
    throw new UsageFault('--source must be a name of up to 40 letters, digits, points and dashes.');
  }
  if (currency !== undefined && !CURRENCY.test(currency)) {
    throw new UsageFault('--currency must be three capitals, such as GBP.');
  }
  const [org] = await deps.store.listOrgs();
  if (!org) {
    throw new UsageFault('There is no organization yet: set Sidebook up first, or add a user with sidebook user add.');
  }
  // All are read before the first is imported: a misspelt name then changes nothing.
  const texts = files.map((file) => ({ file, text: readText(file) }));
  const done: Done[] = [];
  for (const { file, text } of texts) {
    done.push({ file, summary: await importOrders(deps, org.id, { text, source, currency, actor: 'operator' }).catch(nameColumns(file)) });
  }
  await runAnalyses(deps, org.id);
  return { json: toJson(done), sentence: done.map(toSentence).join('\n') };
}

function readText(file: string): string {
  try {
    return decodeText(readFileSync(file));
  } catch {
    throw new UsageFault(`${file} cannot be read; nothing was imported.`);
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

function toJson(done: readonly Done[]): object {
  const total = (key: Exclude<keyof ImportSummary, 'badLines'>): number => done.reduce((sum, { summary }) => sum + summary[key], 0);
  const isOne = done.length === 1;
  const badLines = done.flatMap(({ file, summary }) => summary.badLines.map((bad) => ({ ...(isOne ? {} : { file }), ...describe(bad) })));
  return {
    ok: true,
    lines: total('lines'),
    orders: total('orders'),
    customers: total('customers'),
    added: total('added'),
    changed: total('changed'),
    unchanged: total('unchanged'),
    badLines,
  };
}

function describe({ line, reason }: BadLine): { readonly line: number; readonly code: string; readonly reason: string } {
  return { line, code: reason, reason: importFaults[reason] };
}

function toSentence({ file, summary }: Done): string {
  const { lines, orders, customers, added, changed, unchanged, badLines } = summary;
  const said = `${file}: ${lines} lines, ${orders} orders of ${customers} customers; ${added} new, ${changed} changed, ${unchanged} known already; lines left out: ${badLines.length}.`;
  const shown = badLines.slice(0, SHOWN).map(({ line, reason }) => `  line ${line}: ${importFaults[reason]}`);
  const more = badLines.length > SHOWN ? [`  and ${badLines.length - SHOWN} more; --json lists all.`] : [];
  return [said, ...shown, ...more].join('\n');
}
