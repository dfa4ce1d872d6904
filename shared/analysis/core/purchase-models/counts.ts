import { NO_DAY, type DayNumber } from '../calendar.ts';
import type { DayTable } from '../purchases.ts';

/**
 * What the purchases of customers say of their pace: one place in all arrays for each customer who bought, of two
 * days or more. Days on which something was bought count once. Days, not dates: `recencyDays` and `ageDays` run from the first.
 */
export type PurchaseCounts = {
  readonly customers: number;
  /** Number of the customer in the dictionary. */
  readonly customer: Int32Array;
  /** Days of purchase after the first. */
  readonly repeats: Int32Array;
  /** Days from the first purchase to the last. */
  readonly recencyDays: Int32Array;
  /** Days from the first purchase to the day on which counting ends. */
  readonly ageDays: Int32Array;
  /** Sum of the logarithms of the gaps, in days. */
  readonly logGapDays: Float64Array;
};

/** The repeats of each customer of `PurchaseCounts` after the day on which its counting ended. */
export type LaterCounts = { readonly repeats: Int32Array; readonly days: number };

/** What one customer's purchases say, as `PurchaseCounts` has it of all. */
export type OneCount = { readonly repeats: number; readonly recencyDays: number; readonly ageDays: number; readonly logGapDays: number };

/** Counts the purchases of one customer up to and with `until`; undefined for none. */
export function countOne({ start, day, orders }: DayTable, customer: number, until: DayNumber): OneCount | undefined {
  let first = NO_DAY;
  let last = NO_DAY;
  let [repeats, logGapDays] = [0, 0];
  const end = start[customer + 1] ?? 0;
  for (let row = start[customer] ?? end; row < end; row += 1) {
    const on = day[row] ?? NO_DAY;
    if (on > until) {
      break;
    }
    if (on !== last && (orders[row] ?? 0) > 0) {
      if (first === NO_DAY) {
        first = on;
      } else {
        repeats += 1;
        logGapDays += logOf(on - last);
      }
      last = on;
    }
  }
  return first === NO_DAY ? undefined : { repeats, recencyDays: last - first, ageDays: until - first, logGapDays };
}

/** Counts the purchases of every customer who bought up to and with `until`. */
export function countPurchases(table: DayTable, until: DayNumber): PurchaseCounts {
  const customers = table.start.length - 1;
  const customer = new Int32Array(customers);
  const repeats = new Int32Array(customers);
  const recencyDays = new Int32Array(customers);
  const ageDays = new Int32Array(customers);
  const logGapDays = new Float64Array(customers);
  let counted = 0;
  for (let one = 0; one < customers; one += 1) {
    const found = countOne(table, one, until);
    if (found !== undefined) {
      customer[counted] = one;
      repeats[counted] = found.repeats;
      recencyDays[counted] = found.recencyDays;
      ageDays[counted] = found.ageDays;
      logGapDays[counted] = found.logGapDays;
      counted += 1;
    }
  }
  return {
    customers: counted,
    customer: customer.subarray(0, counted),
    repeats: repeats.subarray(0, counted),
    recencyDays: recencyDays.subarray(0, counted),
    ageDays: ageDays.subarray(0, counted),
    logGapDays: logGapDays.subarray(0, counted),
  };
}

/** How often each of the counted customers bought after `until`, up to and with `asOf`. */
export function countLater({ start, day, orders }: DayTable, counts: PurchaseCounts, until: DayNumber, asOf: DayNumber): LaterCounts {
  const repeats = new Int32Array(counts.customers);
  for (let place = 0; place < counts.customers; place += 1) {
    const one = counts.customer[place] ?? 0;
    let last = NO_DAY;
    let times = 0;
    for (let row = (start[one + 1] ?? 0) - 1; row >= (start[one] ?? 0); row -= 1) {
      const on = day[row] ?? NO_DAY;
      if (on <= until) {
        break;
      }
      if (on <= asOf && on !== last && (orders[row] ?? 0) > 0) {
        times += 1;
        last = on;
      }
    }
    repeats[place] = times;
  }
  return { repeats, days: asOf - until };
}

const logs = new Float64Array(2048).fill(Number.NaN);

/** Logarithms of whole numbers, each taken once: there are many gaps and few lengths. */
function logOf(days: number): number {
  const held = days < logs.length ? (logs[days] ?? 0) : Math.log(days);
  return Number.isNaN(held) ? (logs[days] = Math.log(days)) : held;
}

/**
 * Customers of equal counts as one, in rising order of repeats, recency and age: likelihoods are sums over these, so the
 * order in which customers came does not matter, not even to the last bit.
 */
export type CountGroups = {
  readonly size: number;
  readonly customers: number;
  /** Customers in each group. */
  readonly weight: Int32Array;
  readonly repeats: Int32Array;
  readonly recencyDays: Int32Array;
  readonly ageDays: Int32Array;
  /** Sum of the logarithms of all gaps, in days. */
  readonly logGapDays: number;
  /** The group of each customer of the counts. */
  readonly groupOf: Int32Array;
};

/** A logarithm of gaps is kept to 2^-30 of itself: whole numbers below 2^53 add up the same in any order. */
const LOG_STEPS = 2 ** 30;

/** Groups customers by equal counts. O(C log C). */
export function groupCounts(counts: PurchaseCounts): CountGroups {
  const { customers, repeats, recencyDays, ageDays } = counts;
  const order = sortByCounts(counts);
  const weight = new Int32Array(customers);
  const first = new Int32Array(customers);
  const groupOf = new Int32Array(customers);
  let size = 0;
  let before = -1;
  for (let at = 0; at < customers; at += 1) {
    const place = order[at] ?? 0;
    const isNew =
      before < 0 || repeats[place] !== repeats[before] || recencyDays[place] !== recencyDays[before] || ageDays[place] !== ageDays[before];
    if (isNew) {
      first[size] = place;
      size += 1;
    }
    weight[size - 1] = (weight[size - 1] ?? 0) + 1;
    groupOf[place] = size - 1;
    before = place;
  }
  const firsts = first.subarray(0, size);
  let logGaps = 0;
  for (let place = 0; place < customers; place += 1) {
    logGaps += Math.round((counts.logGapDays[place] ?? 0) * LOG_STEPS);
  }
  return {
    size,
    customers,
    weight: weight.slice(0, size),
    repeats: firsts.map((place) => repeats[place] ?? 0),
    recencyDays: firsts.map((place) => recencyDays[place] ?? 0),
    ageDays: firsts.map((place) => ageDays[place] ?? 0),
    logGapDays: logGaps / LOG_STEPS,
    groupOf,
  };
}

/** Places of the counts, by rising repeats, recency and age: stable counting sorts by each, the last first. */
function sortByCounts({ customers, repeats, recencyDays, ageDays }: PurchaseCounts): Int32Array {
  let order = new Int32Array(customers).map((_, place) => place);
  for (const column of [ageDays, recencyDays, repeats]) {
    let most = 0;
    for (let at = 0; at < customers; at += 1) {
      most = Math.max(most, column[at] ?? 0);
    }
    if (most > 4 * customers + 100_000) {
      // Days thousands of years apart are typing errors; counting them would need a table of that length.
      order = Int32Array.from([...order].toSorted((a, b) => (column[a] ?? 0) - (column[b] ?? 0)));
      continue;
    }
    const free = new Int32Array(most + 2);
    for (let at = 0; at < customers; at += 1) {
      const next = (column[at] ?? 0) + 1;
      free[next] = (free[next] ?? 0) + 1;
    }
    for (let at = 0; at <= most; at += 1) {
      free[at + 1] = (free[at + 1] ?? 0) + (free[at] ?? 0);
    }
    const sorted = new Int32Array(customers);
    for (let at = 0; at < customers; at += 1) {
      const place = order[at] ?? 0;
      const value = column[place] ?? 0;
      const to = free[value] ?? 0;
      sorted[to] = place;
      free[value] = to + 1;
    }
    order = sorted;
  }
  return order;
}

/**
 * About `wanted` customers of all, spread evenly over the groups: the same whatever the order of customers. All of them where
 * there are no more.
 */
export function thinGroups(groups: CountGroups, wanted: number): CountGroups {
  const step = groups.customers / wanted;
  if (step <= 1) {
    return groups;
  }
  const weight = new Int32Array(groups.size);
  const kept: number[] = [];
  let [before, customers] = [0, 0];
  for (let at = 0; at < groups.size; at += 1) {
    const after = before + (groups.weight[at] ?? 0);
    const taken = Math.floor(after / step) - Math.floor(before / step);
    before = after;
    if (taken > 0) {
      weight[kept.length] = taken;
      kept.push(at);
      customers += taken;
    }
  }
  const pick = (column: Int32Array): Int32Array => Int32Array.from(kept, (at) => column[at] ?? 0);
  return {
    size: kept.length,
    customers,
    weight: weight.slice(0, kept.length),
    repeats: pick(groups.repeats),
    recencyDays: pick(groups.recencyDays),
    ageDays: pick(groups.ageDays),
    logGapDays: (groups.logGapDays * customers) / groups.customers,
    groupOf: new Int32Array(0),
  };
}
