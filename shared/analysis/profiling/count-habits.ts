import type { BuyingDays } from '../core/buying-days.ts';
import { NO_DAY } from '../core/calendar.ts';
import { linesByOrder } from '../core/lines-by-order.ts';
import { enlarge } from '../core/enlarge.ts';
import { findQuantile } from '../core/stats.ts';

/** What is most frequent among the orders of a customer: its number in the dictionary, in how many orders, of how many. */
export type Mode = { readonly name: number; readonly hits: number; readonly n: number };
/** Quartiles with the number of cases. */
export type Band = { readonly low: number; readonly median: number; readonly high: number; readonly n: number };

/** The habits of one customer, as numbers of dictionaries; weekdays are 0 (Monday) to 6. */
export type Habits = {
  readonly orders: number;
  readonly weekday: Mode | null;
  readonly hour: Mode | null;
  readonly channel: Mode | null;
  readonly category: Mode | null;
  readonly products: readonly { readonly name: number; readonly hits: number }[];
  readonly quantity: Band | null;
  readonly unitPriceMinor: Band | null;
};

/** In how many orders of all customers each name stands. */
export type CountsOfAll = { readonly weekday: Int32Array; readonly hour: Int32Array; readonly channel: Int32Array; readonly category: Int32Array };

/** In how many orders of the customer at hand each name of a column stands; an order counts a name once. */
type Tally = {
  readonly counts: Int32Array;
  readonly add: (name: number, order: number) => void;
  /** The most frequent name, of equal ones the first by name; then it is empty again. */
  readonly takeMode: (n: number, ofAll: Int32Array) => Mode | null;
  /** Adds what was counted to that of all; then it is empty again. */
  readonly discard: (ofAll: Int32Array) => void;
  /** The most frequent names; then it is empty again. */
  readonly takeMost: (most: number) => readonly { readonly name: number; readonly hits: number }[];
};

function createTally(names: readonly string[]): Tally {
  const counts = new Int32Array(names.length);
  const lastOrder = new Int32Array(names.length).fill(-1);
  const touched = new Int32Array(names.length);
  let size = 0;
  const isBefore = (a: number, b: number): boolean =>
    (counts[a] ?? 0) > (counts[b] ?? 0) || (counts[a] === counts[b] && (names[a] ?? '') < (names[b] ?? ''));
  const clear = (): void => {
    for (let at = 0; at < size; at += 1) {
      const name = touched[at] ?? 0;
      counts[name] = 0;
      lastOrder[name] = -1;
    }
    size = 0;
  };
  return {
    counts,
    add(name, order) {
      if (name >= 0 && lastOrder[name] !== order) {
        if (counts[name] === 0) {
          touched[size] = name;
          size += 1;
        }
        lastOrder[name] = order;
        counts[name] = (counts[name] ?? 0) + 1;
      }
    },
    takeMode(n, ofAll) {
      let best = -1;
      for (let at = 0; at < size; at += 1) {
        const name = touched[at] ?? 0;
        best = best < 0 || isBefore(name, best) ? name : best;
        ofAll[name] = (ofAll[name] ?? 0) + (counts[name] ?? 0);
      }
      const mode = best < 0 || n === 0 ? null : { name: best, hits: counts[best] ?? 0, n };
      clear();
      return mode;
    },
    discard(ofAll) {
      for (let at = 0; at < size; at += 1) {
        const name = touched[at] ?? 0;
        ofAll[name] = (ofAll[name] ?? 0) + (counts[name] ?? 0);
      }
      clear();
    },
    takeMost(most) {
      const found: { name: number; hits: number }[] = [];
      for (let round = 0; round < Math.min(most, size); round += 1) {
        let place = round;
        for (let at = round + 1; at < size; at += 1) {
          place = isBefore(touched[at] ?? 0, touched[place] ?? 0) ? at : place;
        }
        const name = touched[place] ?? 0;
        touched[place] = touched[round] ?? 0;
        touched[round] = name;
        found.push({ name, hits: counts[name] ?? 0 });
      }
      clear();
      return found;
    },
  };
}

/** Monday is 0; 1970-01-01 was a Thursday. */
function weekdayOf(day: number): number {
  return (((day + 3) % 7) + 7) % 7;
}

const WEEKDAYS: readonly string[] = Array.from({ length: 7 }, (_, at) => String(at + 1));
const HOURS: readonly string[] = Array.from({ length: 24 }, (_, at) => String(at));

/** Numbers that grow, to be sorted: those of one customer are few. */
function createPile(): { readonly clear: () => void; readonly add: (number: number) => void; readonly read: () => Band | null } {
  let numbers = new Float64Array(64);
  let size = 0;
  let isSorted = true;
  return {
    clear(): void {
      size = 0;
      isSorted = true;
    },
    add(number) {
      if (size === numbers.length) {
        numbers = enlarge(numbers, size * 2);
      }
      isSorted &&= size === 0 || (numbers[size - 1] ?? 0) <= number;
      numbers[size] = number;
      size += 1;
    },
    read() {
      if (size === 0) {
        return null;
      }
      const own = numbers.subarray(0, size);
      if (!isSorted) {
        sortNumbers(own);
      }
      return { low: findQuantile(own, 0.25), median: findQuantile(own, 0.5), high: findQuantile(own, 0.75), n: size };
    },
  };
}

/** Up to so many numbers are sorted by moving them one by one, which is faster than anything else for a handful. */
const FEW = 32;

function sortNumbers(numbers: Float64Array): void {
  if (numbers.length > FEW) {
    numbers.sort();
    return;
  }
  for (let at = 1; at < numbers.length; at += 1) {
    const number = numbers[at] ?? 0;
    let place = at;
    while (place > 0 && (numbers[place - 1] ?? 0) > number) {
      numbers[place] = numbers[place - 1] ?? 0;
      place -= 1;
    }
    numbers[place] = number;
  }
}

/**
 * Counts what customers do in their orders, in one pass over the lines of each.
 * @param fromOrders habits are told of customers with so many orders
 * @returns `ones` by the number of the customer
 */
export function countHabits(
  buying: BuyingDays,
  fromOrders: number,
  mostProducts: number,
): { readonly ones: readonly (Habits | undefined)[]; readonly all: CountsOfAll } {
  const { index, asOf } = buying;
  const { lines } = index;
  const { channel, category, product } = lines.dictionary;
  const { day: dayOf, hour: hourOf } = lines;
  const { order: orderOf, channel: channelOf, category: categoryOf, product: productOf } = lines.text;
  const { quantity: quantityOf, amountMinor: amountOf } = lines.number;
  const all: CountsOfAll = {
    weekday: new Int32Array(7),
    hour: new Int32Array(24),
    channel: new Int32Array(channel.names.length),
    category: new Int32Array(category.names.length),
  };
  const tallies = {
    hour: createTally(HOURS),
    channel: createTally(channel.names),
    category: createTally(category.names),
    product: createTally(product.names),
  };
  const weekday = createTally(WEEKDAYS);
  const quantities = createPile();
  const prices = createPile();
  const ones: (Habits | undefined)[] = Array.from({ length: buying.customers });
  for (let customer = 0; customer < buying.customers; customer += 1) {
    let orders = 0;
    for (let at = buying.start[customer] ?? 0; at < (buying.start[customer + 1] ?? 0); at += 1) {
      for (let opened = buying.orders[at] ?? 0; opened > 0; opened -= 1) {
        weekday.add(weekdayOf(buying.day[at] ?? 0), orders);
        orders += 1;
      }
    }
    if (orders === 0) {
      continue;
    }
    const isTold = orders >= fromOrders;
    quantities.clear();
    prices.clear();
    let lastHourOrder = -1;
    let withHour = 0;
    const own = linesByOrder(index, customer);
    for (let at = 0; at < own.length; at += 1) {
      const line = own[at] ?? 0;
      const quantity = quantityOf[line] ?? Number.NaN;
      const amountMinor = amountOf[line] ?? Number.NaN;
      if ((dayOf[line] ?? NO_DAY) > asOf || quantity <= 0 || amountMinor < 0) {
        continue;
      }
      const order = orderOf[line] ?? -1;
      const hour = hourOf[line] ?? -1;
      // An order has one hour: that of the first of its lines that has one.
      if (hour >= 0 && lastHourOrder !== order) {
        lastHourOrder = order;
        withHour += 1;
        tallies.hour.add(hour, order);
      }
      tallies.channel.add(channelOf[line] ?? -1, order);
      tallies.category.add(categoryOf[line] ?? -1, order);
      if (isTold) {
        tallies.product.add(productOf[line] ?? -1, order);
        if (!Number.isNaN(quantity)) {
          quantities.add(quantity);
          if (!Number.isNaN(amountMinor)) {
            prices.add(amountMinor / quantity);
          }
        }
      }
    }
    if (!isTold) {
      weekday.discard(all.weekday);
      tallies.hour.discard(all.hour);
      tallies.channel.discard(all.channel);
      tallies.category.discard(all.category);
      continue;
    }
    ones[customer] = {
      orders,
      weekday: weekday.takeMode(orders, all.weekday),
      hour: tallies.hour.takeMode(withHour, all.hour),
      channel: tallies.channel.takeMode(orders, all.channel),
      category: tallies.category.takeMode(orders, all.category),
      products: tallies.product.takeMost(mostProducts),
      quantity: quantities.read(),
      unitPriceMinor: prices.read(),
    };
  }
  return { ones, all };
}
