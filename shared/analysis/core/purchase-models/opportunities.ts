import { digamma, logBeta, trigamma } from '../numerics/gamma.ts';
import { inLogarithms, maximise, type Evaluation } from '../numerics/optimise.ts';

/**
 * BG/BB: buying where there are only so many chances to, one a season, fair or appeal. The chance to take one is beta
 * (alpha, beta) over the customers, the chance to leave before each beta (gamma, delta).
 */
export type OpportunityModel = {
  readonly alpha: number;
  readonly beta: number;
  readonly gamma: number;
  readonly delta: number;
  readonly logLikelihood: number;
  readonly customers: number;
};

/** Customers who took `taken` of `chances` chances, the last of them the `last`-th (0 for none). */
export type Taken = { readonly taken: number; readonly last: number; readonly chances: number; readonly customers: number };

type Params = Pick<OpportunityModel, 'alpha' | 'beta' | 'gamma' | 'delta'>;

/** Parameters stay between e to these. */
const BOUNDS = { low: -11, high: 12 } as const;

/** A way in which it may have come about: chances taken and passed over while there, and whether the customer left, after how many. */
type Way = { readonly passed: number; readonly left: 0 | 1; readonly stayed: number };

/** Still there, or gone after each chance from the last that was taken on. */
function listWays({ taken, last, chances }: Taken): readonly Way[] {
  const ways: Way[] = [{ passed: chances - taken, left: 0, stayed: chances }];
  for (let stayed = last; stayed < chances; stayed += 1) {
    ways.push({ passed: stayed - taken, left: 1, stayed });
  }
  return ways;
}

/** ln of the chance of one way. */
function logChance({ alpha, beta, gamma, delta }: Params, taken: number, { passed, left, stayed }: Way): number {
  return logBeta(alpha + taken, beta + passed) - logBeta(alpha, beta) + logBeta(gamma + left, delta + stayed) - logBeta(gamma, delta);
}

/** The chance of what a customer did. Source: Fader, Hardie and Shang 2010 (Marketing Science 29:1086), formula 3. */
function chanceOf(model: Params, done: Taken): number {
  return listWays(done).reduce((sum, way) => sum + Math.exp(logChance(model, done.taken, way)), 0);
}

/**
 * The log-likelihood as a function of the logarithms of alpha, beta, gamma and delta, with gradient and second derivatives: those
 * of a sum of ways are means over the ways.
 */
function opportunityLikelihood(groups: readonly Taken[]): (at: Float64Array) => Evaluation {
  return (at) => {
    const params = { alpha: Math.exp(at[0] ?? 0), beta: Math.exp(at[1] ?? 0), gamma: Math.exp(at[2] ?? 0), delta: Math.exp(at[3] ?? 0) };
    const { alpha, beta, gamma, delta } = params;
    let value = 0;
    const slopes = [0, 0, 0, 0];
    const bends = new Float64Array(16);
    for (const group of groups) {
      const { taken, customers } = group;
      const ways = listWays(group);
      const logs = ways.map((way) => logChance(params, taken, way));
      const top = Math.max(...logs);
      const all = logs.reduce((sum, log) => sum + Math.exp(log - top), 0);
      const mean = [0, 0, 0, 0];
      const square = new Float64Array(16);
      ways.forEach(({ passed, left, stayed }, i) => {
        const share = Math.exp((logs[i] ?? 0) - top) / all;
        const [first, second] = [slopeOfBeta(alpha, beta, taken, passed), slopeOfBeta(gamma, delta, left, stayed)];
        const slope = [first.a, first.b, second.a, second.b];
        const bend = [first.aa, first.ab, 0, 0, first.ab, first.bb, 0, 0, 0, 0, second.aa, second.ab, 0, 0, second.ab, second.bb];
        for (let n = 0; n < 16; n += 1) {
          square[n] = (square[n] ?? 0) + share * ((bend[n] ?? 0) + (slope[n >> 2] ?? 0) * (slope[n & 3] ?? 0));
        }
        slope.forEach((one, n) => (mean[n] = (mean[n] ?? 0) + share * one));
      });
      value += customers * (top + Math.log(all));
      mean.forEach((one, n) => (slopes[n] = (slopes[n] ?? 0) + customers * one));
      for (let n = 0; n < 16; n += 1) {
        bends[n] = (bends[n] ?? 0) + customers * ((square[n] ?? 0) - (mean[n >> 2] ?? 0) * (mean[n & 3] ?? 0));
      }
    }
    return { value, ...inLogarithms([alpha, beta, gamma, delta], slopes, [...bends]) };
  };
}

/** Derivatives of ln(B(a + x, b + y) / B(a, b)). */
function slopeOfBeta(a: number, b: number, x: number, y: number): { readonly [of in 'a' | 'b' | 'aa' | 'ab' | 'bb']: number } {
  const [both, bothBend] = [digamma(a + b) - digamma(a + b + x + y), trigamma(a + b) - trigamma(a + b + x + y)];
  return {
    a: digamma(a + x) - digamma(a) + both,
    b: digamma(b + y) - digamma(b) + both,
    aa: trigamma(a + x) - trigamma(a) + bothBend,
    ab: bothBend,
    bb: trigamma(b + y) - trigamma(b) + bothBend,
  };
}

/** Fits BG/BB by maximum likelihood. */
export function fitOpportunities(groups: readonly Taken[]): OpportunityModel {
  const customers = groups.reduce((sum, group) => sum + group.customers, 0);
  const found = maximise(opportunityLikelihood(groups), [0, 0, -0.5, 1], { ...BOUNDS, tolerance: 1e-10 * customers });
  const [alpha = 0, beta = 0, gamma = 0, delta = 0] = found.at.map(Math.exp);
  return { alpha, beta, gamma, delta, logLikelihood: found.value, customers };
}

/** The chance that a customer is still there for the chance that comes `ahead` from now, 1 or more; formula 11 for the next one. */
export function opportunityAlive(model: Params, done: Taken, ahead = 1): number {
  const { taken, chances } = done;
  return Math.exp(logChance(model, taken, { passed: chances - taken, left: 0, stayed: chances + ahead })) / chanceOf(model, done);
}

/** How many of the next `ahead` chances a customer takes: being there for each, and taking it. */
export function opportunityExpected(model: Params, done: Taken, ahead: number): number {
  const takes = (model.alpha + done.taken) / (model.alpha + model.beta + done.chances);
  let expected = 0;
  for (let next = 1; next <= ahead; next += 1) {
    expected += takes * opportunityAlive(model, done, next);
  }
  return expected;
}
