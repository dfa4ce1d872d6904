import * as v from 'valibot';
import { Day } from '../../model/field.ts';
import { defineAnalysis, Missing, type AnalysisInput } from '../core/analysis.ts';
import { missingLists } from '../core/book.ts';
import { listBuyingDays, type BuyingDays } from '../core/buying-days.ts';
import { NO_DAY, toDay } from '../core/calendar.ts';
import { listMissing, Period, shareOf, ShareOf } from '../core/evidence.ts';
import { isBought } from '../core/index-lines.ts';
import { listPeriods, PeriodUnit, type Periods } from '../core/periods.ts';
import { tabulatePurchaseDays } from '../core/purchase-days.ts';

const VERSION = '1';
const MIN_CUSTOMERS = 10;
/** Rows that are told of categories and products, those with most customers first. */
const MOST_ROWS = 30;
const MOST_COHORTS = 24;

const RetentionParams = v.object({
  unit: v.optional(PeriodUnit),
  /** Whether somebody bought again is asked so many days after the first purchase. */
  repeatDays: v.optional(v.pipe(v.number(), v.integer(), v.minValue(1)), 365),
});
type RetentionParams = v.InferOutput<typeof RetentionParams>;

const Cohort = v.object({
  cohort: v.string(),
  customers: v.number(),
  /** Place 0 is the period of the first purchase, in which all of them bought; null in a period that is not over. */
  bought: v.array(v.nullable(ShareOf)),
  /** Bought again within `repeatDays`; null while not all of the cohort had so many days. */
  again: v.nullable(ShareOf),
});
const Thing = v.object({ name: v.string(), customers: v.number(), again: ShareOf });

const Retention = v.object({
  method: v.string(),
  version: v.string(),
  enough: v.boolean(),
  missing: v.array(Missing),
  asOf: Day,
  period: v.nullable(Period),
  n: v.number(),
  unit: PeriodUnit,
  repeatDays: v.number(),
  cohorts: v.array(Cohort),
  /** Of all whose `repeatDays` are over. */
  again: v.nullable(ShareOf),
  /** Customers who bought a category or product in two orders or more, of those who bought it. */
  categories: v.array(Thing),
  products: v.array(Thing),
  /** Why customers were lost, as it was written down. */
  lostReasons: v.array(v.object({ reason: v.string(), customers: v.number() })),
});
type Retention = v.InferOutput<typeof Retention>;

/** Who comes back: by the time of the first purchase, by category and product, and why others did not. */
export const retention = defineAnalysis({
  id: 'persistency.retention',
  version: VERSION,
  needs: [],
  params: RetentionParams,
  output: Retention,
  run: runRetention,
});

function runRetention({ lines, book, params, asOf }: AnalysisInput<RetentionParams>): Retention {
  const buying = listBuyingDays(lines, asOf);
  const unit = params.unit ?? (buying.lastDay - buying.firstDay > 3 * 366 ? 'quarter' : 'month');
  const hasDays = buying.firstDay !== NO_DAY;
  const { cohorts, again, n } = hasDays
    ? followCohorts(buying, listPeriods(buying.firstDay, asOf, unit), params.repeatDays)
    : { cohorts: [], again: { hits: 0, n: 0 }, n: 0 };
  const enough = n >= MIN_CUSTOMERS;
  const reasons = new Map<string, number>();
  for (const { lostReason } of book.customers) {
    if (lostReason !== undefined && lostReason !== '') {
      reasons.set(lostReason, (reasons.get(lostReason) ?? 0) + 1);
    }
  }
  return {
    method: 'cohorts by first purchase; shares with Wilson intervals; only periods and waits that are over',
    version: VERSION,
    enough,
    missing: [
      ...listMissing(lines, ['customer', 'day']),
      ...(enough ? [] : [{ what: 'customers', have: n, needed: MIN_CUSTOMERS }]),
      ...missingLists(book, ['customers']),
    ],
    asOf: toDay(asOf),
    period: hasDays ? { from: toDay(buying.firstDay), to: toDay(asOf) } : null,
    n,
    unit,
    repeatDays: params.repeatDays,
    cohorts: cohorts.slice(-MOST_COHORTS),
    again: again.n === 0 ? null : shareOf(again.hits, again.n),
    ...countAgain(buying),
    lostReasons: [...reasons]
      .map(([reason, customers]) => ({ reason, customers }))
      .toSorted((a, b) => b.customers - a.customers || (a.reason < b.reason ? -1 : 1)),
  };
}

type Counted = { customers: number; readonly bought: number[]; hits: number; ripe: number };

function followCohorts(buying: BuyingDays, periods: Periods, repeatDays: number) {
  const { names, isComplete, placeOf } = periods;
  const counted = names.map((): Counted => ({ customers: 0, bought: names.map(() => 0), hits: 0, ripe: 0 }));
  const { start, day } = tabulatePurchaseDays(buying);
  let n = 0;
  for (let customer = 0; customer < buying.customers; customer += 1) {
    const from = start[customer] ?? 0;
    const to = start[customer + 1] ?? 0;
    const first = day[from] ?? 0;
    const begun = placeOf(first);
    const cohort = counted[begun];
    if (from === to || cohort === undefined) {
      continue;
    }
    n += 1;
    cohort.customers += 1;
    let last = -1;
    for (let at = from; at < to; at += 1) {
      const later = placeOf(day[at] ?? 0) - begun;
      if (later !== last) {
        cohort.bought[later] = (cohort.bought[later] ?? 0) + 1;
        last = later;
      }
    }
    if (buying.asOf - first >= repeatDays) {
      cohort.ripe += 1;
      cohort.hits += to - from > 1 && (day[from + 1] ?? 0) - first <= repeatDays ? 1 : 0;
    }
  }
  const cohorts = counted.flatMap((cohort, at): Retention['cohorts'] =>
    cohort.customers === 0
      ? []
      : [
          {
            cohort: names[at] ?? '',
            customers: cohort.customers,
            bought: names.slice(at).map((_, later) => (isComplete(at + later) ? shareOf(cohort.bought[later] ?? 0, cohort.customers) : null)),
            again: cohort.ripe === cohort.customers ? shareOf(cohort.hits, cohort.ripe) : null,
          },
        ],
  );
  const again = counted.reduce((sum, { hits, ripe }) => ({ hits: sum.hits + hits, n: sum.n + ripe }), { hits: 0, n: 0 });
  return { cohorts, again, n };
}

/** Of those who bought a category or a product, how many did so in a second order. */
function countAgain({ index, asOf }: BuyingDays): Pick<Retention, 'categories' | 'products'> {
  const { lines, line, start } = index;
  const { category, product, order } = lines.text;
  const [categories, products] = [createRepeats(lines.dictionary.category.names), createRepeats(lines.dictionary.product.names)];
  // Lines come by customer, so that one pass needs no table of pairs.
  for (let customer = 0; customer < index.customers; customer += 1) {
    for (let at = start[customer] ?? 0; at < (start[customer + 1] ?? 0); at += 1) {
      const one = line[at] ?? 0;
      if ((lines.day[one] ?? NO_DAY) <= asOf && isBought(lines, one)) {
        categories.add(category[one] ?? -1, customer, order[one] ?? -1);
        products.add(product[one] ?? -1, customer, order[one] ?? -1);
      }
    }
  }
  return { categories: categories.read(), products: products.read() };
}

/** Stands for the order of who bought a thing in two of them. */
const TWICE = -2;

/** Counts the customers of each of some things, and those who came again for it. */
function createRepeats(names: readonly string[]) {
  const customers = new Int32Array(names.length);
  const hits = new Int32Array(names.length);
  // Of the customer at hand: who bought the thing last, and in which order.
  const seenBy = new Int32Array(names.length).fill(-1);
  const seenIn = new Int32Array(names.length);
  return {
    add(thing: number, customer: number, order: number): void {
      if (thing < 0) {
        return;
      }
      if (seenBy[thing] !== customer) {
        seenBy[thing] = customer;
        seenIn[thing] = order;
        customers[thing] = (customers[thing] ?? 0) + 1;
      } else if (seenIn[thing] !== order && seenIn[thing] !== TWICE) {
        seenIn[thing] = TWICE;
        hits[thing] = (hits[thing] ?? 0) + 1;
      }
    },
    read: (): Retention['products'] =>
      names
        .map((name, at) => ({ name, at, customers: customers[at] ?? 0 }))
        .filter((one) => one.customers > 0)
        .toSorted((a, b) => b.customers - a.customers || (a.name < b.name ? -1 : 1))
        .slice(0, MOST_ROWS)
        .map((one) => ({ name: one.name, customers: one.customers, again: shareOf(hits[one.at] ?? 0, one.customers) })),
  };
}
