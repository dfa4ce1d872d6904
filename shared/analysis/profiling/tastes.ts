import * as v from 'valibot';
import { Currency, Day } from '../../model/field.ts';
import { defineAnalysis, Missing, type AnalysisInput } from '../core/analysis.ts';
import { listBuyingDays, type BuyingDays } from '../core/buying-days.ts';
import { NO_DAY, toDay } from '../core/calendar.ts';
import { listMissing, Period, shareOf, ShareOf } from '../core/evidence.ts';
import { listCustomers } from '../core/index-lines.ts';
import { roundTo6 } from '../core/stats.ts';
import { countHabits, type Mode } from './count-habits.ts';

const VERSION = '1';

const TastesParams = v.object({
  /** A habit is told from so many orders on. */
  fromOrders: v.optional(v.pipe(v.number(), v.integer(), v.minValue(1)), 5),
  /** Products that are called the usual ones. */
  products: v.optional(v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(20)), 3),
});
type TastesParams = v.InferOutput<typeof TastesParams>;

/** What is most frequent among the orders, with its share of them. */
const Most = v.object({
  name: v.string(),
  share: ShareOf,
  /** The same share over all customers; a habit is one where the lower end of the own share is above it. */
  ofAll: v.number(),
  habit: v.boolean(),
});
/** Quartiles with the number of cases. */
const Band = v.object({ low: v.number(), median: v.number(), high: v.number(), n: v.number() });
const One = v.object({
  customer: v.string(),
  orders: v.number(),
  weekday: v.nullable(Most),
  hour: v.nullable(Most),
  channel: v.nullable(Most),
  category: v.nullable(Most),
  products: v.array(v.object({ name: v.string(), share: ShareOf })),
  /** Of bought lines: pieces, and minor units for one piece. */
  quantity: v.nullable(Band),
  unitPriceMinor: v.nullable(Band),
});
const Count = v.object({ name: v.string(), share: ShareOf });

const Tastes = v.object({
  method: v.string(),
  version: v.string(),
  enough: v.boolean(),
  missing: v.array(Missing),
  asOf: Day,
  period: v.nullable(Period),
  n: v.number(),
  currency: v.nullable(Currency),
  /** Of all orders: weekdays are 1 (Monday) to 7, hours 0 to 23 in the team's zone. */
  weekdays: v.array(Count),
  hours: v.array(Count),
  channels: v.array(Count),
  categories: v.array(Count),
  /** Customers with fewer orders than a habit needs. */
  tooFew: v.number(),
  customers: v.array(One),
});
type Tastes = v.InferOutput<typeof Tastes>;

/** What each customer usually buys, when, where, how much and at what price, with counts and shares. */
export const tastes = defineAnalysis({
  id: 'profiling.tastes',
  version: VERSION,
  needs: [],
  params: TastesParams,
  output: Tastes,
  run: runTastes,
});

function runTastes({ lines, params, asOf }: AnalysisInput<TastesParams>): Tastes {
  const buying = listBuyingDays(lines, asOf);
  const { names } = lines.dictionary.customer;
  const { ones, all } = countHabits(buying, params.fromOrders, params.products);
  const namesOf = { weekday: WEEKDAYS, hour: HOURS, channel: lines.dictionary.channel.names, category: lines.dictionary.category.names };
  const totals = { weekday: sumOf(all.weekday), hour: sumOf(all.hour), channel: sumOf(all.channel), category: sumOf(all.category) };
  const tell = (column: keyof typeof namesOf, mode: Mode | null): v.InferOutput<typeof Most> | null => {
    if (mode === null) {
      return null;
    }
    const [share, ofAll] = [shareOf(mode.hits, mode.n), (all[column][mode.name] ?? 0) / totals[column]];
    return { name: namesOf[column][mode.name] ?? '', share, ofAll: roundTo6(ofAll), habit: share.low > ofAll };
  };
  const customers: v.InferOutput<typeof One>[] = [];
  for (const customer of listCustomers(buying.index)) {
    const one = ones[customer];
    if (one !== undefined) {
      customers.push({
        customer: names[customer] ?? '',
        orders: one.orders,
        weekday: tell('weekday', one.weekday),
        hour: tell('hour', one.hour),
        channel: tell('channel', one.channel),
        category: tell('category', one.category),
        products: one.products.map(({ name, hits }) => ({ name: lines.dictionary.product.names[name] ?? '', share: shareOf(hits, one.orders) })),
        quantity: one.quantity,
        unitPriceMinor: one.unitPriceMinor,
      });
    }
  }
  const n = countBuyers(buying);
  const most = (column: keyof typeof namesOf): v.InferOutput<typeof Count>[] =>
    [...all[column]]
      .flatMap((hits, name) => (hits === 0 ? [] : [{ name: namesOf[column][name] ?? '', share: shareOf(hits, totals[column]) }]))
      .toSorted((a, b) => b.share.hits - a.share.hits || (a.name < b.name ? -1 : 1));
  const hasDays = buying.firstDay !== NO_DAY;
  return {
    method: 'counts of orders by weekday, hour, channel, category and product; shares with Wilson intervals; quartiles of quantity and unit price',
    version: VERSION,
    enough: customers.length > 0,
    missing: [
      ...listMissing(lines, ['customer', 'day', 'hour', 'channel', 'category', 'product', 'quantity', 'amountMinor']),
      ...(customers.length === 0 ? [{ what: 'orders-of-a-customer', have: 0, needed: params.fromOrders }] : []),
    ],
    asOf: toDay(asOf),
    period: hasDays ? { from: toDay(buying.firstDay), to: toDay(asOf) } : null,
    n,
    currency: buying.currency,
    weekdays: most('weekday'),
    hours: most('hour'),
    channels: most('channel'),
    categories: most('category'),
    tooFew: n - customers.length,
    customers,
  };
}

const WEEKDAYS: readonly string[] = Array.from({ length: 7 }, (_, at) => String(at + 1));
const HOURS: readonly string[] = Array.from({ length: 24 }, (_, at) => String(at));

function sumOf(counts: Int32Array): number {
  return counts.reduce((sum, count) => sum + count, 0);
}

function countBuyers({ customers, start, orders }: BuyingDays): number {
  let buyers = 0;
  for (let customer = 0; customer < customers; customer += 1) {
    const end = start[customer + 1] ?? 0;
    let at = start[customer] ?? 0;
    while (at < end && orders[at] === 0) {
      at += 1;
    }
    buyers += at < end ? 1 : 0;
  }
  return buyers;
}
