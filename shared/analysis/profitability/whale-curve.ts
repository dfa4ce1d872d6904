import * as v from 'valibot';
import { roundTo6 } from '../core/stats.ts';

/**
 * Customers by falling profit, and the profit of all up to there as a share of the whole: it rises above one where some
 * customers cost more than they bring. Source: Kaplan and Narayanan (2001), "Measuring and managing customer profitability".
 */
export const WhaleCurve = v.object({
  customers: v.number(),
  /** Shares, from 0 customers on; at most 101 points. */
  points: v.array(v.object({ customers: v.number(), profit: v.number() })),
  peak: v.object({ customers: v.number(), profit: v.number() }),
  /** Customers who cost more than they bring, and by how much, below 0. */
  losing: v.object({ customers: v.number(), profit: v.number() }),
  /** Profit of the best fifth as a share of the whole. */
  bestFifth: v.number(),
});
export type WhaleCurve = v.InferOutput<typeof WhaleCurve>;

const MIN_CUSTOMERS = 20;
const STEPS = 100;

/**
 * @param falling profit of each customer, the highest first
 * @returns null below twenty customers, or where all together bring nothing: then there is no whole to have a share of
 */
export function drawWhaleCurve(falling: readonly number[]): WhaleCurve | null {
  const whole = falling.reduce((sum, profit) => sum + profit, 0);
  if (falling.length < MIN_CUSTOMERS || whole <= 0) {
    return null;
  }
  const until: number[] = [0];
  falling.forEach((profit, at) => until.push((until[at] ?? 0) + profit));
  const tell = (customers: number) => ({ customers: roundTo6(customers / falling.length), profit: roundTo6((until[customers] ?? 0) / whole) });
  const gaining = falling.filter((profit) => profit > 0).length;
  const losing = falling.filter((profit) => profit < 0);
  const steps = Math.min(STEPS, falling.length);
  return {
    customers: falling.length,
    points: Array.from({ length: steps + 1 }, (_, step) => tell(Math.round((step / steps) * falling.length))),
    peak: tell(gaining),
    losing: { customers: losing.length, profit: losing.reduce((sum, profit) => sum + profit, 0) },
    bestFifth: tell(Math.round(falling.length / 5)).profit,
  };
}
