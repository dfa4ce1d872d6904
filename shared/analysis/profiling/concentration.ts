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
export function concentrationOf(amounts: Iterable<number>): Concentration | null {
  const falling = Float64Array.from(amounts)
    .filter((amount) => amount > 0)
    .sort()
    .reverse();
  const netMinor = falling.reduce((sum, amount) => sum + amount, 0);
  if (netMinor <= 0) {
    return null;
  }
  const index = falling.reduce((sum, amount) => sum + (amount / netMinor) ** 2, 0);
  const fifth = falling.subarray(0, Math.max(1, Math.round(falling.length / 5))).reduce((sum, amount) => sum + amount, 0);
  return {
    netMinor,
    customers: falling.length,
    index: roundTo6(index),
    equalCustomers: roundTo6(1 / index),
    largest: roundTo6((falling[0] ?? 0) / netMinor),
    largestFifth: roundTo6(fifth / netMinor),
  };
}
