import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { groupCounts, thinGroups, type PurchaseCounts } from '#shared/analysis/core/purchase-models/counts.ts';
import { dropoutChance, dropoutOutlook } from '#shared/analysis/core/purchase-models/dropout.ts';
import { dropoutLikelihood } from '#shared/analysis/core/purchase-models/dropout-likelihood.ts';
import { fitPurchases } from '#shared/analysis/core/purchase-models/fit.ts';
import {
  DAYS_PER_UNIT,
  FAMILIES,
  type DropoutModel,
  type History,
  type ParetoModel,
  type PurchaseModel,
} from '#shared/analysis/core/purchase-models/model.ts';
import { aliveOf, expectedOf, expectedOfNew, outlookOf } from '#shared/analysis/core/purchase-models/outlook.ts';
import { paretoLikelihood } from '#shared/analysis/core/purchase-models/pareto-likelihood.ts';
import { logHypergeometric } from '#shared/analysis/core/numerics/hypergeometric.ts';
import { simulate } from './simulate.ts';

const unfitted = { logLikelihood: 0, customers: 1 };
/** Parameters as printed by Fader, Hardie and Lee 2005, in weeks. */
const published: DropoutModel = { family: 'bg-nbd', k: 1, r: 0.243, alpha: 4.414, a: 0.793, b: 2.426, ...unfitted };
const pareto: ParetoModel = { family: 'pareto-nbd', r: 0.5534, alpha: 10.5802, s: 0.6061, beta: 11.6562, ...unfitted };
const history = (repeats: number, recency: number, age: number): History => ({ repeats, recency, age });
const close = (values: readonly number[], digits: number): unknown => values.map((value) => expect.closeTo(value, digits));

describe('BG/NBD with the published parameters', () => {
  it('expects of a new customer what the spreadsheet of Hardie does', () => {
    expect([0.1429, 1, 3, 31.8571, 32, 78].map((t) => expectedOfNew(published, t))).toEqual(
      [0.0078, 0.0532, 0.1506, 1.0405, 1.0437, 1.8576].map((value) => expect.closeTo(value, 2)),
    );
    expect([39, 52, 78].map((t) => expectedOfNew(published, t))).toEqual(close([1.19672319332, 1.4460505954, 1.86051905794], 9));
  });

  it('says what a customer is expected to do, and whether it is still one', () => {
    expect(expectedOf(published, history(2, 30.43, 38.86), 39)).toBeCloseTo(1.22602817477, 10);
    expect([history(23, 39, 39), history(2, 30.43, 38.86), history(0, 0, 38.86)].map((one) => aliveOf(published, one))).toEqual(
      close([0.968555454221, 0.726578570081, 1], 10),
    );
  });

  it('gives each number of repeats its chance', () => {
    expect(dropoutChance(published, 10, 2)).toBeCloseTo(1.07868964036e-7, 16);
    expect(dropoutChance(published, 0, 39)).toBeCloseTo(0.573786352096, 11);
    expect([11, 12, 13, 20].map((count) => dropoutChance(published, count, 30))).toEqual(
      close([0.00199952144748, 0.00151702362996, 0.00116331500666, 0.000222226048007], 13),
    );
  });
});

describe('Pareto/NBD with the published parameters', () => {
  it('says what customer 1516 does', () => {
    expect(expectedOf(pareto, history(26, 30.86, 31), 52)).toBeCloseTo(25.4549135115, 9);
    expect(aliveOf(pareto, history(26, 30.86, 31))).toBeCloseTo(0.997917766552, 11);
    expect([1, 2, 9, 39, 78].map((t) => expectedOfNew(pareto, t))).toEqual(
      close([0.0510045340023, 0.0996208809595, 0.391284342799, 1.21311771186, 1.90936599693], 10),
    );
  });

  it('has the integral that the two hypergeometric functions of its authors give', () => {
    const duration = fc.double({ min: 0.1, max: 100, noNaN: true });
    const size = fc.double({ min: 0.05, max: 20, noNaN: true });
    fc.assert(
      fc.property(size, size, size, size, fc.integer({ min: 0, max: 60 }), duration, duration, (r, beta, s, more, repeats, recency, silence) => {
        // Schmittlein, Morrison and Colombo 1987, for alpha >= beta; each function times its own power of time.
        const alpha = beta + more;
        const age = recency + silence;
        const all = r + s + repeats;
        const part = (u: number): number => logHypergeometric(all, s + 1, all + 1, (alpha - beta) / (alpha + u)) - all * Math.log(alpha + u);
        const alive = -(r + repeats) * Math.log(alpha + age) - s * Math.log(beta + age);
        const left = (Math.exp(part(recency) - alive) - Math.exp(part(age) - alive)) * (s / all);
        fc.pre(left > 1e-3 * Math.exp(part(recency) - alive) && Number.isFinite(left));
        expect(aliveOf({ family: 'pareto-nbd', r, alpha, s, beta, ...unfitted }, history(repeats, recency, age))).toBeCloseTo(1 / (1 + left), 7);
      }),
    );
  });
});

/** A model of any family, and what a customer did. */
const size = fc.double({ min: 0.1, max: 8, noNaN: true });
const aModel = fc
  .tuple(fc.constantFrom(...FAMILIES), size, size, size, size, fc.integer({ min: 2, max: 5 }))
  .map(([family, r, alpha, a, b, k]): PurchaseModel =>
    family === 'pareto-nbd'
      ? { family, r, alpha, s: a, beta: b, ...unfitted }
      : { family, k: family.endsWith('-k') ? k : 1, r, alpha, a, b: b + 0.5, ...unfitted },
  );
const aHistory = fc
  .tuple(fc.integer({ min: 0, max: 40 }), fc.double({ min: 0.1, max: 60, noNaN: true }), fc.double({ min: 0, max: 60, noNaN: true }))
  .map(([repeats, recency, silence]) => history(repeats, repeats === 0 ? 0 : recency, (repeats === 0 ? 0 : recency) + silence));
const aHorizon = fc.double({ min: 0.1, max: 100, noNaN: true });

describe('every model', () => {
  it('says no more than it can: chances from 0 to 1, counts from 0, the mean within its interval', () => {
    fc.assert(
      fc.property(aModel, aHistory, aHorizon, (model, done, horizon) => {
        const { alive, expected, low, high } = outlookOf(model, done, horizon);
        expect(alive).toBeGreaterThanOrEqual(0);
        expect(alive).toBeLessThanOrEqual(1);
        expect(low).toBeGreaterThanOrEqual(0);
        expect(low).toBeLessThanOrEqual(expected);
        expect(high).toBeGreaterThanOrEqual(expected);
        expect(aliveOf(model, done)).toBeCloseTo(alive, 12);
        expect(Math.abs(expectedOf(model, done, horizon) - expected)).toBeLessThanOrEqual(1e-9 * Math.max(1, expected));
      }),
    );
  });

  it('expects more of a longer time, and nothing of none', () => {
    fc.assert(
      fc.property(aModel, aHistory, aHorizon, aHorizon, (model, done, horizon, more) => {
        expect(expectedOf(model, done, horizon + more)).toBeGreaterThanOrEqual(expectedOf(model, done, horizon) * (1 - 1e-9));
        expect(expectedOf(model, done, 0)).toBe(0);
      }),
    );
  });

  it('counts thousands of purchases too, of which the first terms are below any double', () => {
    for (const repeats of [500, 3000, 20_000]) {
      const done = history(repeats, 100, 100);
      const { expected, low, high } = outlookOf(published, done, 100);
      expect(expected / expectedOf(published, done, 100)).toBeCloseTo(1, 9);
      expect(low).toBeLessThan(expected);
      expect(high).toBeLessThan(2 * repeats);
    }
  });

  it('takes a longer silence for a worse sign', () => {
    fc.assert(
      fc.property(aModel, aHistory, aHorizon, (model, done, more) => {
        fc.pre(done.repeats > 0);
        expect(aliveOf(model, { ...done, age: done.age + more })).toBeLessThanOrEqual(aliveOf(model, done) + 1e-12);
      }),
    );
  });

  it('expects more of who bought more often and is as sure to be there', () => {
    fc.assert(
      fc.property(
        aModel,
        fc.integer({ min: 1, max: 30 }),
        fc.double({ min: 0.5, max: 60, noNaN: true }),
        aHorizon,
        (model, repeats, age, horizon) => {
          // With the last purchase today nobody has been silent, and only the count speaks.
          const [fewer, more] = [history(repeats, age, age), history(repeats + 1, age, age)];
          expect(expectedOf(model, more, horizon)).toBeGreaterThanOrEqual(expectedOf(model, fewer, horizon) * (1 - 1e-9));
        },
      ),
    );
  });

  it('does not care in which unit time is told', () => {
    fc.assert(
      fc.property(aModel, aHistory, aHorizon, (model, done, horizon) => {
        const days: PurchaseModel =
          model.family === 'pareto-nbd' ? { ...model, alpha: model.alpha * 7, beta: model.beta * 7 } : { ...model, alpha: model.alpha * 7 };
        const inDays = outlookOf(days, { ...done, recency: done.recency * 7, age: done.age * 7 }, horizon * 7);
        const inWeeks = outlookOf(model, done, horizon);
        expect(inDays.alive).toBeCloseTo(inWeeks.alive, 9);
        expect(Math.abs(inDays.expected - inWeeks.expected)).toBeLessThanOrEqual(1e-9 * Math.max(1, inWeeks.expected));
      }),
    );
  });
});

describe('regular gaps', () => {
  const { counts, later } = simulate(
    { customers: 20_000, k: 3, r: 1.5, alpha: 14, leaves: { a: 0.6, b: 2, atOnce: true }, days: 500, laterDays: 200 },
    7,
  );
  const model: DropoutModel = { family: 'mbg-cnbd-k', k: 3, r: 1.5, alpha: 14, a: 0.6, b: 2, ...unfitted };

  it('have the mean and the interval of four in five that customers made up by the model have', () => {
    let [predicted, came, inside] = [0, 0, 0];
    for (let at = 0; at < counts.customers; at += 1) {
      const done = history(counts.repeats[at] ?? 0, counts.recencyDays[at] ?? 0, counts.ageDays[at] ?? 0);
      const { expected, low, high } = dropoutOutlook(model, done, 200);
      const actual = later[at] ?? 0;
      predicted += expected;
      came += actual;
      inside += actual >= low && actual <= high ? 1 : 0;
    }
    expect(predicted / came).toBeGreaterThan(0.97);
    expect(predicted / came).toBeLessThan(1.03);
    // Whole numbers and a mean inside make an interval of at least four in five.
    expect(inside / counts.customers).toBeGreaterThan(0.8);
  });

  it('are found again, with their k', () => {
    const fit = fitPurchases(groupCounts(counts), 'mbg-cnbd-k', { unit: 'day' });
    expect(fit.model).toMatchObject({ k: 3, r: expect.closeTo(1.5, 0), customers: 20_000 });
    expect('a' in fit.model && fit.model.a / (fit.model.a + fit.model.b)).toBeCloseTo(0.6 / 2.6, 1);
  });
});

describe('fitting', () => {
  const making = { customers: 4000, k: 1, r: 0.7, alpha: 40, days: 600, laterDays: 0 };
  const leaving = simulate({ ...making, leaves: { a: 0.8, b: 2.5, atOnce: false } }, 11).counts;
  const anytime = simulate({ ...making, leaves: { s: 0.7, beta: 100 } }, 13).counts;

  it('finds the parameters that customers were made with', () => {
    const bg = fitPurchases(groupCounts(leaving), 'bg-nbd', { unit: 'day' });
    expect(bg.isInside).toBe(true);
    expect(bg.model).toMatchObject({ r: expect.closeTo(0.7, 0.8), a: expect.closeTo(0.8, 0.3) });
    expect(bg.model.alpha / 40).toBeCloseTo(1, 0.6);
    const pnbd = fitPurchases(groupCounts(anytime), 'pareto-nbd', { unit: 'day' });
    expect(pnbd.model).toMatchObject({ r: expect.closeTo(0.7, 0.5), s: expect.closeTo(0.7, -0.1) });
  });

  it.each(FAMILIES)('%s: weeks and days change alpha (and beta) alone, and nothing of the order of customers', (family) => {
    const weeks = fitPurchases(groupCounts(leaving), family, { unit: 'week' }).model;
    const days = fitPurchases(groupCounts(leaving), family, { unit: 'day' }).model;
    const scaled = (name: string): number => (name === 'alpha' || name === 'beta' ? 7 : 1);
    for (const [name, value] of Object.entries(weeks)) {
      if (typeof value === 'number' && name !== 'logLikelihood') {
        expect(Object.entries(days).find(([other]) => other === name)?.[1], name).toBeCloseTo(value * scaled(name), 5);
      }
    }
    // The density of a week is seven times that of a day, once for each repeat.
    const repeats = leaving.repeats.reduce((sum, x) => sum + x, 0);
    expect(weeks.logLikelihood - days.logLikelihood).toBeCloseTo(repeats * Math.log(DAYS_PER_UNIT.week), 3);
    const backwards: PurchaseCounts = {
      customers: leaving.customers,
      customer: leaving.customer.toReversed(),
      repeats: leaving.repeats.toReversed(),
      recencyDays: leaving.recencyDays.toReversed(),
      ageDays: leaving.ageDays.toReversed(),
      logGapDays: leaving.logGapDays.toReversed(),
    };
    expect(fitPurchases(groupCounts(backwards), family)).toEqual(fitPurchases(groupCounts(leaving), family));
  });

  it.each(FAMILIES)('%s: begun at another model ends at the same', (family) => {
    const groups = groupCounts(leaving);
    const cold = fitPurchases(groups, family).model;
    const start: PurchaseModel =
      cold.family === 'pareto-nbd' ? { ...cold, r: cold.r * 1.3, beta: cold.beta * 0.6 } : { ...cold, alpha: cold.alpha * 1.4, b: cold.b * 0.7 };
    const warm = fitPurchases(groups, family, { start }).model;
    for (const [name, value] of Object.entries(cold)) {
      expect(Object.entries(warm).find(([other]) => other === name)?.[1], name).toEqual(typeof value === 'number' ? expect.closeTo(value, 5) : value);
    }
  });

  it('has the slopes and bends of its likelihood in closed form', () => {
    const groups = thinGroups(groupCounts(leaving), 300);
    const likelihoods = [
      dropoutLikelihood(groups, { k: 1, mayLeaveAtOnce: false }, 7),
      dropoutLikelihood(groups, { k: 3, mayLeaveAtOnce: true }, 7),
      paretoLikelihood(groups, 7),
    ];
    const at = Float64Array.of(-0.4, 1.2, -0.3, 0.9);
    for (const likelihood of likelihoods) {
      const here = likelihood(at);
      for (let i = 0; i < 4; i += 1) {
        const [up, down] = [1e-5, -1e-5].map((step) => likelihood(at.map((value, n) => (n === i ? value + step : value))));
        expect(((up?.value ?? 0) - (down?.value ?? 0)) / 2e-5 / (here.gradient[i] ?? 1)).toBeCloseTo(1, 5);
        for (let j = 0; j < 4; j += 1) {
          expect(((up?.gradient[j] ?? 0) - (down?.gradient[j] ?? 0)) / 2e-5 / (here.hessian[i * 4 + j] ?? 1)).toBeCloseTo(1, 5);
        }
      }
    }
  });

  it('takes a part of many customers in the same proportions', () => {
    const groups = groupCounts(leaving);
    const part = thinGroups(groups, 500);
    expect(part.customers).toBeGreaterThan(495);
    expect(part.customers).toBeLessThanOrEqual(500);
    const mean = ({ weight, repeats, customers }: typeof groups): number => weight.reduce((sum, w, g) => sum + w * (repeats[g] ?? 0), 0) / customers;
    expect(mean(part) / mean(groups)).toBeCloseTo(1, 1);
  });

  it('goes on where days are thousands of years apart', () => {
    const far = { ...leaving, ageDays: leaving.ageDays.map((age, at) => (at === 3 ? 40_000_000 : age)) };
    expect(groupCounts(far).customers).toBe(far.customers);
    expect(Number.isFinite(fitPurchases(groupCounts(far), 'bg-nbd').model.alpha)).toBe(true);
  });
});

describe('data that leave a parameter open', () => {
  it('end the search soon, and are told', () => {
    // Nobody ever leaves: how leaving differs among customers cannot be said.
    const staying = simulate({ customers: 6000, k: 1, r: 2, alpha: 60, leaves: { s: 1e-9, beta: 1e9 }, days: 720, laterDays: 90 }, 7);
    const groups = groupCounts(staying.counts);
    const fit = fitPurchases(groups, 'pareto-nbd');
    expect(fit.isInside).toBe(false);
    expect(Number.isFinite(fit.model.logLikelihood)).toBe(true);
    // What is open does not spoil what is not: the rates of purchase.
    expect(fit.model.r).toBeGreaterThan(1.7);
    expect(fit.model.r).toBeLessThan(2.3);
  });
});
