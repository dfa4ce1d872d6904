import type { BuyingDays } from '../core/buying-days.ts';
import { NO_DAY } from '../core/calendar.ts';
import { shareOf, type ShareOf } from '../core/evidence.ts';
import { isBought } from '../core/index-lines.ts';
import type { TextColumn } from '../core/lines.ts';
import { findQuantile, roundTo6 } from '../core/stats.ts';

/** What is most frequent among the orders of a customer. */
export type Most = { readonly name: string; readonly share: ShareOf; readonly ofAll: number; readonly habit: boolean };
/** Quartiles with the number of cases. */
export type Band = { readonly low: number; readonly median: number; readonly high: number; readonly n: number };
/** The habits of one customer. */
export type Habits = {
  readonly orders: number;
  readonly weekday: Most | null;
  readonly hour: Most | null;
  readonly channel: Most | null;
  readonly category: Most | null;
  readonly products: { readonly name: string; readonly share: ShareOf }[];
  readonly quantity: Band | null;
  readonly unitPriceMinor: Band | null;
};

type Counts = ReadonlyMap<string, number>;
type OfAll = { readonly weekday: Counts; readonly hour: Counts; readonly channel: Counts; readonly category: Counts };

/** ISO weekday, 1 for Monday; 1970-01-01 was a Thursday. */
function weekdayOf(day: number): number {
  return ((((day + 3) % 7) + 7) % 7) + 1;
}

/** How often each name of a column stands in the orders of a customer: each order counts a name once. */
type Tally = { readonly add: (name: number, order: number) => void; readonly read: () => Map<number, number>; readonly clear: () => void };

function createTally(names: number): Tally {
  const counts = new Int32Array(names);
  const lastOrder = new Int32Array(names).fill(-1);
  let touched: number[] = [];
  return {
    add(name, order) {
      if (counts[name] === 0) {
        touched.push(name);
      }
      // Lines of one order stand together as far as they are of one day; a later line of it is counted by its day.
      if (lastOrder[name] !== order) {
        lastOrder[name] = order;
        counts[name] = (counts[name] ?? 0) + 1;
      }
    },
    read: () => new Map(touched.map((name) => [name, counts[name] ?? 0])),
    clear() {
      for (const name of touched) {
        counts[name] = 0;
        lastOrder[name] = -1;
      }
      touched = [];
    },
  };
}

/** Counts habits, of all orders and of one customer after the other. */
export function createCounter(buying: BuyingDays) {
  const { index, asOf } = buying;
  const { lines } = index;
  const columns = ['channel', 'category', 'product'] as const satisfies readonly TextColumn[];
  const tallies = new Map(columns.map((column) => [column, createTally(lines.dictionary[column].names.length)]));
  const hours = createTally(24);
  const all = countAll();

  function* linesOf(customer: number): Generator<number> {
    for (let at = index.start[customer] ?? 0; at < (index.start[customer + 1] ?? 0); at += 1) {
      const line = index.line[at] ?? 0;
      if ((lines.day[line] ?? NO_DAY) <= asOf && isBought(lines, line)) {
        yield line;
      }
    }
  }

  function countColumn(column: 'channel' | 'category'): Counts {
    const counts = new Map<string, number>();
    const { names } = lines.dictionary[column];
    // One order of one customer counts once for each name; lines of an order need not stand together.
    const seen = new Set<number>();
    for (const line of index.line) {
      const [name, order] = [lines.text[column][line] ?? -1, lines.text.order[line] ?? -1];
      const key = order * names.length + name;
      if (name >= 0 && order >= 0 && (lines.day[line] ?? NO_DAY) <= asOf && isBought(lines, line) && !seen.has(key)) {
        seen.add(key);
        counts.set(names[name] ?? '', (counts.get(names[name] ?? '') ?? 0) + 1);
      }
    }
    return counts;
  }

  /** Each order counts the hour of its lines once. */
  function countHours(): Counts {
    const counts = new Int32Array(24);
    const lastOrder = new Int32Array(24).fill(-1);
    for (const line of lines.known.has('hour') ? index.line : []) {
      const [hour, order] = [lines.hour[line] ?? -1, lines.text.order[line] ?? -1];
      if (hour >= 0 && (lines.day[line] ?? NO_DAY) <= asOf && isBought(lines, line) && lastOrder[hour] !== order) {
        lastOrder[hour] = order;
        counts[hour] = (counts[hour] ?? 0) + 1;
      }
    }
    return new Map([...counts].flatMap((count, hour): [string, number][] => (count === 0 ? [] : [[String(hour), count]])));
  }

  function countAll(): OfAll {
    const weekday = new Map<string, number>();
    for (let at = 0; at < buying.day.length; at += 1) {
      const orders = buying.orders[at] ?? 0;
      const name = String(weekdayOf(buying.day[at] ?? 0));
      weekday.set(name, (weekday.get(name) ?? 0) + orders);
    }
    const hour = countHours();
    const known = (column: 'channel' | 'category'): Counts => (lines.known.has(column) ? countColumn(column) : new Map());
    return { weekday, hour, channel: known('channel'), category: known('category') };
  }

  function mostOf(counts: Counts, n: number, of: Counts): Most | null {
    let [best, hits] = ['', 0];
    for (const [name, count] of counts) {
      if (count > hits || (count === hits && name < best)) {
        [best, hits] = [name, count];
      }
    }
    if (hits === 0 || n === 0) {
      return null;
    }
    const total = [...of.values()].reduce((sum, count) => sum + count, 0);
    const [share, ofAll] = [shareOf(hits, n), total === 0 ? 0 : (of.get(best) ?? 0) / total];
    return { name: best, share, ofAll: roundTo6(ofAll), habit: share.low > ofAll };
  }

  function bandOf(numbers: readonly number[]): Band | null {
    const rising = Float64Array.from(numbers).sort();
    return rising.length === 0
      ? null
      : { low: findQuantile(rising, 0.25), median: findQuantile(rising, 0.5), high: findQuantile(rising, 0.75), n: rising.length };
  }

  function ofOne(customer: number, mostProducts: number): Habits {
    let orders = 0;
    const weekday = new Map<string, number>();
    for (let at = buying.start[customer] ?? 0; at < (buying.start[customer + 1] ?? 0); at += 1) {
      const name = String(weekdayOf(buying.day[at] ?? 0));
      const opened = buying.orders[at] ?? 0;
      orders += opened;
      weekday.set(name, (weekday.get(name) ?? 0) + opened);
    }
    const quantities: number[] = [];
    const prices: number[] = [];
    for (const line of linesOf(customer)) {
      for (const [column, tally] of tallies) {
        const name = lines.text[column][line] ?? -1;
        if (name >= 0) {
          tally.add(name, lines.text.order[line] ?? -1);
        }
      }
      const at = lines.hour[line] ?? -1;
      if (at >= 0) {
        hours.add(at, lines.text.order[line] ?? -1);
      }
      const [quantity, amountMinor] = [lines.number.quantity[line] ?? Number.NaN, lines.number.amountMinor[line] ?? Number.NaN];
      if (!Number.isNaN(quantity)) {
        quantities.push(quantity);
        if (!Number.isNaN(amountMinor)) {
          prices.push(amountMinor / quantity);
        }
      }
    }
    const read = (column: (typeof columns)[number]): Counts => {
      const { names } = lines.dictionary[column];
      const tally = tallies.get(column);
      const counts = new Map([...(tally?.read() ?? [])].map(([name, count]): [string, number] => [names[name] ?? '', count]));
      tally?.clear();
      return counts;
    };
    const hour = new Map([...hours.read()].map(([one, count]): [string, number] => [String(one), count]));
    hours.clear();
    return {
      orders,
      weekday: mostOf(weekday, orders, all.weekday),
      hour: mostOf(
        hour,
        [...hour.values()].reduce((sum, count) => sum + count, 0),
        all.hour,
      ),
      channel: mostOf(read('channel'), orders, all.channel),
      category: mostOf(read('category'), orders, all.category),
      products: [...read('product')]
        .toSorted(([a, m], [b, n]) => n - m || (a < b ? -1 : 1))
        .slice(0, mostProducts)
        .map(([name, hits]) => ({ name, share: shareOf(Math.min(hits, orders), orders) })),
      quantity: bandOf(quantities),
      unitPriceMinor: bandOf(prices),
    };
  }

  return { ofAll: () => all, ofOne };
}
