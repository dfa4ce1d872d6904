import * as v from 'valibot';
import { digamma, logGamma, trigamma } from '../core/numerics/gamma.ts';
import { inLogarithms, maximise, type Evaluation } from '../core/numerics/optimise.ts';

const Positive = v.pipe(v.number(), v.finite(), v.gtValue(0));

/**
 * How much customers spend at a time: each amount gamma (p, rate), the rates gamma (q, gamma) over the customers. `gamma` and the
 * likelihood are in major units of the currency, as the literature gives them.
 */
export const SpendModel = v.object({ p: Positive, q: Positive, gamma: Positive, logLikelihood: v.number(), customers: v.number() });
export type SpendModel = v.InferOutput<typeof SpendModel>;

/** The amounts of one customer: how many, and their mean in major units, above 0. */
export type Amounts = { readonly count: number; readonly mean: number };

/** Parameters stay between e to these, which no amounts need. */
const BOUNDS = { low: -11, high: 24 } as const;

/**
 * The log-likelihood of Gamma-Gamma over customers, as a function of the logarithms of p, q and gamma, with gradient and second
 * derivatives. Source: Fader and Hardie 2013, "The Gamma-Gamma model of monetary value", formula 1a.
 */
function spendLikelihood(customers: readonly Amounts[]): (at: Float64Array) => Evaluation {
  const counts = new Map<number, number>();
  const totals = new Float64Array(customers.length);
  const times = new Float64Array(customers.length);
  // What does not depend on q and gamma: sums of ln z, x ln z and x ln x.
  let logMeans = 0;
  let weightedLogs = 0;
  customers.forEach(({ count, mean }, at) => {
    counts.set(count, (counts.get(count) ?? 0) + 1);
    totals[at] = count * mean;
    times[at] = count;
    logMeans += Math.log(mean);
    weightedLogs += count * Math.log(count * mean);
  });
  return (at) => {
    const p = Math.exp(at[0] ?? 0);
    const q = Math.exp(at[1] ?? 0);
    const gamma = Math.exp(at[2] ?? 0);
    const all = customers.length;
    let value = all * (q * Math.log(gamma) - logGamma(q)) - logMeans + p * weightedLogs;
    let gp = weightedLogs;
    let gq = all * (Math.log(gamma) - digamma(q));
    let gg = (all * q) / gamma;
    let pp = 0;
    let pq = 0;
    let qq = -all * trigamma(q);
    let pg = 0;
    let qg = all / gamma;
    let gg2 = (-all * q) / (gamma * gamma);
    for (const [x, w] of counts) {
      const psi = digamma(p * x + q);
      const tri = trigamma(p * x + q);
      value += w * (logGamma(p * x + q) - logGamma(p * x));
      gp += w * x * (psi - digamma(p * x));
      gq += w * psi;
      pp += w * x * x * (tri - trigamma(p * x));
      pq += w * x * tri;
      qq += w * tri;
    }
    for (let i = 0; i < all; i += 1) {
      const x = times[i] ?? 0;
      const spent = gamma + (totals[i] ?? 0);
      const log = Math.log(spent);
      const part = 1 / spent;
      value -= (p * x + q) * log;
      gp -= x * log;
      gq -= log;
      gg -= (p * x + q) * part;
      pg -= x * part;
      qg -= part;
      gg2 += (p * x + q) * part * part;
    }
    return { value, ...inLogarithms([p, q, gamma], [gp, gq, gg], [pp, pq, pg, pq, qq, qg, pg, qg, gg2]) };
  };
}

/**
 * Fits Gamma-Gamma to the amounts of customers who came again, by maximum likelihood; undefined for fewer than 2 customers, or
 * where all amounts are the same.
 * @param customers in an order that does not depend on the order of lines
 * @param start a model fitted before, from which the search begins
 */
export function fitSpend(customers: readonly Amounts[], start?: SpendModel): SpendModel | undefined {
  const means = customers.map(({ mean }) => mean);
  if (customers.length < 2 || means.every((mean) => mean === means[0])) {
    return undefined;
  }
  const average = means.reduce((sum, mean) => sum + mean, 0) / means.length;
  const first = start ? [start.p, start.q, start.gamma] : [2, 3, average];
  const found = maximise(spendLikelihood(customers), first.map(Math.log), { ...BOUNDS, tolerance: 1e-11 * customers.length });
  const [p = 0, q = 0, gamma = 0] = found.at.map(Math.exp);
  return { p, q, gamma, logLikelihood: found.value, customers: customers.length };
}

/**
 * The mean amount of a customer's purchases to come, in major units: the customer's own, drawn to that of all.
 * Source: Fader and Hardie 2013, formula 5. For a customer without amounts the mean of all; Infinity where they have none (q <= 1).
 */
export function meanAmount({ p, q, gamma }: SpendModel, { count, mean }: Amounts): number {
  const weight = p * count + q - 1;
  return weight > 0 ? (p * (gamma + count * mean)) / weight : Infinity;
}
