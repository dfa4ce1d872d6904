import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { gatherBaskets } from '#shared/analysis/core/baskets.ts';
import { NO_DAY, toDay, type DayNumber } from '#shared/analysis/core/calendar.ts';
import { rankCurrencies } from '#shared/analysis/core/currencies.ts';
import { linesFromCsv } from '#shared/analysis/core/from-csv.ts';
import { indexByCustomer } from '#shared/analysis/core/index-lines.ts';
import type { Lines, NewLine } from '#shared/analysis/core/lines.ts';
import { countPurchases, groupCounts } from '#shared/analysis/core/purchase-models/counts.ts';
import { fitPurchases } from '#shared/analysis/core/purchase-models/fit.ts';
import { tabulateDays } from '#shared/analysis/core/purchases.ts';
import { sumSales } from '#shared/analysis/performance/sales.ts';
import { listPairs } from '#shared/analysis/product/pairs.ts';
import { reorder } from '#shared/analysis/product/reorder.ts';
import { level } from '#shared/analysis/profiling/level.ts';
import { runAnalyses } from '#shared/analysis/run.ts';
import { readCsvPieces } from '#shared/import/csv.ts';
import { readPieces } from '../../server/file-pieces.ts';
import { measureAppend } from './analysis/append.ts';
import { passColumns } from './analysis/floor.ts';
import { measureFrequentSets } from './analysis/peers.ts';
import { makeLines, makeOrders } from './analysis/some-lines.ts';
import { timeInTurns } from './analysis/time.ts';
import { measureWorker } from './analysis/worker.ts';
import type { Bench, BenchOptions, Measured } from './figure.ts';

const QUICK_LINES = 10_000;
const FULL_LINES = 1_000_000;
const RUNS = 7;
/** Customers and product, day, amount: what the floor reads, in bytes. */
const FLOOR_BYTES = 20;

/** What each figure must stay below at full size, in milliseconds on one quiet core, and bytes a line. */
const BARS = { columns: 60, rfm: 50, reorder: 150, pairs: 150, cube: 30, 'fit-cold': 150, 'fit-warm': 60, all: 1500, memory: 120 } as const;

/**
 * How long the floor took on the machine for which the bars were set. `floors` of a figure are its time by that of the floor of this
 * run, which says the same on a slower machine: its bar is the other bar by this one.
 */
const FLOOR_OF_BARS_MS = 1.05;

/** How long analyses take beside one pass over the columns, and how much memory columns take. */
export const analysis: Bench = {
  name: 'analysis',
  async *run(options) {
    const file = process.env['SIDEBOOK_BENCH_LINES'];
    const collect = exposeGarbageCollector();
    const before = heldBytes(collect);
    const lines = file === undefined ? makeLines(options.full ? FULL_LINES : QUICK_LINES) : readLines(file);
    tabulateDays(lines);
    indexByCustomer(lines);
    const bytes = (heldBytes(collect) - before) / Math.max(1, lines.count);
    yield* measurePasses(lines, options, file !== undefined);
    yield measured(
      'memory',
      'bytes/line',
      bytes,
      FLOOR_BYTES,
      1,
      options,
      'columns, names, index and days of orders: buffers and heap after collection',
    );
    yield* measureFrequentSets(options.full ? RUNS : 3);
    yield* measureWorker(options.full ? FULL_LINES : QUICK_LINES, options.full ? 5 : 3, options.full);
  },
};

function measured(metric: keyof typeof BARS, unit: string, ours: number, peer: number, runs: number, { full }: BenchOptions, note: string): Measured {
  return { metric, unit, ours, peer, peerName: 'floor', runs, note, ...(full ? { atMost: BARS[metric] } : {}) };
}

/** Two figures of one thing: its time, and how many passes over the columns would have taken as long. */
type TimeMetric = (metric: keyof typeof BARS, prepare: () => Lines, run: (of: Lines) => unknown) => Iterable<Measured>;

function* measurePasses(lines: Lines, options: BenchOptions, isGiven: boolean): Iterable<Measured> {
  const asOf = findLastDay(lines);
  const floor = timeInTurns(
    RUNS * 3,
    () => lines,
    passColumns,
    () => 0,
  );
  const size = `${lines.count} lines, ${lines.dictionary.customer.names.length} customers, ${lines.dictionary.product.names.length} products`;
  yield { metric: 'floor', unit: 'ms', ours: floor.median, peer: floor.median, peerName: 'floor', runs: floor.runs, note: size };
  // The same columns as if they had never been looked at: nothing that was derived from them is there.
  const fresh = (): Lines => ({ ...lines });
  const indexed = (): Lines => {
    const made = fresh();
    indexByCustomer(made);
    tabulateDays(made);
    return made;
  };
  const time: TimeMetric = function* (metric, prepare, run) {
    const { median, least, peer, runs } = timeInTurns(metric === 'all' ? 3 : RUNS, prepare, run, () => passColumns(lines));
    const note = `least ${least.toFixed(2)} ms; ${size}`;
    yield measured(metric, 'ms', median, peer, runs, options, note);
    const atMost = options.full ? { atMost: BARS[metric] / FLOOR_OF_BARS_MS } : {};
    yield { metric: `${metric}.floors`, unit: 'floors', ours: median / peer, runs, note, ...atMost };
  };
  yield* time('columns', fresh, (of) => [indexByCustomer(of), tabulateDays(of)]);
  yield* time('rfm', indexed, (of) => level.run({ lines: of, params: {}, asOf, needs: {} }));
  yield* time('reorder', indexed, (of) => reorder.run({ lines: of, params: {}, asOf, needs: {} }));
  yield* time('pairs', indexed, (of) => listPairs(gatherBaskets(of, asOf, 'order', 'product'), 60, of.dictionary.product.names));
  const [currency = null] = rankCurrencies(lines, asOf);
  yield* time('cube', indexed, (of) => sumSales(of, currency, asOf));
  yield* measureFits(indexed(), asOf, time);
  yield* time('all', fresh, (of) => runAnalyses(of, asOf));
  yield measureAppend(isGiven ? toOrders(lines) : makeOrders(options.full ? FULL_LINES : QUICK_LINES), asOf, lines.count, floor.median);
}

/** A fit of nothing known, and one that begins with the model of a week before. */
function* measureFits(lines: Lines, asOf: DayNumber, time: TimeMetric): Iterable<Measured> {
  const groupsUntil = (until: DayNumber) => groupCounts(countPurchases(tabulateDays(lines), until));
  const [now, lastWeek] = [groupsUntil(asOf), groupsUntil(asOf - 7)];
  const { model } = fitPurchases(lastWeek, 'bg-nbd');
  yield* time(
    'fit-cold',
    () => lines,
    () => fitPurchases(now, 'bg-nbd'),
  );
  yield* time(
    'fit-warm',
    () => lines,
    () => fitPurchases(now, 'bg-nbd', { start: model }),
  );
}

function findLastDay(lines: Lines): DayNumber {
  let last = NO_DAY;
  for (const day of lines.day) {
    last = Math.max(last, day);
  }
  return last === NO_DAY ? 0 : last;
}

function readLines(file: string): Lines {
  const start = performance.now();
  const { lines, badLines } = linesFromCsv(readCsvPieces(readPieces(file)));
  console.error(
    `${file}: ${lines.count} lines up to ${toDay(findLastDay(lines))} in ${(performance.now() - start).toFixed(0)} ms, ${badLines.length} bad ones`,
  );
  return lines;
}

/** The lines of a table as orders, for appending them one by one. */
function* toOrders(lines: Lines): Generator<readonly NewLine[]> {
  const nameOf = (column: 'customer' | 'product' | 'category' | 'channel' | 'place' | 'rep' | 'currency', line: number): string | undefined =>
    lines.dictionary[column].names[lines.text[column][line] ?? -1];
  let order: NewLine[] = [];
  for (let line = 0; line < lines.count; line += 1) {
    const numbers = { quantity: lines.number.quantity[line], amountMinor: lines.number.amountMinor[line] };
    order.push({
      customer: nameOf('customer', line),
      day: lines.day[line],
      order: `${lines.text.order[line]}`,
      product: nameOf('product', line),
      category: nameOf('category', line),
      channel: nameOf('channel', line),
      place: nameOf('place', line),
      rep: nameOf('rep', line),
      currency: nameOf('currency', line),
      ...numbers,
    });
    if (lines.text.order[line + 1] !== lines.text.order[line]) {
      yield order;
      order = [];
    }
  }
}

/** Node gives no way to collect garbage but by a flag; set at run time it holds for new contexts. */
function exposeGarbageCollector(): () => void {
  setFlagsFromString('--expose-gc');
  const collect: unknown = runInNewContext('gc');
  return () => {
    if (typeof collect === 'function') {
      collect();
    }
  };
}

function heldBytes(collect: () => void): number {
  collect();
  collect();
  const { heapUsed, arrayBuffers } = process.memoryUsage();
  return heapUsed + arrayBuffers;
}
