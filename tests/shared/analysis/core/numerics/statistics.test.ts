import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { maximise } from '#shared/analysis/core/numerics/optimise.ts';
import { adjustForMany, compareShares, fisherAbove, wilsonInterval } from '#shared/analysis/core/numerics/proportions.ts';
import { compareSurvival, estimateSurvival, survivalAt, type Duration } from '#shared/analysis/core/numerics/survival.ts';
import { findSlope, fitHolt, forecastHolt } from '#shared/analysis/core/numerics/trend.ts';

const close = (values: readonly number[], digits: number): unknown => values.map((value) => expect.closeTo(value, digits));

describe('shares', () => {
  it('have the interval and the test of R', () => {
    expect(Object.values(wilsonInterval(15, 100))).toEqual(close([0.09305985284, 0.2328355959], 9));
    const compared = compareShares(120, 1000, 80, 1000);
    expect(compared?.chiSquare).toBeCloseTo(8.888888889, 8);
    expect(compared?.pValue).toBeCloseTo(0.002869112792, 10);
    expect(Object.values(compared?.interval ?? {})).toEqual(close([0.01376282369, 0.06623717631], 9));
  });

  it('lie in their interval, which narrows with more cases', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 500 }), fc.integer({ min: 1, max: 500 }), (hits, more) => {
        const of = hits + more - 1 || 1;
        const { low, high } = wilsonInterval(hits, of);
        expect(low).toBeLessThanOrEqual(hits / of);
        expect(high).toBeGreaterThanOrEqual(Math.min(1, hits / of));
        const wider = wilsonInterval(hits, of, 0.99);
        expect(wider.low).toBeLessThanOrEqual(low);
        const tenfold = wilsonInterval(hits * 10, of * 10);
        expect(tenfold.high - tenfold.low).toBeLessThan(high - low);
      }),
    );
    expect(wilsonInterval(0, 0)).toEqual({ low: 0, high: 1 });
  });

  it('differ the other way round by the other sign', () => {
    fc.assert(
      fc.property(fc.nat(100), fc.nat(100), fc.nat(100), fc.nat(100), (a, b, c, d) => {
        const [there, back] = [compareShares(a, a + b, c, c + d), compareShares(c, c + d, a, a + b)];
        expect(there?.pValue).toEqual(back?.pValue);
        expect(there === undefined).toBe(a + b === 0 || c + d === 0);
        if (there && back) {
          expect(there.difference).toBeCloseTo(-back.difference, 12);
        }
      }),
    );
    expect(compareShares(0, 10, 0, 20)).toMatchObject({ chiSquare: 0, pValue: 1 });
  });

  it("have Fisher's exact tail", () => {
    // scipy 1.17, hypergeom.sf
    expect(fisherAbove(12, 40, 60, 500)).toBeCloseTo(0.001164385485500275, 13);
    expect(fisherAbove(3, 40, 60, 500)).toBeCloseTo(0.884219202370724, 12);
    expect(fisherAbove(300, 1800, 900, 9835) / 3.422796111300679e-30).toBeCloseTo(1, 9);
    // The lady tasting tea: all four of four.
    expect(fisherAbove(4, 4, 4, 8)).toBeCloseTo(1 / 70, 14);
  });

  it("has Fisher's tail fall from one to nought, as its terms do", () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 40 }), fc.integer({ min: 0, max: 40 }), fc.integer({ min: 0, max: 40 }), (total, x, y) => {
        const [marked, drawn] = [Math.min(x, total), Math.min(y, total)];
        const tails = Array.from({ length: total + 2 }, (_, seen) => fisherAbove(seen, marked, drawn, total));
        expect(tails[0]).toBe(1);
        expect(tails.at(-1)).toBe(0);
        const mean = tails.slice(1).reduce((sum, tail) => sum + tail, 0);
        expect(mean).toBeCloseTo((marked * drawn) / total, 9);
      }),
    );
  });

  it('count less when many were tested', () => {
    // scipy 1.17, false_discovery_control
    expect(adjustForMany([0.01, 0.04, 0.03, 0.2, 0.005])).toEqual(close([0.025, 0.05, 0.05, 0.2, 0.025], 12));
    expect(adjustForMany([])).toEqual([]);
    fc.assert(
      fc.property(fc.array(fc.double({ min: 0, max: 1, noNaN: true })), (pValues) => {
        const adjusted = adjustForMany(pValues);
        expect(adjusted.every((one, at) => one >= (pValues[at] ?? 0) - 1e-15 && one <= 1)).toBe(true);
      }),
    );
  });
});

// 6-MP remission times in weeks, Freireich 1963.
const treated: readonly Duration[] = [
  ...[6, 6, 6, 7, 10, 13, 16, 22, 23].map((time) => ({ time, ended: true })),
  ...[6, 9, 10, 11, 17, 19, 20, 25, 32, 32, 34, 35].map((time) => ({ time, ended: false })),
];
const untreated: readonly Duration[] = [1, 1, 2, 2, 3, 4, 4, 5, 5, 8, 8, 8, 8, 11, 11, 12, 12, 15, 17, 22, 23].map((time) => ({ time, ended: true }));

describe('survival', () => {
  it('is that of the remission times', () => {
    const curve = estimateSurvival(treated);
    expect(curve.steps.map(({ time, survival }) => [time, survival])).toEqual(
      [
        [6, 0.85714285714],
        [7, 0.80672268908],
        [10, 0.75294117647],
        [13, 0.69019607843],
        [16, 0.62745098039],
        [22, 0.53781512605],
        [23, 0.44817927171],
      ].map(([time = 0, survival = 0]) => [time, expect.closeTo(survival, 10)]),
    );
    expect([curve.median, estimateSurvival(untreated).median]).toEqual([23, 8]);
    expect(curve.steps[0]?.standardError).toBeCloseTo(Math.sqrt(0.857142857 ** 2 * (3 / (21 * 18))), 8);
    expect(compareSurvival(treated, untreated)?.chiSquare).toBeCloseTo(16.79294099, 7);
  });

  it('without cases that still go on is the share that lasted longer', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 1, max: 30 }), { minLength: 1 }), fc.integer({ min: 0, max: 31 }), (times, at) => {
        const curve = estimateSurvival(times.map((time) => ({ time, ended: true })));
        expect(survivalAt(curve, at)).toBeCloseTo(times.filter((time) => time > at).length / times.length, 10);
        expect(curve.steps.every(({ low, survival, high }) => low <= survival && survival <= high)).toBe(true);
      }),
    );
  });

  it('cannot be compared where nothing ended together, and is the same in either order', () => {
    expect(compareSurvival([], untreated)).toBeUndefined();
    expect(compareSurvival([{ time: 3, ended: false }], [{ time: 4, ended: false }])).toBeUndefined();
    expect(compareSurvival(untreated, treated)?.chiSquare).toBeCloseTo(compareSurvival(treated, untreated)?.chiSquare ?? 0, 9);
    expect(compareSurvival(treated, treated)?.pValue).toBeCloseTo(1, 9);
  });
});

describe('trends', () => {
  it("have Theil's slope and Sen's interval", () => {
    // scipy 1.17, theilslopes
    const slope = findSlope([3, 5, 4, 8, 9, 7, 12, 11, 15, 13]);
    expect([slope?.slope, slope?.intercept, slope?.interval.low, slope?.interval.high]).toEqual(close([4 / 3, 2.5, 0.8, 1.5], 10));
    expect(findSlope([4])).toBeUndefined();
  });

  it('of a straight line are the line, and scale with it', () => {
    fc.assert(
      fc.property(fc.integer({ min: -50, max: 50 }), fc.integer({ min: -9, max: 9 }), fc.integer({ min: 4, max: 20 }), (level, step, count) => {
        const values = Array.from({ length: count }, (_, at) => level + step * at);
        expect(findSlope(values)?.slope).toBeCloseTo(step, 9);
        expect(findSlope(values)?.intercept).toBeCloseTo(level, 9);
        const holt = fitHolt(values);
        const next = holt && forecastHolt(holt, 3);
        expect(next?.value).toBeCloseTo(level + step * (count + 2), 6);
        expect(next && next.high - next.low).toBeCloseTo(0, 6);
      }),
    );
    expect(fitHolt([1, 2, 3])).toBeUndefined();
  });

  it('are less sure the further ahead', () => {
    const holt = fitHolt([3, 5, 4, 8, 9, 7, 12, 11, 15, 13]);
    const widths = [1, 2, 5, 9].map((ahead) => {
      const { low, high, value } = holt ? forecastHolt(holt, ahead) : { low: 0, high: 0, value: 1 };
      expect(low).toBeLessThan(value);
      return high - low;
    });
    expect(widths.every((width, at) => at === 0 || width > (widths[at - 1] ?? 0))).toBe(true);
  });
});

describe('maximise', () => {
  // Rosenbrock's valley, upside down: one maximum at (1, 1), and a long bend on the way.
  const valley = (at: Float64Array) => {
    const [x = 0, y = 0] = at;
    return {
      value: -((1 - x) ** 2) - 100 * (y - x * x) ** 2,
      gradient: Float64Array.of(2 * (1 - x) + 400 * x * (y - x * x), -200 * (y - x * x)),
      hessian: Float64Array.of(-2 + 400 * (y - 3 * x * x), 400 * x, 400 * x, -200),
    };
  };

  it('finds the end of a bent valley from anywhere', () => {
    fc.assert(
      fc.property(fc.double({ min: -3, max: 3, noNaN: true }), fc.double({ min: -3, max: 3, noNaN: true }), (x, y) => {
        const found = maximise(valley, [x, y], { low: -10, high: 10, maxEvaluations: 500 });
        expect([...found.at]).toEqual(close([1, 1], 5));
        expect(found.isInside).toBe(true);
      }),
    );
  });

  it('stays within bounds, and says so', () => {
    const found = maximise(valley, [-0.5, 0.4], { low: -0.5, high: 0.5, maxEvaluations: 500 });
    expect([...found.at]).toEqual(close([0.5, 0.25], 5));
    expect(found.isInside).toBe(false);
  });
});
