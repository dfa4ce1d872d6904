import * as v from 'valibot';
import { Currency, Day } from '../../model/field.ts';
import { defineAnalysis, Missing, type AnalysisInput } from '../core/analysis.ts';
import { listBuyingDays, type BuyingDays } from '../core/buying-days.ts';
import { NO_DAY, toDay } from '../core/calendar.ts';
import { listMissing, Period, shareOf, ShareOf } from '../core/evidence.ts';
import { listCustomers } from '../core/index-lines.ts';
import { createCounter } from './count-habits.ts';

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
  const counter = createCounter(buying);
  const all = counter.ofAll();
  const { names } = lines.dictionary.customer;
  const customers: Tastes['customers'] = [];
  let tooFew = 0;
  for (const customer of listCustomers(buying.index)) {
    const orders = countOrders(buying, customer);
    if (orders >= params.fromOrders) {
      customers.push({ customer: names[customer] ?? '', ...counter.ofOne(customer, params.products) });
    } else if (orders > 0) {
      tooFew += 1;
    }
  }
  const most = (counts: ReadonlyMap<string, number>): v.InferOutput<typeof Count>[] => {
    const n = [...counts.values()].reduce((sum, count) => sum + count, 0);
    // Days of returns alone have no orders.
    return [...counts]
      .filter(([, hits]) => hits > 0)
      .map(([name, hits]) => ({ name, share: shareOf(hits, n) }))
      .toSorted((a, b) => b.share.hits - a.share.hits || (a.name < b.name ? -1 : 1));
  };
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
    n: customers.length + tooFew,
    currency: buying.currency,
    weekdays: most(all.weekday),
    hours: most(all.hour),
    channels: most(all.channel),
    categories: most(all.category),
    tooFew,
    customers,
  };
}

function countOrders(buying: BuyingDays, customer: number): number {
  let orders = 0;
  for (let at = buying.start[customer] ?? 0; at < (buying.start[customer + 1] ?? 0); at += 1) {
    orders += buying.orders[at] ?? 0;
  }
  return orders;
}
