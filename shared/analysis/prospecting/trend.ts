import * as v from 'valibot';
import { Day } from '../../model/field.ts';
import { defineAnalysis, Missing, type AnalysisInput } from '../core/analysis.ts';
import { missingLists } from '../core/book.ts';
import { listBuyingDays, type BuyingDays } from '../core/buying-days.ts';
import { NO_DAY, toDay } from '../core/calendar.ts';
import { listMissing, Period } from '../core/evidence.ts';
import type { NamedColumn } from '../core/lines.ts';
import { listPeriods, PeriodUnit, type Periods } from '../core/periods.ts';
import { tabulatePurchaseDays } from '../core/purchase-days.ts';
import { StageParams } from '../core/stages.ts';
import { usualGapsOf } from '../core/usual-gaps.ts';
import { findTrend, MIN_PERIODS, Trend } from './forecast.ts';
import { countMovement } from './movement.ts';

const VERSION = '1';
/** Kinds of one column that are told apart; the rest is one kind. */
const MOST_KINDS = 8;
const REST = '';
/** A trend looks at so many of the last periods: what was ten years ago leads nowhere now. */
const MOST_PERIODS = 36;

const TrendParams = v.object({ ...StageParams.entries, unit: v.optional(PeriodUnit, 'month') });
type TrendParams = v.InferOutput<typeof TrendParams>;

const Row = v.object({
  period: v.string(),
  from: Day,
  to: Day,
  /** False for the last one while its days are not over: it is no fall. */
  complete: v.boolean(),
  new: v.number(),
  regained: v.number(),
  lapsed: v.number(),
  lost: v.number(),
  active: v.number(),
  buyers: v.number(),
  orders: v.number(),
});

const Kinds = v.object({
  /** What the customers are told apart by: what their first order says of it, or their record. */
  by: v.picklist(['channel', 'place', 'category', 'kind', 'industry', 'area']),
  kinds: v.array(v.object({ name: v.string(), customers: v.number(), new: v.array(v.number()) })),
  /** Customers of other kinds, and those of whom it is not known. */
  others: v.number(),
  unknown: v.number(),
});

const TrendResult = v.object({
  method: v.string(),
  version: v.string(),
  enough: v.boolean(),
  missing: v.array(Missing),
  asOf: Day,
  period: v.nullable(Period),
  n: v.number(),
  unit: PeriodUnit,
  /** All periods from the first purchase on. In the first ones everybody is new: the book begins there. */
  periods: v.array(Row),
  /** Of complete periods; null for fewer than twelve. */
  buyers: v.nullable(Trend),
  new: v.nullable(Trend),
  active: v.nullable(Trend),
  kinds: v.array(Kinds),
});
type TrendResult = v.InferOutput<typeof TrendResult>;

/** How the number and the kinds of customers move: who came, went and came back, where that leads, and how sure it is. */
export const trend = defineAnalysis({
  id: 'prospecting.trend',
  version: VERSION,
  needs: [],
  params: TrendParams,
  output: TrendResult,
  run: runTrend,
});

function runTrend({ lines, book, params, asOf }: AnalysisInput<TrendParams>): TrendResult {
  const buying = listBuyingDays(lines, asOf);
  const hasDays = buying.firstDay !== NO_DAY;
  const periods = hasDays ? listPeriods(buying.firstDay, asOf, params.unit) : undefined;
  const moved = periods === undefined ? [] : countMovement(buying, usualGapsOf(buying), periods, params);
  const rows = moved.map((row, at): v.InferOutput<typeof Row> => ({
    period: periods?.names[at] ?? '',
    from: toDay(periods?.starts[at] ?? asOf),
    to: toDay((periods?.starts[at + 1] ?? asOf) - 1),
    complete: periods?.isComplete(at) ?? false,
    ...row,
  }));
  const over = rows.filter(({ complete }) => complete).slice(-MOST_PERIODS);
  const buyers = findTrend(over.map((row) => row.buyers));
  return {
    method: 'movement by the limits of the stages; Theil-Sen slope; forecast by Holt or the last value, whichever foretold the last periods better',
    version: VERSION,
    enough: buyers !== undefined,
    missing: [
      ...listMissing(lines, ['customer', 'day']),
      ...(buyers === undefined ? [{ what: 'periods', have: over.length, needed: MIN_PERIODS }] : []),
      ...missingLists(book, ['customers']),
    ],
    asOf: toDay(asOf),
    period: hasDays ? { from: toDay(buying.firstDay), to: toDay(asOf) } : null,
    n: rows.reduce((sum, row) => sum + row.new, 0),
    unit: params.unit,
    periods: rows,
    buyers: buyers ?? null,
    new: findTrend(over.map((row) => row.new)) ?? null,
    active: findTrend(over.map((row) => row.active)) ?? null,
    kinds: periods === undefined ? [] : listKinds(buying, periods, book),
  };
}

function listKinds(buying: BuyingDays, periods: Periods, book: AnalysisInput<unknown>['book']): TrendResult['kinds'] {
  const { lines } = buying.index;
  const { names } = lines.dictionary.customer;
  const fromLines = (['channel', 'place', 'category'] as const)
    .filter((column) => lines.known.has(column))
    .map((column) => countKinds(buying, periods, column, createFirsts(buying, column)));
  const records = new Map(book.customers.map((customer) => [customer.id, customer]));
  const fromBook = (records.size === 0 ? [] : (['kind', 'industry', 'area'] as const)).map((field) =>
    countKinds(buying, periods, field, (customer) => records.get(names[customer] ?? '')?.[field]),
  );
  return [...fromLines, ...fromBook.filter(({ kinds }) => kinds.length > 0)];
}

/** Tells what the first order of a customer says in a column. */
function createFirsts({ index }: BuyingDays, column: NamedColumn): (customer: number) => string | undefined {
  const { start, line, lines } = index;
  const { names } = lines.dictionary[column];
  const nameOf = lines.text[column];
  return (customer) => {
    const from = start[customer] ?? 0;
    const to = start[customer + 1] ?? 0;
    const first = lines.day[line[from] ?? 0];
    // Lines of one day have no order among them: the first by name counts, so that their order does not matter.
    let found = -1;
    for (let at = from; at < to && lines.day[line[at] ?? 0] === first; at += 1) {
      const name = nameOf[line[at] ?? 0] ?? -1;
      found = name >= 0 && name !== found && (found < 0 || (names[name] ?? '') < (names[found] ?? '')) ? name : found;
    }
    return names[found];
  };
}

function countKinds(
  buying: BuyingDays,
  { names, placeOf }: Periods,
  by: v.InferOutput<typeof Kinds>['by'],
  kindOf: (customer: number) => string | undefined,
): v.InferOutput<typeof Kinds> {
  const counted = new Map<string, { customers: number; readonly new: number[] }>();
  const { start, day } = tabulatePurchaseDays(buying);
  let unknown = 0;
  for (let customer = 0; customer < buying.customers; customer += 1) {
    const first = start[customer] ?? 0;
    if (first === start[customer + 1]) {
      continue;
    }
    const kind = kindOf(customer) ?? REST;
    if (kind === REST) {
      unknown += 1;
      continue;
    }
    let held = counted.get(kind);
    if (held === undefined) {
      held = { customers: 0, new: names.map(() => 0) };
      counted.set(kind, held);
    }
    held.customers += 1;
    const at = placeOf(day[first] ?? 0);
    held.new[at] = (held.new[at] ?? 0) + 1;
  }
  const ranked = [...counted].toSorted(([a, m], [b, n]) => n.customers - m.customers || (a < b ? -1 : 1));
  return {
    by,
    kinds: ranked.slice(0, MOST_KINDS).map(([name, held]) => ({ name, ...held })),
    others: ranked.slice(MOST_KINDS).reduce((sum, [, held]) => sum + held.customers, 0),
    unknown,
  };
}
