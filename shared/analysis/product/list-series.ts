import type { DayNumber } from '../core/calendar.ts';
import { isBought, listCustomers, type CustomerIndex } from '../core/index-lines.ts';
import { tabulateDays } from '../core/purchases.ts';
import { sortNames } from '../core/sort-names.ts';
import { sortFirst } from '../core/stats.ts';
import { toLogGaps, type Picked, type SeriesTable } from './learn-rhythm.ts';

/** Series of customers by their id, and of a customer's products by theirs. */
export type OwnedSeries = SeriesTable & {
  readonly customer: Int32Array;
  /** -1 where the series is of all products. */
  readonly product: Int32Array;
  /** The numbers of the series of every other customer, and of those between: none is in both. */
  readonly halves: readonly [Picked, Picked];
};

/** A table that grows series by series. */
function startTable(mostDays: number, mostSeries: number) {
  const day = new Int32Array(mostDays);
  const start = new Int32Array(mostSeries + 1);
  const customer = new Int32Array(mostSeries);
  const product = new Int32Array(mostSeries);
  const halves = [new Int32Array(mostSeries), new Int32Array(mostSeries)] as const;
  const inHalf = new Int32Array(2);
  let half: 0 | 1 = 0;
  let [days, count, end] = [0, 0, 0];
  return {
    /** Adds a day to the series that is being written, once where it comes twice. */
    addDay(on: DayNumber): void {
      if (end === days || day[end - 1] !== on) {
        day[end] = on;
        end += 1;
      }
    },
    /** Ends a series. One of a single day has no gap, says nothing, and is not kept. */
    close(ofCustomer: number, ofProduct: number): void {
      if (end - days > 1) {
        customer[count] = ofCustomer;
        product[count] = ofProduct;
        const place = inHalf[half] ?? 0;
        halves[half][place] = count;
        inHalf[half] = place + 1;
        days = end;
        count += 1;
        start[count] = days;
      }
      end = days;
    },
    /** Series of the next customer are in the other half. */
    turn(): void {
      half = half === 0 ? 1 : 0;
    },
    finish(): OwnedSeries {
      const [starts, written] = [start.slice(0, count + 1), day.slice(0, days)];
      return {
        count,
        start: starts,
        day: written,
        logGap: toLogGaps(starts, written),
        customer: customer.slice(0, count),
        product: product.slice(0, count),
        halves: [halves[0].slice(0, inHalf[0]), halves[1].slice(0, inHalf[1])],
      };
    },
  };
}

/** The purchase days of all customers up to `asOf` who bought on two days or more, by customer id. */
export function listCustomerSeries(index: CustomerIndex, asOf: DayNumber): OwnedSeries {
  const { start, day, orders } = tabulateDays(index.lines);
  const table = startTable(day.length, index.customers);
  const listed = listCustomers(index);
  for (let place = 0; place < listed.length; place += 1) {
    const customer = listed[place] ?? 0;
    let hadAny = false;
    for (let row = start[customer] ?? 0; row < (start[customer + 1] ?? 0) && (day[row] ?? 0) <= asOf; row += 1) {
      if ((orders[row] ?? 0) > 0) {
        table.addDay(day[row] ?? 0);
        hadAny = true;
      }
    }
    table.close(customer, -1);
    if (hadAny) {
      table.turn();
    }
  }
  return table.finish();
}

/** The same by customer and product; lines without a product are in none. */
export function listProductSeries(index: CustomerIndex, asOf: DayNumber): OwnedSeries {
  const { lines, start, line } = index;
  const products = sortNames(lines.dictionary.product.names);
  const rankOf = new Int32Array(products.length);
  products.forEach((product, rank) => (rankOf[product] = rank));
  const listed = listCustomers(index);
  const table = startTable(line.length, line.length >> 1);
  // Most products are bought once by a customer: only those of two days are listed and sorted. Who bought a product last, the
  // places of the first and the newest of these lines, and behind the place of each line that of the next day; 0 for none.
  const seenBy = new Int32Array(products.length).fill(-1);
  const first = new Int32Array(products.length);
  const newest = new Int32Array(products.length);
  const next = new Int32Array(line.length);
  const again = new Int32Array(products.length);
  for (let place = 0; place < listed.length; place += 1) {
    const customer = listed[place] ?? 0;
    let hadAny = false;
    let count = 0;
    for (let at = start[customer] ?? 0; at < (start[customer + 1] ?? 0); at += 1) {
      const one = line[at] ?? 0;
      const product = lines.text.product[one] ?? -1;
      const day = lines.day[one] ?? 0;
      if (product >= 0 && day <= asOf && isBought(lines, one)) {
        hadAny = true;
        const before = newest[product] ?? 0;
        if (seenBy[product] !== customer) {
          seenBy[product] = customer;
          first[product] = at;
          newest[product] = at;
        } else if (lines.day[line[before] ?? 0] !== day) {
          if (before === first[product]) {
            again[count] = rankOf[product] ?? 0;
            count += 1;
          }
          next[before] = at;
          newest[product] = at;
        }
      }
    }
    sortFirst(again, count);
    for (let rank = 0; rank < count; rank += 1) {
      const product = products[again[rank] ?? 0] ?? 0;
      let at = first[product] ?? 0;
      do {
        table.addDay(lines.day[line[at] ?? 0] ?? 0);
        at = next[at] ?? 0;
      } while (at > 0);
      table.close(customer, product);
    }
    if (hadAny) {
      table.turn();
    }
  }
  return table.finish();
}
