import * as v from 'valibot';
import { isBought } from '../core/index-lines.ts';
import type { Lines } from '../core/lines.ts';
import { roundTo6 } from '../core/stats.ts';
import { BOUGHT, COUNTS, MICRO, tallyLines } from '../core/tally.ts';

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

/** Sums by customer, by product, or of all; whole minor units but for `otherMinor`. */
export type MarginSums = {
  readonly lines: Int32Array;
  readonly orders: Int32Array;
  readonly amountMinor: Float64Array;
  /** Amounts without their sign: a return moves as much as the sale did. */
  readonly movedMinor: Float64Array;
  readonly coveredMovedMinor: Float64Array;
  readonly coveredMinor: Float64Array;
  readonly costMinor: Float64Array;
  /** Pieces, in millionths, of the lines whose cost is known. */
  readonly coveredMicro: Float64Array;
  readonly otherMinor: Float64Array;
};

/** What `sumMargins` finds. */
export type AllMargins = {
  readonly all: MarginSums;
  readonly customers: MarginSums;
  readonly products: MarginSums;
  readonly discounts: { readonly lines: number; readonly given: number; readonly share: number };
  readonly returns: { readonly lines: number; readonly amount: number; readonly share: number };
};

/**
 * Sums amounts and costs of the lines that count. What a customer costs besides goods is shared by its products in
 * proportion to what it spent on each.
 * @param otherCosts by customer, minor units
 */
export function sumMargins(lines: Lines, counts: Uint8Array, otherCosts: Float64Array): AllMargins {
  const flags = counts.map((counted, line) => (counted === 0 ? 0 : isBought(lines, line) ? COUNTS | BOUGHT : COUNTS));
  const everything = new Int32Array(lines.count);
  const all = sumCells(lines, everything, 1, flags);
  const customers = sumCells(lines, lines.text.customer, lines.dictionary.customer.names.length, flags);
  const products = sumCells(lines, lines.text.product, lines.dictionary.product.names.length, flags);
  customers.otherMinor.set(otherCosts);
  all.otherMinor[0] = otherCosts.reduce((sum, more) => sum + more, 0);
  let [given, discounted, before, returned, returnedMinor, soldMinor] = [0, 0, 0, 0, 0, 0];
  for (let line = 0; line < lines.count; line += 1) {
    const amount = lines.number.amountMinor[line] ?? Number.NaN;
    if (flags[line] === 0 || Number.isNaN(amount)) {
      continue;
    }
    const isSold = ((flags[line] ?? 0) & BOUGHT) !== 0;
    const discount = lines.number.discountMinor[line] ?? Number.NaN;
    if (isSold && discount > 0) {
      discounted += 1;
      given += discount;
      before += amount + discount;
    }
    soldMinor += isSold ? amount : 0;
    returned += isSold ? 0 : 1;
    returnedMinor += isSold ? 0 : amount;
    const [customer, product] = [lines.text.customer[line] ?? -1, lines.text.product[line] ?? -1];
    const spent = customers.movedMinor[customer] ?? 0;
    if (product >= 0 && spent > 0) {
      products.otherMinor[product] = (products.otherMinor[product] ?? 0) + ((otherCosts[customer] ?? 0) * Math.abs(amount)) / spent;
    }
  }
  return {
    all,
    customers,
    products,
    discounts: { lines: discounted, given, share: before > 0 ? roundTo6(given / before) : 0 },
    returns: { lines: returned, amount: returnedMinor, share: soldMinor > 0 ? roundTo6(-returnedMinor / soldMinor) : 0 },
  };
}

function sumCells(lines: Lines, cellOf: Int32Array, cells: number, flags: Uint8Array): MarginSums {
  const { lines: counted, orders, amountMinor } = tallyLines(lines, cellOf, cells, flags);
  const column = (): Float64Array => new Float64Array(cells);
  const [movedMinor, coveredMovedMinor, coveredMinor, costMinor, coveredMicro] = [column(), column(), column(), column(), column()];
  const { amountMinor: amounts, costMinor: costs, quantity } = lines.number;
  for (let line = 0; line < lines.count; line += 1) {
    const cell = cellOf[line] ?? -1;
    const amount = amounts[line] ?? Number.NaN;
    if (flags[line] !== 0 && cell >= 0 && !Number.isNaN(amount)) {
      movedMinor[cell] = (movedMinor[cell] ?? 0) + Math.abs(amount);
      const cost = costs[line] ?? Number.NaN;
      if (!Number.isNaN(cost)) {
        coveredMovedMinor[cell] = (coveredMovedMinor[cell] ?? 0) + Math.abs(amount);
        coveredMinor[cell] = (coveredMinor[cell] ?? 0) + amount;
        costMinor[cell] = (costMinor[cell] ?? 0) + cost;
        const pieces = quantity[line] ?? Number.NaN;
        coveredMicro[cell] = (coveredMicro[cell] ?? 0) + (Number.isNaN(pieces) ? 0 : Math.round(pieces * MICRO));
      }
    }
  }
  return { lines: counted, orders, amountMinor, movedMinor, coveredMovedMinor, coveredMinor, costMinor, coveredMicro, otherMinor: column() };
}
