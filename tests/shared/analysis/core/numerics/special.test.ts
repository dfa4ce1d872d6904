import * as fc from 'fast-check';
import * as v from 'valibot';
import { describe, expect, it } from 'vitest';
import { digamma, logBeta, logGamma, logGammaRatio, trigamma } from '#shared/analysis/core/numerics/gamma.ts';
import { createLogHypergeometric, logHypergeometric } from '#shared/analysis/core/numerics/hypergeometric.ts';
import {
  betaBelow,
  betaQuantile,
  gammaAbove,
  gammaBelow,
  gammaQuantile,
  negativeBinomialBelow,
  negativeBinomialQuantile,
  normalBelow,
} from '#shared/analysis/core/numerics/incomplete.ts';
import { normalQuantile } from '#shared/analysis/core/numerics/normal-quantile.ts';
import { areMissing, readSample, titled } from '../../samples.ts';

const Worked = v.object({
  lgamma: v.array(v.tuple([v.number(), v.number()])),
  digamma: v.array(v.tuple([v.number(), v.number()])),
  hyp2f1: v.array(v.tuple([v.number(), v.number(), v.number(), v.number(), v.string(), v.number()])),
  betainc: v.array(v.tuple([v.number(), v.number(), v.number(), v.number()])),
  gammainc: v.array(v.tuple([v.number(), v.number(), v.number()])),
});
const relative = (got: number, wanted: number): number => Math.abs(got - wanted) / Math.abs(wanted === 0 ? 1 : wanted);
const positive = fc.double({ min: 1e-3, max: 1e4, noNaN: true });
const share = fc.double({ min: 1e-6, max: 1 - 1e-6, noNaN: true });

describe.skipIf(areMissing)(titled('values to fifty digits'), () => {
  const worked = areMissing ? undefined : v.parse(Worked, JSON.parse(readSample('worked/special-functions.json')));

  it('logGamma is right to 4e-15', () => {
    for (const [x, value] of worked?.lgamma ?? []) {
      expect(relative(logGamma(x), value), String(x)).toBeLessThanOrEqual(4e-15);
    }
  });

  it('digamma is right to 4e-15', () => {
    for (const [x, value] of worked?.digamma ?? []) {
      expect(relative(digamma(x), value), String(x)).toBeLessThanOrEqual(4e-15);
    }
  });

  it('logHypergeometric is right to 1e-12', () => {
    for (const [a, b, c, z, value] of worked?.hyp2f1 ?? []) {
      expect(relative(logHypergeometric(a, b, c, z), Number(value)), `${a} ${b} ${c} ${z}`).toBeLessThanOrEqual(1e-12);
    }
  });

  it('the incomplete functions are right to 1e-13', () => {
    for (const [a, b, x, value] of worked?.betainc ?? []) {
      expect(relative(betaBelow(a, b, x), value), `${a} ${b} ${x}`).toBeLessThanOrEqual(1e-13);
    }
    for (const [a, x, value] of worked?.gammainc ?? []) {
      expect(relative(gammaBelow(a, x), value), `${a} ${x}`).toBeLessThanOrEqual(1e-13);
    }
  });
});

describe('gamma and its kin', () => {
  it('follow their recurrences', () => {
    fc.assert(
      fc.property(positive, (x) => {
        expect(Math.abs(logGamma(x + 1) - logGamma(x) - Math.log(x))).toBeLessThanOrEqual(1e-14 * Math.max(1, Math.abs(logGamma(x + 1))));
        expect(Math.abs(digamma(x + 1) - digamma(x) - 1 / x)).toBeLessThanOrEqual(2e-14 * Math.max(1, 1 / x));
        expect(Math.abs(trigamma(x + 1) - trigamma(x) + 1 / (x * x))).toBeLessThanOrEqual(1e-13 * Math.max(1, 1 / (x * x)));
      }),
    );
  });

  it('are each the slope of the one before', () => {
    fc.assert(
      fc.property(fc.double({ min: 0.1, max: 100, noNaN: true }), (x) => {
        const h = 1e-5 * x;
        expect((logGamma(x + h) - logGamma(x - h)) / (2 * h)).toBeCloseTo(digamma(x), 5);
        expect((digamma(x + h) - digamma(x - h)) / (2 * h)).toBeCloseTo(trigamma(x), 4);
      }),
    );
  });

  it('take large arguments from each other without loss', () => {
    // Gamma(1e12 + 3) / Gamma(1e12) = 1e12 (1e12 + 1) (1e12 + 2)
    expect(relative(logGammaRatio(1e12, 3), 3 * Math.log(1e12))).toBeLessThan(1e-12);
    expect(relative(logBeta(1e10, 2), -Math.log(1e10) - Math.log(1e10 + 1))).toBeLessThan(1e-13);
    fc.assert(
      fc.property(positive, positive, (a, b) => {
        // B(a, b) = B(a + 1, b) + B(a, b + 1)
        const parts = Math.exp(logBeta(a + 1, b) - logBeta(a, b)) + Math.exp(logBeta(a, b + 1) - logBeta(a, b));
        expect(parts).toBeCloseTo(1, 11);
      }),
    );
  });
});

describe('logHypergeometric', () => {
  it('is what is known in closed form, up to z = 1 - 1e-9 and parameters of 5,000', () => {
    for (const z of [0.001, 0.3, 0.9, 0.9999, 0.999999, 1 - 1e-9]) {
      // 2F1(a, b; b; z) = (1 - z)^-a
      for (const [a, b] of [
        [0.3, 2.7],
        [5000.2, 3.1],
        [7, 5000],
      ] as const) {
        expect(relative(logHypergeometric(a, b, b, z), -a * Math.log1p(-z)), `${a} ${b} ${z}`).toBeLessThan(1e-12);
      }
      // 2F1(1, 1; 2; z) = -ln(1 - z) / z
      expect(relative(logHypergeometric(1, 1, 2, z), Math.log(-Math.log1p(-z) / z)), String(z)).toBeLessThan(1e-12);
    }
    // Gauss's sum at 1: Gamma(c) Gamma(c - a - b) / (Gamma(c - a) Gamma(c - b)), reached from below.
    const [a, b, c] = [1.5, 2, 9.25];
    const atOne = logGamma(c) + logGamma(c - a - b) - logGamma(c - a) - logGamma(c - b);
    expect(Math.abs(logHypergeometric(a, b, c, 1 - 1e-12) - atOne)).toBeLessThan(1e-11);
  });

  it('agrees with the integral of the incomplete beta function for c = a + 1', () => {
    fc.assert(
      fc.property(
        fc.double({ min: 0.1, max: 5000, noNaN: true }),
        fc.double({ min: 0.05, max: 0.95, noNaN: true }),
        fc.double({ min: -9, max: -0.1, noNaN: true }),
        (a, b, power) => {
          // 2F1(a, b; a + 1; z) = a z^-a B_z(a, 1 - b): DLMF 8.17.7
          const z = 1 - 10 ** power;
          const wanted = Math.log(a) - a * Math.log(z) + Math.log(betaBelow(a, 1 - b, z)) + logBeta(a, 1 - b);
          // Below 1e-217 the other way loses digits of its own.
          fc.pre(Number.isFinite(wanted) && a * Math.log(z) > -500);
          expect(Math.abs(logHypergeometric(a, b, a + 1, z) - wanted)).toBeLessThanOrEqual(1e-11 * Math.max(1, wanted));
        },
      ),
    );
  });

  it('follows the recurrence of neighbours', () => {
    fc.assert(
      fc.property(
        fc.double({ min: 0.05, max: 60, noNaN: true }),
        fc.double({ min: 0.05, max: 60, noNaN: true }),
        fc.double({ min: 0.05, max: 60, noNaN: true }),
        fc.double({ min: 0, max: 0.999999, noNaN: true }),
        (a, b, c, z) => {
          // b F(b + 1) - a F(a + 1) = (b - a) F: both sides of DLMF 15.5.11 and its mirror.
          const [here, up, side] = [logHypergeometric(a, b, c, z), logHypergeometric(a, b + 1, c, z), logHypergeometric(a + 1, b, c, z)];
          const scale = Math.max(up, side);
          const left = b * Math.exp(up - scale) - a * Math.exp(side - scale);
          expect(Math.abs(left - (b - a) * Math.exp(here - scale))).toBeLessThanOrEqual(1e-11 * Math.max(1, scale) * (a + b));
        },
      ),
    );
  });

  it('is the same for several z at once', () => {
    const size = fc.double({ min: 0.05, max: 300, noNaN: true });
    fc.assert(
      fc.property(size, size, size, fc.array(fc.double({ min: 0, max: 0.9999, noNaN: true }), { minLength: 1, maxLength: 5 }), (a, b, c, all) => {
        const logs = new Float64Array(all.length);
        createLogHypergeometric(a, b, c)(all, logs);
        for (const [at, z] of all.entries()) {
          const wanted = logHypergeometric(a, b, c, z);
          expect(Math.abs((logs[at] ?? 0) - wanted)).toBeLessThanOrEqual(1e-12 * Math.max(1, wanted));
        }
      }),
      { numRuns: 500 },
    );
    const logs = new Float64Array(3);
    createLogHypergeometric(1, 0.5, 1.2)([1, 0, Number.NaN], logs);
    expect([...logs]).toEqual([NaN, 0, NaN]);
  });

  it('says nothing where it is not defined', () => {
    expect([logHypergeometric(1, 1, 2, 1), logHypergeometric(0, 1, 2, 0.5), logHypergeometric(1, 1, 1, -0.1)]).toEqual([NaN, NaN, NaN]);
    expect(logHypergeometric(2, 3, 4, 0)).toBe(0);
  });
});

describe('distributions and quantiles', () => {
  it('undo each other', () => {
    fc.assert(
      fc.property(share, fc.double({ min: 0.05, max: 1e3, noNaN: true }), fc.double({ min: 0.05, max: 1e3, noNaN: true }), (p, a, b) => {
        const x = gammaQuantile(p, a);
        expect(gammaBelow(a, x)).toBeCloseTo(p, 9);
        expect(gammaBelow(a, x) + gammaAbove(a, x)).toBeCloseTo(1, 12);
        const y = betaQuantile(p, a, b);
        // Close to nought or one a double cannot be told from its neighbour, and the distribution leaps.
        fc.pre(y > 1e-9 && y < 1 - 1e-9);
        expect(betaBelow(a, b, y)).toBeCloseTo(p, 7);
        expect(betaBelow(a, b, y) + betaBelow(b, a, 1 - y)).toBeCloseTo(1, 7);
      }),
    );
  });

  it('give the normal as it is printed in tables', () => {
    expect(normalQuantile(0.975)).toBeCloseTo(1.959963984540054, 13);
    expect(normalQuantile(0.9)).toBeCloseTo(1.2815515655446004, 13);
    expect(normalQuantile(1e-10)).toBeCloseTo(-6.361340902404056, 12);
    expect([normalQuantile(0.5), normalQuantile(0), normalQuantile(1), normalQuantile(2)]).toEqual([0, -Infinity, Infinity, NaN]);
    fc.assert(
      fc.property(share, (p) => {
        expect(normalBelow(normalQuantile(p))).toBeCloseTo(p, 13);
      }),
    );
  });

  it('give the worked quantiles of R', () => {
    expect([0.1, 0.5, 0.9].map((p) => gammaQuantile(p, 3.2) / 0.7)).toEqual([1.751431277, 4.105073117, 7.998129235].map((x) => expect.closeTo(x, 8)));
    expect([0.025, 0.975].map((p) => betaQuantile(p, 16, 86))).toEqual([0.09334661947, 0.2330969039].map((x) => expect.closeTo(x, 9)));
    expect([0.05, 0.5, 0.95].map((p) => negativeBinomialQuantile(p, 2.243, 3.1))).toEqual([0, 2, 8]);
  });

  it('count a negative binomial as its terms add up', () => {
    fc.assert(
      fc.property(
        fc.double({ min: 0.05, max: 50, noNaN: true }),
        fc.double({ min: 0, max: 200, noNaN: true }),
        fc.integer({ min: 0, max: 60 }),
        (size, mean, count) => {
          let term = (size / (size + mean)) ** size;
          let sum = term;
          for (let n = 1; n <= count; n += 1) {
            term *= ((size + n - 1) / n) * (mean / (size + mean));
            sum += term;
          }
          expect(negativeBinomialBelow(count, size, mean)).toBeCloseTo(sum, 10);
        },
      ),
    );
    fc.assert(
      fc.property(share, fc.double({ min: 0.05, max: 50, noNaN: true }), fc.double({ min: 0, max: 1e5, noNaN: true }), (p, size, mean) => {
        const count = negativeBinomialQuantile(p, size, mean);
        expect(negativeBinomialBelow(count, size, mean)).toBeGreaterThanOrEqual(p * (1 - 1e-12));
        expect(count === 0 || negativeBinomialBelow(count - 1, size, mean) < p).toBe(true);
      }),
    );
  });

  it('say nothing for what is no share', () => {
    expect([gammaQuantile(1.1, 2), betaQuantile(-0.1, 2, 3), negativeBinomialQuantile(NaN, 1, 1), betaBelow(1, 1, 2), gammaBelow(-1, 1)]).toEqual([
      NaN,
      NaN,
      NaN,
      NaN,
      NaN,
    ]);
  });
});
