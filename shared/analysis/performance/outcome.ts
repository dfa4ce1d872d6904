import * as v from 'valibot';
import { Currency, Day } from '../../model/field.ts';
import type { Target } from '../../model/target.ts';
import { defineAnalysis, Missing, type AnalysisInput } from '../core/analysis.ts';
import { missingLists, type Book } from '../core/book.ts';
import { NO_DAY, createDayReader, toDay, toDayNumber, type DayNumber } from '../core/calendar.ts';
import type { Lines } from '../core/lines.ts';
import { normalQuantile } from '../core/numerics/normal-quantile.ts';
import { compareShares } from '../core/numerics/proportions.ts';
import { listPeriods, type Periods } from '../core/periods.ts';
import { roundTo6 } from '../core/stats.ts';
import { createSumming, type Summing } from '../core/sums.ts';

const VERSION = '1';
const MIN_MONTHS = 3;
const MEASURES = ['sales-per-rep', 'selling-cost', 'win-rate', 'margin', 'discount', 'satisfaction'] as const;

/** Now against the base: both figures, their difference and its interval of 95 %. It is a difference, and no effect is claimed. */
const Compared = v.object({
  measure: v.picklist(MEASURES),
  unit: v.picklist(['minor-a-month', 'share', 'points']),
  base: v.nullable(v.number()),
  now: v.nullable(v.number()),
  difference: v.nullable(v.number()),
  low: v.nullable(v.number()),
  high: v.nullable(v.number()),
  n: v.object({ base: v.number(), now: v.number() }),
  /** Share of the amounts for which the figure is known. */
  coverage: v.nullable(v.number()),
});
type Compared = v.InferOutput<typeof Compared>;

const Outcome = v.object({
  method: v.string(),
  version: v.string(),
  enough: v.boolean(),
  missing: v.array(Missing),
  asOf: Day,
  base: v.nullable(v.object({ from: v.string(), to: v.string() })),
  period: v.nullable(v.object({ from: Day, to: Day })),
  currency: v.nullable(Currency),
  currenciesLeftOut: v.array(v.string()),
  reading: v.literal('difference-not-effect'),
  measures: v.array(Compared),
});
type Outcome = v.InferOutput<typeof Outcome>;

/** What it brought: sales per rep, selling cost, win rate, margin, discount and satisfaction of the last months against the base. */
export const outcome = defineAnalysis({
  id: 'performance.outcome',
  version: VERSION,
  needs: [],
  params: v.object({
    /** So many complete months, after those of the base. */
    months: v.optional(v.pipe(v.number(), v.integer(), v.minValue(1)), 12),
  }),
  output: Outcome,
  run: runOutcome,
});

function runOutcome({ lines, book, params, asOf }: AnalysisInput<{ readonly months: number }>): Outcome {
  const summing = createSumming(book, lines);
  const base = book.targets.filter(({ kind, month }) => kind === 'base' && month !== undefined);
  const baseMonths = [...new Set(base.flatMap(({ month }) => (month === undefined ? [] : [month])))].toSorted();
  const months = base.length === 0 ? undefined : monthsAfter(baseMonths.at(-1), params.months, asOf);
  const missing = missingLists(book, ['targets', 'users']);
  if (book.targets.length > 0 && base.length === 0) {
    missing.push({ what: 'base-figures', have: 0, needed: 1 });
  }
  const complete = months === undefined ? 0 : months.names.length;
  if (base.length > 0 && complete < MIN_MONTHS) {
    missing.push({ what: 'complete-months', have: complete, needed: MIN_MONTHS });
  }
  const now = months === undefined ? undefined : sumMonths(lines, book, months, summing);
  const measures = now === undefined || months === undefined ? [] : compareAll(base, now, book, months, summing);
  const [first, last] = [months?.starts[0], months?.starts.at(-1)];
  return {
    method: 'monthly means with normal intervals, shares by two-proportion interval; base as kept',
    version: VERSION,
    enough: missing.length === 0 && measures.some(({ difference }) => difference !== null),
    missing,
    asOf: toDay(asOf),
    base: baseMonths.length === 0 ? null : { from: baseMonths[0] ?? '', to: baseMonths.at(-1) ?? '' },
    period: first === undefined || last === undefined ? null : { from: toDay(first), to: toDay(last - 1) },
    currency: summing.currency,
    reading: 'difference-not-effect',
    measures,
    currenciesLeftOut: summing.leftOut(),
  };
}

/** The last `count` complete months that begin after the base; undefined for none. */
function monthsAfter(lastOfBase: string | undefined, count: number, asOf: DayNumber): Periods | undefined {
  const open = toDayNumber(`${toDay(asOf + 1).slice(0, 7)}-01`) ?? asOf;
  const earliest = lastOfBase === undefined ? -Infinity : (toDayNumber(`${lastOfBase}-01`) ?? -Infinity) + 31;
  const all = listPeriods(open - count * 31 - 31, open - 1, 'month');
  const starts = all.starts
    .slice(0, -1)
    .filter((start) => start >= (toDayNumber(`${toDay(Math.max(earliest, -700_000)).slice(0, 7)}-01`) ?? start))
    .slice(-count);
  const [first] = starts;
  return first === undefined ? undefined : listPeriods(first, open - 1, 'month');
}

type Month = {
  netMinor: number;
  costMinor: number;
  costKnownMinor: number;
  discountMinor: number;
  discountKnownMinor: number;
  reps: Set<string>;
  sellingMinor: number;
};

function sumMonths(lines: Lines, book: Book, months: Periods, summing: Summing): readonly Month[] {
  const sums = months.names.map((): Month => ({
    netMinor: 0,
    costMinor: 0,
    costKnownMinor: 0,
    discountMinor: 0,
    discountKnownMinor: 0,
    reps: new Set(),
    sellingMinor: 0,
  }));
  const { currency, rep } = lines.dictionary;
  for (let line = 0; line < lines.count; line += 1) {
    const day = lines.day[line] ?? NO_DAY;
    const month = sums[months.placeOf(day)];
    const amount = lines.number.amountMinor[line] ?? Number.NaN;
    const name = currency.names[lines.text.currency[line] ?? -1];
    const net = month === undefined || Number.isNaN(amount) ? undefined : summing.read(amount, name, day);
    if (month === undefined || net === undefined) {
      continue;
    }
    const read = (minor: number): number | undefined => (Number.isNaN(minor) ? undefined : summing.read(minor, name, day));
    const cost = read(lines.number.costMinor[line] ?? Number.NaN);
    const discount = read(lines.number.discountMinor[line] ?? Number.NaN);
    month.netMinor += net;
    month.costMinor += cost ?? 0;
    month.costKnownMinor += cost === undefined ? 0 : net;
    month.discountMinor += discount ?? 0;
    month.discountKnownMinor += discount === undefined ? 0 : net + discount;
    const user = rep.names[lines.text.rep[line] ?? -1];
    if (user !== undefined) {
      month.reps.add(user);
    }
  }
  const readDay = createDayReader(book.zone);
  const spent = [
    ...book.customers.flatMap(({ wonCost, capturedAt }) =>
      wonCost === undefined || capturedAt === undefined ? [] : [{ ...wonCost, day: readDay(capturedAt) }],
    ),
    ...book.deals.flatMap(({ cost, closedOn }) => (cost === undefined || closedOn === undefined ? [] : [{ ...cost, day: toDayNumber(closedOn) }])),
    ...book.campaigns.flatMap(({ cost, startsOn, kind }) =>
      cost === undefined || startsOn === undefined || kind === 'plan' ? [] : [{ ...cost, day: toDayNumber(startsOn) }],
    ),
  ];
  for (const { minor, currency: name, day } of spent) {
    const month = day === undefined ? undefined : sums[months.placeOf(day)];
    if (month !== undefined && day !== undefined) {
      month.sellingMinor += summing.read(minor, name, day) ?? 0;
    }
  }
  return sums;
}

type Mean = { readonly mean: number; readonly variance: number; readonly n: number };

function meanOf(values: readonly number[]): Mean | undefined {
  const n = values.length;
  if (n === 0) {
    return undefined;
  }
  const mean = values.reduce((sum, value) => sum + value, 0) / n;
  const squares = values.reduce((sum, value) => sum + (value - mean) ** 2, 0);
  return { mean, variance: n < 2 ? Number.NaN : squares / (n - 1), n };
}

function compareMeans(
  measure: Compared['measure'],
  unit: Compared['unit'],
  base: Mean | undefined,
  now: Mean | undefined,
  coverage: number | null,
): Compared {
  const difference = base === undefined || now === undefined ? null : now.mean - base.mean;
  // A base of one figure has no spread of its own: the interval is that of the months since.
  const baseVariance = base === undefined || Number.isNaN(base.variance) ? 0 : base.variance / base.n;
  const reach = now === undefined || Number.isNaN(now.variance) ? Number.NaN : normalQuantile(0.975) * Math.sqrt(now.variance / now.n + baseVariance);
  const end = (sign: 1 | -1): number | null => (difference === null || Number.isNaN(reach) ? null : roundTo6(difference + sign * reach));
  return {
    measure,
    unit,
    base: base === undefined ? null : roundTo6(base.mean),
    now: now === undefined ? null : roundTo6(now.mean),
    difference: difference === null ? null : roundTo6(difference),
    low: end(-1),
    high: end(1),
    n: { base: base?.n ?? 0, now: now?.n ?? 0 },
    coverage,
  };
}

function compareAll(base: readonly Target[], now: readonly Month[], book: Book, months: Periods, summing: Summing): Compared[] {
  const [first, end] = [months.starts[0] ?? 0, months.starts.at(-1) ?? 0];
  const isInside = (day: string | undefined): boolean => {
    const number = day === undefined ? undefined : toDayNumber(day);
    return number !== undefined && number >= first && number < end;
  };
  const figures = (measure: Target['measure']): readonly Target[] => base.filter((one) => one.measure === measure && one.amount !== undefined);
  const money = (measure: Target['measure']): readonly number[] =>
    monthly(figures(measure), (target) => summing.read(target.amount ?? 0, target.currency, first));
  const plain = (measure: Target['measure']): readonly number[] => figures(measure).flatMap(({ amount }) => (amount === undefined ? [] : [amount]));
  const baseReps = new Set(figures('revenue').flatMap(({ rep }) => (rep === undefined ? [] : [rep]))).size;
  const total = now.reduce((sum, { netMinor }) => sum + netMinor, 0);
  const known = now.reduce((sum, { costKnownMinor }) => sum + costKnownMinor, 0);
  const discountKnown = now.reduce((sum, { discountKnownMinor }) => sum + discountKnownMinor, 0);
  const received = book.answers.flatMap(({ received: mark, answeredOn }) => (mark !== undefined && isInside(answeredOn) ? [mark] : []));
  return [
    compareMeans(
      'sales-per-rep',
      'minor-a-month',
      meanOf(money('revenue').map((minor) => minor / Math.max(1, baseReps))),
      meanOf(now.filter(({ reps }) => reps.size > 0).map(({ netMinor, reps }) => netMinor / reps.size)),
      null,
    ),
    compareMeans('selling-cost', 'minor-a-month', meanOf(money('selling-cost')), meanOf(now.map(({ sellingMinor }) => sellingMinor)), null),
    compareWins(figures('win-rate'), book, isInside),
    compareMeans(
      'margin',
      'share',
      meanOf(plain('margin')),
      meanOf(
        now.filter(({ costKnownMinor }) => costKnownMinor > 0).map(({ costKnownMinor, costMinor }) => (costKnownMinor - costMinor) / costKnownMinor),
      ),
      total > 0 ? roundTo6(known / total) : null,
    ),
    compareMeans(
      'discount',
      'share',
      meanOf(plain('discount')),
      meanOf(
        now
          .filter(({ discountKnownMinor }) => discountKnownMinor > 0)
          .map(({ discountKnownMinor, discountMinor }) => discountMinor / discountKnownMinor),
      ),
      total > 0 ? roundTo6(Math.min(1, discountKnown / total)) : null,
    ),
    compareMeans('satisfaction', 'points', meanOf(plain('satisfaction')), meanOf(received), null),
  ];
}

/** Figures of one month by several reps are that month's sum. */
function monthly(targets: readonly Target[], read: (target: Target) => number | undefined): readonly number[] {
  const sums = new Map<string, number>();
  for (const target of targets) {
    const minor = read(target);
    if (minor !== undefined) {
      sums.set(target.month ?? '', (sums.get(target.month ?? '') ?? 0) + minor);
    }
  }
  return [...sums.values()];
}

function compareWins(base: readonly Target[], book: Book, isInside: (day: string | undefined) => boolean): Compared {
  const closed = book.deals.filter(({ state, closedOn }) => (state === 'won' || state === 'lost') && isInside(closedOn));
  const won = closed.filter(({ state }) => state === 'won').length;
  const of = base.reduce((sum, one) => sum + (one.of ?? 0), 0);
  const hits = base.reduce((sum, one) => sum + (one.amount ?? 0) * (one.of ?? 0), 0);
  // A rate without the number of deals that it was made of has no spread: it is compared as it stands.
  const rate = of > 0 ? hits / of : (meanOf(base.flatMap(({ amount }) => (amount === undefined ? [] : [amount])))?.mean ?? null);
  const test = of > 0 ? compareShares(won, closed.length, hits, of) : undefined;
  const now = closed.length === 0 ? null : won / closed.length;
  return {
    measure: 'win-rate',
    unit: 'share',
    base: rate === null ? null : roundTo6(rate),
    now: now === null ? null : roundTo6(now),
    difference: rate === null || now === null ? null : roundTo6(now - rate),
    low: test === undefined ? null : roundTo6(test.interval.low),
    high: test === undefined ? null : roundTo6(test.interval.high),
    n: { base: of, now: closed.length },
    coverage: null,
  };
}
