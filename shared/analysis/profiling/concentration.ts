import * as v from 'valibot';
import { roundTo6 } from '../core/stats.ts';

/** How much of a revenue hangs on few customers. */
export const Concentration = v.object({
  netMinor: v.number(),
  customers: v.number(),
  /** Sum of the squared shares, 1 / customers to 1 (Herfindahl 1950, Hirschman 1945). */
  index: v.number(),
  /** So many equal customers would give the same index. */
  equalCustomers: v.number(),
  /** Shares of the largest one, and of the largest fifth. */
  largest: v.number(),
  largestFifth: v.number(),
});
export type Concentration = v.InferOutput<typeof Concentration>;

/**
 * The concentration of amounts; those of 0 or less (nothing bought, more returned than bought) are in no share.
 * @returns null where nothing is above 0
 * @example
 * concentrationOf([50, 30, 20]).index // 0.38
 */
export function concentrationOf(amounts: ArrayLike<number>): Concentration | null {
  const rising = new Float64Array(amounts.length);
  let [customers, netMinor] = [0, 0];
  for (let at = 0; at < amounts.length; at += 1) {
    const amount = amounts[at] ?? 0;
    if (amount > 0) {
      rising[customers] = amount;
      customers += 1;
      netMinor += amount;
    }
  }
  if (netMinor <= 0) {
    return null;
  }
  // Summed from the smallest on, so that the order of customers does not matter to the last bit.
  const sorted = rising.subarray(0, customers).sort();
  const fifthFrom = customers - Math.max(1, Math.round(customers / 5));
  let [squares, fifth] = [0, 0];
  for (let at = 0; at < customers; at += 1) {
    const share = (sorted[at] ?? 0) / netMinor;
    squares += share * share;
    fifth += at >= fifthFrom ? (sorted[at] ?? 0) : 0;
  }
  const index = squares;
  return {
    netMinor,
    customers,
    index: roundTo6(index),
    equalCustomers: roundTo6(1 / index),
    largest: roundTo6((sorted[customers - 1] ?? 0) / netMinor),
    largestFifth: roundTo6(fifth / netMinor),
  };
}
