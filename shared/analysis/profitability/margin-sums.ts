import * as v from 'valibot';
import { isBought } from '../core/index-lines.ts';
import type { Lines } from '../core/lines.ts';
import { roundTo6 } from '../core/stats.ts';
import { MICRO } from '../core/blocks.ts';

/** Profit of one customer, one product, or all; minor units. */
export const MarginRow = v.object({
  amount: v.number(),
  /** Known costs of goods, and the part of the amount (sold and brought back alike) whose cost is known. */
  cost: v.number(),
  coverage: v.number(),
  /** Null where no cost is known. */
  marginal: v.nullable(v.number()),
  /** Amount less cost, of the lines whose cost is known. */
  profit: v.number(),
  /** Serving and winning; null where no record tells of either. */
  otherCosts: v.nullable(v.number()),
  /** Null below nine tenths of coverage. */
  net: v.nullable(v.number()),
});

/** Sums of one customer, one product, or all; whole minor units but for `otherMinor`. */
export type MarginSum = {
  readonly lines: number;
  readonly orders: number;
  readonly amountMinor: number;
  /** Amounts without their sign: a return moves as much as the sale did. */
  readonly movedMinor: number;
  readonly coveredMovedMinor: number;
  readonly coveredMinor: number;
  readonly costMinor: number;
  /** Pieces, in millionths, of the lines whose cost is known. */
  readonly coveredMicro: number;
  /** What serving and winning cost. */
  readonly otherMinor: number;
};
/** Sums by the number of a customer or product; -1 for the lines of none. */
export type MarginSums = { readonly cells: number; readonly read: (cell: number) => MarginSum };

/** What `sumMargins` finds. */
export type AllMargins = {
  readonly all: MarginSum;
  readonly customers: MarginSums;
  readonly products: MarginSums;
  readonly discounts: { readonly lines: number; readonly given: number; readonly share: number };
  readonly returns: { readonly lines: number; readonly amount: number; readonly share: number };
};

/**
 * Sums amounts and costs of the lines that count. What a customer costs besides goods is shared by its products in
 * proportion to what it spent on each.
 * @param counts 1 for the lines that count
 * @param otherCosts by customer, minor units
 */
export function sumMargins(lines: Lines, counts: Uint8Array, otherCosts: Float64Array): AllMargins {
  const { customer, product, order } = lines.text;
  const { amountMinor, discountMinor } = lines.number;
  const customers = sumCells(lines, customer, lines.dictionary.customer.names.length, counts);
  const products = sumCells(lines, product, lines.dictionary.product.names.length, counts);
  otherCosts.forEach((minor, one) => customers.add(one, OTHER, minor));
  const hasOther = otherCosts.some((minor) => minor > 0);
  // An order is one customer's, so that it is counted where it is met first.
  const isMet = new Uint8Array(lines.orders);
  let given = 0;
  let discounted = 0;
  let before = 0;
  let returned = 0;
  let returnedMinor = 0;
  let soldMinor = 0;
  for (let line = 0; line < lines.count; line += 1) {
    if (counts[line] === 0) {
      continue;
    }
    const isSold = isBought(lines, line);
    const spender = customer[line] ?? -1;
    const thing = product[line] ?? -1;
    const number = order[line] ?? -1;
    if (isSold && isMet[number] === 0) {
      isMet[number] = 1;
      customers.add(spender, ORDERS, 1);
    }
    const amount = amountMinor[line] ?? Number.NaN;
    if (Number.isNaN(amount)) {
      continue;
    }
    const discount = discountMinor[line] ?? Number.NaN;
    if (isSold && discount > 0) {
      discounted += 1;
      given += discount;
      before += amount + discount;
    }
    soldMinor += isSold ? amount : 0;
    returned += isSold ? 0 : 1;
    returnedMinor += isSold ? 0 : amount;
    if (hasOther && thing >= 0 && spender >= 0) {
      const spent = customers.read(spender).movedMinor;
      products.add(thing, OTHER, spent > 0 ? ((otherCosts[spender] ?? 0) * Math.abs(amount)) / spent : 0);
    }
  }
  return {
    all: customers.sum(),
    customers,
    products,
    discounts: { lines: discounted, given, share: before > 0 ? roundTo6(given / before) : 0 },
    returns: { lines: returned, amount: returnedMinor, share: soldMinor > 0 ? roundTo6(-returnedMinor / soldMinor) : 0 },
  };
}

/** The sums of a cell stand beside each other, in this order: a line touches one place of memory. */
const [LINES, ORDERS, AMOUNT, MOVED, COVERED_MOVED, COVERED, COST, COVERED_MICRO, OTHER, WIDTH] = [0, 1, 2, 3, 4, 5, 6, 7, 8, 9] as const;

function sumCells(lines: Lines, cellOf: Int32Array, cells: number, counts: Uint8Array) {
  // The first place is that of the lines of none.
  const sums = new Float64Array((cells + 1) * WIDTH);
  const { amountMinor, costMinor, quantity } = lines.number;
  for (let line = 0; line < lines.count; line += 1) {
    if (counts[line] === 0) {
      continue;
    }
    const to = ((cellOf[line] ?? -1) + 1) * WIDTH;
    sums[to] = (sums[to] ?? 0) + 1;
    const amount = amountMinor[line] ?? Number.NaN;
    if (Number.isNaN(amount)) {
      continue;
    }
    const moved = Math.abs(amount);
    sums[to + AMOUNT] = (sums[to + AMOUNT] ?? 0) + amount;
    sums[to + MOVED] = (sums[to + MOVED] ?? 0) + moved;
    const cost = costMinor[line] ?? Number.NaN;
    if (!Number.isNaN(cost)) {
      sums[to + COVERED_MOVED] = (sums[to + COVERED_MOVED] ?? 0) + moved;
      sums[to + COVERED] = (sums[to + COVERED] ?? 0) + amount;
      sums[to + COST] = (sums[to + COST] ?? 0) + cost;
      const pieces = quantity[line] ?? Number.NaN;
      sums[to + COVERED_MICRO] = (sums[to + COVERED_MICRO] ?? 0) + (Number.isNaN(pieces) ? 0 : Math.round(pieces * MICRO));
    }
  }
  return {
    cells,
    read: (cell: number): MarginSum => tell(sums, (cell + 1) * WIDTH),
    add(cell: number, which: number, more: number): void {
      const at = (cell + 1) * WIDTH + which;
      sums[at] = (sums[at] ?? 0) + more;
    },
    sum(): MarginSum {
      const all = new Float64Array(WIDTH);
      for (let at = 0; at < sums.length; at += 1) {
        all[at % WIDTH] = (all[at % WIDTH] ?? 0) + (sums[at] ?? 0);
      }
      return tell(all, 0);
    },
  };
}

function tell(sums: Float64Array, from: number): MarginSum {
  const at = (which: number): number => sums[from + which] ?? 0;
  return {
    lines: at(LINES),
    orders: at(ORDERS),
    amountMinor: at(AMOUNT),
    movedMinor: at(MOVED),
    coveredMovedMinor: at(COVERED_MOVED),
    coveredMinor: at(COVERED),
    costMinor: at(COST),
    coveredMicro: at(COVERED_MICRO),
    otherMinor: at(OTHER),
  };
}
