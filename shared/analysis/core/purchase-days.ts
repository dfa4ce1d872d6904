import type { BuyingDays } from './buying-days.ts';

/**
 * The days on which each customer bought as columns: those of customer `c` are `day[start[c]]` up to and without
 * `day[start[c + 1]]`, rising, each once. Days of returns alone are not in them.
 */
export type PurchaseDays = { readonly start: Int32Array; readonly day: Int32Array };

const held = new WeakMap<BuyingDays, PurchaseDays>();

/** The purchase days of all customers; made once for all analyses of a run. */
export function tabulatePurchaseDays(buying: BuyingDays): PurchaseDays {
  const before = held.get(buying);
  if (before !== undefined) {
    return before;
  }
  const made = buying.orders.includes(0) ? withoutReturns(buying) : { start: buying.start, day: buying.day };
  held.set(buying, made);
  return made;
}

function withoutReturns({ customers, start: starts, day: days, orders }: BuyingDays): PurchaseDays {
  const start = new Int32Array(customers + 1);
  const day = new Int32Array(days.length);
  let rows = 0;
  for (let customer = 0; customer < customers; customer += 1) {
    for (let at = starts[customer] ?? 0; at < (starts[customer + 1] ?? 0); at += 1) {
      if ((orders[at] ?? 0) > 0) {
        day[rows] = days[at] ?? 0;
        rows += 1;
      }
    }
    start[customer + 1] = rows;
  }
  return { start, day: day.slice(0, rows) };
}

/** The purchase days of one customer. Who goes through all customers reads the table instead. */
export function purchaseDaysOf(buying: BuyingDays, customer: number): Int32Array {
  const { start, day } = tabulatePurchaseDays(buying);
  return day.subarray(start[customer] ?? 0, start[customer + 1] ?? 0);
}
