import * as v from 'valibot';
import { Currency, Day } from '../../model/field.ts';
import type { Customer } from '../../model/customer.ts';
import { defineAnalysis, Missing, type AnalysisInput } from '../core/analysis.ts';
import { bandOfBirth } from '../core/age-band.ts';
import { missingLists } from '../core/book.ts';
import { listBuyingDays, type BuyingDays } from '../core/buying-days.ts';
import { addMonths, NO_DAY, toDay } from '../core/calendar.ts';
import { listMissing, Period, shareOf, ShareOf } from '../core/evidence.ts';
import { findMedian } from '../core/stats.ts';

const VERSION = '1';
const MOST_ROWS = 50;
/** A median of fewer customers says nothing. */
const MIN_MEDIAN = 5;

const By = v.picklist(['age', 'occupation', 'industry', 'area', 'region', 'kind', 'place']);
type By = v.InferOutput<typeof By>;

const MarketParams = v.object({});

const Row = v.object({
  name: v.string(),
  /** Of the customers of whom it is known. */
  share: ShareOf,
  orders: v.number(),
  netMinor: v.nullable(v.number()),
  /** Median net of a customer; null for fewer than five. */
  medianMinor: v.nullable(v.number()),
});
const Position = v.object({
  by: By,
  rows: v.array(Row),
  /** Customers of whom it is known, of all with an order in the period. */
  known: v.number(),
  unknown: v.number(),
});

const Market = v.object({
  method: v.string(),
  version: v.string(),
  enough: v.boolean(),
  missing: v.array(Missing),
  asOf: Day,
  period: Period,
  n: v.number(),
  currency: v.nullable(Currency),
  positions: v.array(Position),
});
type Market = v.InferOutput<typeof Market>;

/** Where the customers stand in the market: by age, occupation, industry, area, region and place, with what they bought. */
export const market = defineAnalysis({
  id: 'profiling.market',
  version: VERSION,
  needs: [],
  params: MarketParams,
  output: Market,
  run: runMarket,
});

function runMarket({ lines, book, asOf }: AnalysisInput<v.InferOutput<typeof MarketParams>>): Market {
  const buying = listBuyingDays(lines, asOf);
  const from = addMonths(asOf, -12) + 1;
  const records = new Map(book.customers.map((customer) => [customer.id, customer]));
  const { names } = lines.dictionary.customer;
  const year = Number(toDay(asOf).slice(0, 4));
  const ofRecord = (['age', 'occupation', 'industry', 'area', 'region', 'kind'] as const).map((by) =>
    count(buying, from, by, (customer) => {
      const record = records.get(names[customer] ?? '');
      return record === undefined ? undefined : read(record, by, year);
    }),
  );
  const ofLines = lines.known.has('place') ? [count(buying, from, 'place', (customer) => placeOf(buying, customer, from))] : [];
  const positions = [...ofRecord, ...ofLines].filter(({ rows }) => rows.length > 0);
  return {
    method: 'customers with an order in 12 months, by what their record says; shares with Wilson intervals',
    version: VERSION,
    enough: positions.length > 0,
    missing: [...listMissing(lines, ['customer', 'day', 'amountMinor', 'place']), ...missingLists(book, ['customers'])],
    asOf: toDay(asOf),
    period: { from: toDay(from), to: toDay(asOf) },
    n: positions.reduce((most, { known, unknown }) => Math.max(most, known + unknown), 0),
    currency: buying.currency,
    positions,
  };
}

function read(customer: Customer, by: Exclude<By, 'place'>, year: number): string | undefined {
  if (by === 'age') {
    return customer.ageBand ?? bandOfBirth(customer.birthYear, year);
  }
  return by === 'region' ? regionOf(customer) : customer[by];
}

/** The region of the first address that names one, else its city: the parts that capture read from the address. */
function regionOf({ addresses }: Customer): string | undefined {
  const known = Object.entries(addresses)
    .toSorted(([a], [b]) => (a < b ? -1 : 1))
    .map(([, address]) => address);
  return known.find(({ region }) => region !== undefined)?.region ?? known.find(({ city }) => city !== undefined)?.city;
}

/** The place in which a customer bought most often; of equal ones the first by name. */
function placeOf({ index, asOf }: BuyingDays, customer: number, from: number): string | undefined {
  const { lines } = index;
  const counts = new Map<number, number>();
  for (const line of index.line.subarray(index.start[customer] ?? 0, index.start[customer + 1] ?? 0)) {
    const [day, place] = [lines.day[line] ?? NO_DAY, lines.text.place[line] ?? -1];
    if (day >= from && day <= asOf && place >= 0) {
      counts.set(place, (counts.get(place) ?? 0) + 1);
    }
  }
  const { names } = lines.dictionary.place;
  const [best] = [...counts].toSorted(([a, m], [b, n]) => n - m || ((names[a] ?? '') < (names[b] ?? '') ? -1 : 1));
  return best === undefined ? undefined : names[best[0]];
}

function count(buying: BuyingDays, from: number, by: By, nameOf: (customer: number) => string | undefined): v.InferOutput<typeof Position> {
  const hasAmounts = buying.index.lines.known.has('amountMinor');
  const held = new Map<string, { orders: number; readonly nets: number[] }>();
  let [known, unknown] = [0, 0];
  for (let customer = 0; customer < buying.customers; customer += 1) {
    let [orders, net] = [0, 0];
    for (let at = (buying.start[customer + 1] ?? 0) - 1; at >= (buying.start[customer] ?? 0) && (buying.day[at] ?? 0) >= from; at -= 1) {
      orders += buying.orders[at] ?? 0;
      net += buying.netMinor[at] ?? 0;
    }
    if (orders === 0) {
      continue;
    }
    const name = nameOf(customer);
    if (name === undefined || name === '') {
      unknown += 1;
      continue;
    }
    known += 1;
    const row = held.get(name) ?? { orders: 0, nets: [] };
    held.set(name, row);
    row.orders += orders;
    row.nets.push(net);
  }
  const rows = [...held]
    .map(([name, { orders, nets }]): v.InferOutput<typeof Row> => ({
      name,
      share: shareOf(nets.length, known),
      orders,
      netMinor: hasAmounts ? nets.reduce((sum, net) => sum + net, 0) : null,
      medianMinor: hasAmounts && nets.length >= MIN_MEDIAN ? findMedian(nets) : null,
    }))
    .toSorted((a, b) => b.share.hits - a.share.hits || (a.name < b.name ? -1 : 1));
  return { by, rows: rows.slice(0, MOST_ROWS), known, unknown };
}
