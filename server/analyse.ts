import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { parseArgs } from 'node:util';
import * as v from 'valibot';
import { NO_DAY, toDay, toDayNumber, type DayNumber } from '#shared/analysis/core/calendar.ts';
import type { Book } from '#shared/analysis/core/book.ts';
import { linesFromCsv, type BadLine, type FromCsv } from '#shared/analysis/core/from-csv.ts';
import type { Lines } from '#shared/analysis/core/lines.ts';
import { analyses } from '#shared/analysis/registry.ts';
import { runAnalyses } from '#shared/analysis/run.ts';
import { readCsvPieces } from '#shared/import/csv.ts';
import { err, ok, type Result } from '#shared/result.ts';
import { readBookFile } from './analyse-book.ts';
import { BookFileFault } from './book-lines.ts';
import { readPieces } from './file-pieces.ts';
import { writeReport, type ReportHead } from './report/write-report.ts';
import { sentenceFor } from './sentences.ts';

const HELP = `npm run -s analyse -- [--only ID,...] [--as-of DATE] [--params JSON] [--html OUT.html [--locale LOCALE]] FILE.csv
npm run -s analyse -- [--only ID,...] [--as-of DATE] [--params JSON] [--html OUT.html [--locale LOCALE]] --book FILE

--book reads the one-file export of a book (sidebook export --out FILE), as of the day of its export. Without it the
command reads a table of order lines. Either way it prints one JSON object. Columns by name, in any order: customer and date (2026-11-16) are needed;
order, product, category, quantity, amount, cost, discount, currency, channel, place, rep, campaign are optional.
Money is in major units with a point; results are in minor units. --as-of is the last day of the table when left out.
--html writes one page with charts to print, in the language of --locale (en-GB, zh-CN, zh-TW), beside the JSON.
`;

const options = {
  only: { type: 'string' },
  'as-of': { type: 'string' },
  params: { type: 'string' },
  book: { type: 'string' },
  html: { type: 'string' },
  locale: { type: 'string' },
  help: { type: 'boolean', short: 'h' },
} as const;

type Request = {
  readonly file: string;
  /** True for the export of a book, false for a table of order lines. */
  readonly isBook: boolean;
  readonly only: readonly string[] | undefined;
  readonly asOf: DayNumber | undefined;
  readonly params: Readonly<Record<string, unknown>>;
  /** Where the page goes; undefined when none is asked for. */
  readonly html: string | undefined;
  readonly locale: string;
};

/** Reads the command line; the error is the sentence that is printed, and nothing was done. */
function readRequest(args: readonly string[]): Result<Request | 'help'> {
  const given = parse(args);
  if (!given.ok) {
    return given;
  }
  const { values, positionals } = given.value;
  if (values.help === true) {
    return ok('help');
  }
  const [file = values.book, ...more] = positionals;
  if (file === undefined || more.length > 0 || (values.book !== undefined && positionals.length > 0)) {
    return err('Give one table of order lines: npm run -s analyse -- FILE.csv; --help tells its columns.');
  }
  const asOf = values['as-of'] === undefined ? undefined : toDayNumber(values['as-of']);
  if (values['as-of'] !== undefined && asOf === undefined) {
    return err(`--as-of must be a day such as 2026-11-16, not ${values['as-of']}.`);
  }
  const params = readParams(values.params ?? '{}');
  const only = values.only
    ?.split(',')
    .map((id) => id.trim())
    .filter((id) => id !== '');
  const locale = values.locale ?? 'en-GB';
  if (!isLocale(locale)) {
    return err(`--locale must be one such as en-GB, zh-CN or zh-TW, not ${locale}.`);
  }
  return params.ok ? ok({ file, isBook: values.book !== undefined, only, asOf, params: params.value, html: values.html, locale }) : params;
}

function isLocale(locale: string): boolean {
  try {
    return Intl.NumberFormat.supportedLocalesOf([locale]).length === 1;
  } catch {
    return false;
  }
}

function parse(args: readonly string[]) {
  try {
    return ok(parseArgs({ args: [...args], options, allowPositionals: true }));
  } catch (error) {
    return err(`${error instanceof Error ? (error.message.split('\n')[0] ?? '') : 'The command is not understood.'} --help tells what there is.`);
  }
}

const Params = v.record(v.string(), v.record(v.string(), v.unknown()));

function readParams(json: string): Result<v.InferOutput<typeof Params>> {
  try {
    const given: unknown = JSON.parse(json);
    const parsed = v.safeParse(Params, given);
    // A list is an object with numbers for names, and no parameters.
    return parsed.success && !Array.isArray(given)
      ? ok(parsed.output)
      : err('--params must be an object of parameters by id: {"product.reorder": {"leadDays": 5}}.');
  } catch {
    return err('--params is no JSON: {"product.reorder": {"leadDays": 5}}.');
  }
}

function findLastDay(lines: Lines): DayNumber | undefined {
  let last = NO_DAY;
  for (const day of lines.day) {
    last = Math.max(last, day);
  }
  return last === NO_DAY ? undefined : last;
}

type Report = {
  readonly results: Readonly<Record<string, object>>;
  /** What goes out as JSON. */
  readonly printed: Printed;
  readonly head: (source: string) => ReportHead;
};

/** What is to be analysed: lines, the lines of a table that could not be read, the rest of the book, the last day when nobody says one. */
type Given = { readonly lines: Lines; readonly badLines: readonly BadLine[]; readonly book: Book | undefined; readonly lastDay: DayNumber };

/** The object that is printed: see the command's contract. */
type Printed = { readonly results: Readonly<Record<string, object>>; readonly [what: string]: unknown };

/** What is printed: see the command's contract. */
function toReport({ lines, badLines, book, lastDay }: Given, request: Request): Report {
  const asOf = request.asOf ?? lastDay;
  const ran = runAnalyses(lines, asOf, { params: request.params, only: request.only, book });
  const results: Record<string, object> = { ...ran };
  const known = new Set(analyses.map(({ id }) => id));
  for (const id of request.only ?? []) {
    if (!known.has(id)) {
      results[id] = tellUnknown();
    }
  }
  const day = toDay(asOf);
  const customers = lines.dictionary.customer.names.length;
  return {
    results,
    printed: { asOf: day, lines: lines.count, badLines: { count: badLines.length, lines: badLines }, customers, results },
    head: (source) => ({ asOf: day, lines: lines.count, customers, badLines: badLines.length, source, names: book && listNames(book) }),
  };
}

/** What the customers and the people of a book are called; a customer without a name by its first address or number. */
function listNames({ customers, users }: Book): ReadonlyMap<string, string> {
  const names = new Map(users.flatMap(({ id, name }) => (name === undefined ? [] : [[id, name] as const])));
  for (const { id, name, emails, phones } of customers) {
    const called = name ?? emails[0] ?? phones[0];
    if (called !== undefined) {
      names.set(id, called);
    }
  }
  return names;
}

/** The answer for an id that no analysis has. */
function tellUnknown(): object {
  const missing = [{ what: 'analysis', have: 0, needed: 1 }];
  return { method: null, version: null, enough: false, missing, reason: 'There is no analysis of this id.' };
}

/** Reads what is to be analysed; the error is the sentence that is printed. A table without any day is read as of 1970-01-01. */
async function readGiven({ file, isBook }: Request): Promise<Result<Given>> {
  if (isBook) {
    return readGivenBook(file);
  }
  const table = readTable(file);
  if (!table.ok) {
    return table;
  }
  const { lines, badLines, missingColumns } = table.value;
  return missingColumns.length > 0
    ? err(`${file} has no column ${missingColumns.join(' and ')}; the first line must name the columns.`)
    : ok({ lines, badLines, book: undefined, lastDay: findLastDay(lines) ?? 0 });
}

async function readGivenBook(file: string): Promise<Result<Given>> {
  try {
    const { book, lines, exportedOn } = await readBookFile(file);
    return ok({ lines, badLines: [], book, lastDay: exportedOn });
  } catch (error) {
    return error instanceof BookFileFault ? err(error.message) : err(sayUnreadable(file, error));
  }
}

/** Runs the command; the exit code is 0 for an answer, 1 when the file cannot be read or an analysis failed, 2 when the command is wrong. */
async function main(): Promise<void> {
  const request = readRequest(process.argv.slice(2));
  if (!request.ok) {
    console.error(request.error);
    process.exitCode = 2;
    return;
  }
  if (request.value === 'help') {
    process.stdout.write(HELP);
    return;
  }
  const given = await readGiven(request.value);
  if (!given.ok) {
    console.error(given.error);
    process.exitCode = 1;
    return;
  }
  const report = toReport(given.value, request.value);
  for (const [id, result] of Object.entries(report.results)) {
    if ('failed' in result) {
      console.error(`${id} failed: ${String(result.failed)}`);
      process.exitCode = 1;
    }
  }
  const { html, locale, file } = request.value;
  if (html !== undefined) {
    const written = savePage(html, writeReport(report.head(path.basename(file)), report.results, locale));
    if (!written.ok) {
      console.error(written.error);
      process.exitCode = 1;
    }
  }
  print(report.printed);
}

function savePage(file: string, page: string): Result<void> {
  try {
    writeFileSync(file, page);
    return ok(undefined);
  } catch (error) {
    return err(`${file} cannot be written: ${sentenceFor(error) ?? 'the folder is not there, or may not be written to.'}`);
  }
}

/** Prints a report as one JSON object, result by result: those of a large table together are longer than a string may be. */
function print({ results, ...head }: Printed): void {
  process.stdout.write(`${JSON.stringify(head).slice(0, -1)},"results":{`);
  for (const [at, [id, result]] of Object.entries(results).entries()) {
    process.stdout.write(`${at === 0 ? '' : ','}${JSON.stringify(id)}:${JSON.stringify(result)}`);
  }
  process.stdout.write('}}\n');
}

function readTable(file: string): Result<FromCsv> {
  try {
    return ok(linesFromCsv(readCsvPieces(readPieces(file))));
  } catch (error) {
    return err(sayUnreadable(file, error));
  }
}

function sayUnreadable(file: string, error: unknown): string {
  const code = error instanceof Error && 'code' in error ? error.code : undefined;
  const sentence = code === 'ENOENT' ? 'There is no such file.' : code === 'EISDIR' ? 'This is a folder, not a file.' : sentenceFor(error);
  return `${file} cannot be read: ${sentence ?? 'it is no readable text file.'}`;
}

await main();
