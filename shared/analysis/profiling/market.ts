import * as v from 'valibot';
import { Currency, Day } from '../../model/field.ts';
import type { Customer } from '../../model/customer.ts';
import { defineAnalysis, Missing, type AnalysisInput } from '../core/analysis.ts';
import { bandOfBirth } from '../core/age-band.ts';
import { missingLists } from '../core/book.ts';
import { listBuyingDays, type BuyingDays } from '../core/buying-days.ts';
import { addMonths, NO_DAY, toDay, type DayNumber } from '../core/calendar.ts';
import { listMissing, Period, shareOf, ShareOf } from '../core/evidence.ts';
import { selectMedian } from '../core/stats.ts';

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
  const year = Number(toDay(asOf).slice(0, 4));
  const buyers = listBuyers(buying, from);
  const ofRecord = (records.size === 0 ? [] : (['age', 'occupation', 'industry', 'area', 'region', 'kind'] as const)).map((by) =>
    count(buyers, by, (customer) => {
      const record = records.get(lines.dictionary.customer.names[customer] ?? '');
      return record === undefined ? undefined : read(record, by, year);
    }),
  );
  const ofLines = lines.known.has('place') ? [count(buyers, 'place', createPlaces(buying, from))] : [];
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

/** Tells the place in which a customer bought most often; of equal ones the first by name. */
function createPlaces({ index, asOf }: BuyingDays, from: DayNumber): (customer: number) => string | undefined {
  const { line, start, lines } = index;
  const { names } = lines.dictionary.place;
  // How often the customer at hand was in each place; nought again after it.
  const counts = new Int32Array(names.length);
  return (customer) => {
    const first = start[customer] ?? 0;
    const end = start[customer + 1] ?? 0;
    let best = -1;
    for (let at = end - 1; at >= first && (lines.day[line[at] ?? 0] ?? NO_DAY) >= from; at -= 1) {
      const one = line[at] ?? 0;
      const place = lines.text.place[one] ?? -1;
      if (place >= 0 && (lines.day[one] ?? NO_DAY) <= asOf) {
        const more = (counts[place] ?? 0) + 1;
        const most = counts[best] ?? 0;
        counts[place] = more;
        best = more > most || (more === most && (names[place] ?? '') < (names[best] ?? '')) ? place : best;
      }
    }
    for (let at = end - 1; at >= first && (lines.day[line[at] ?? 0] ?? NO_DAY) >= from; at -= 1) {
      const place = lines.text.place[line[at] ?? 0] ?? -1;
      if (place >= 0) {
        counts[place] = 0;
      }
    }
    return names[best];
  };
}

/** Who ordered in the period: the numbers of the customers, and of each their orders and what they brought. */
type Buyers = { readonly customer: Int32Array; readonly orders: Int32Array; readonly netMinor: Float64Array; readonly hasAmounts: boolean };

function listBuyers(buying: BuyingDays, from: DayNumber): Buyers {
  const customers = new Int32Array(buying.customers);
  const ordersOf = new Int32Array(buying.customers);
  const netMinor = new Float64Array(buying.customers);
  let count = 0;
  for (let customer = 0; customer < buying.customers; customer += 1) {
    let orders = 0;
    let net = 0;
    for (let at = (buying.start[customer + 1] ?? 0) - 1; at >= (buying.start[customer] ?? 0) && (buying.day[at] ?? 0) >= from; at -= 1) {
      orders += buying.orders[at] ?? 0;
      net += buying.netMinor[at] ?? 0;
    }
    if (orders > 0) {
      customers[count] = customer;
      ordersOf[count] = orders;
      netMinor[count] = net;
      count += 1;
    }
  }
  return { customer: customers.subarray(0, count), orders: ordersOf, netMinor, hasAmounts: buying.index.lines.known.has('amountMinor') };
}

function count(buyers: Buyers, by: By, nameOf: (customer: number) => string | undefined): v.InferOutput<typeof Position> {
  const held = new Map<string, { orders: number; readonly nets: number[] }>();
  const { hasAmounts } = buyers;
  let [known, unknown] = [0, 0];
  for (let at = 0; at < buyers.customer.length; at += 1) {
    const name = nameOf(buyers.customer[at] ?? 0);
    if (name === undefined || name === '') {
      unknown += 1;
      continue;
    }
    known += 1;
    const row = held.get(name) ?? { orders: 0, nets: [] };
    if (row.nets.push(buyers.netMinor[at] ?? 0) === 1) {
      held.set(name, row);
    }
    row.orders += buyers.orders[at] ?? 0;
  }
  const rows = [...held]
    .map(([name, { orders, nets }]): v.InferOutput<typeof Row> => ({
      name,
      share: shareOf(nets.length, known),
      orders,
      netMinor: hasAmounts ? nets.reduce((sum, net) => sum + net, 0) : null,
      medianMinor: hasAmounts && nets.length >= MIN_MEDIAN ? selectMedian(Float64Array.from(nets)) : null,
    }))
    .toSorted((a, b) => b.share.hits - a.share.hits || (a.name < b.name ? -1 : 1));
  return { by, rows: rows.slice(0, MOST_ROWS), known, unknown };
}
