import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fitOpportunities, opportunityAlive, opportunityExpected, type Taken } from '#shared/analysis/core/purchase-models/opportunities.ts';
import { areMissing, readSample, titled } from '../../samples.ts';
import { aGenerator, drawGamma } from './simulate.ts';

/** Parameters as printed by Fader, Hardie and Shang 2010. */
const published = { alpha: 1.204, beta: 0.75, gamma: 0.657, delta: 2.783 };

describe.skipIf(areMissing)(titled('the donations of the paper'), () => {
  const groups: readonly Taken[] = areMissing
    ? []
    : readSample('donations/donations.csv')
        .trim()
        .split(/\r?\n/u)
        .slice(1)
        .map((row) => {
          const [taken = 0, last = 0, chances = 0, customers = 0] = row.split(',').map(Number);
          return { taken, last, chances, customers };
        });

  it('have its parameters, its likelihood and its chances', () => {
    const { bgbb, p_alive: alive, sum_cond_E_5y: sum } = JSON.parse(readSample('donations/expected.json'));
    const model = fitOpportunities(groups);
    for (const name of ['alpha', 'beta', 'gamma', 'delta'] as const) {
      expect(Math.abs(model[name] - bgbb[name]), name).toBeLessThan(bgbb.tol);
    }
    expect(Math.abs(model.logLikelihood - bgbb.LL)).toBeLessThan(bgbb.tol);
    const at = (taken: number, last: number): number => opportunityAlive(model, { taken, last, chances: 6, customers: 1 });
    expect([at(0, 0), at(2, 4), at(6, 6)]).toEqual([alive.x0_tx0, alive.x2_tx4, alive.x6_tx6].map((value) => expect.closeTo(value, 2)));
    const expected = groups.reduce((total, group) => total + group.customers * opportunityExpected(model, group, 5), 0);
    expect(expected / sum).toBeCloseTo(1, 3);
  });
});

describe('chances to buy', () => {
  const aHistory = fc.tuple(fc.integer({ min: 1, max: 12 }), fc.nat(), fc.nat()).map(([chances, some, more]): Taken => {
    const last = some % (chances + 1);
    return { chances, last, taken: last === 0 ? 0 : 1 + (more % last), customers: 1 };
  });

  it('are never expected to be more than there are, nor fewer of a longer time', () => {
    fc.assert(
      fc.property(aHistory, fc.integer({ min: 0, max: 20 }), (done, ahead) => {
        const expected = opportunityExpected(published, done, ahead);
        expect(expected).toBeGreaterThanOrEqual(0);
        expect(expected).toBeLessThanOrEqual(ahead);
        expect(opportunityExpected(published, done, ahead + 1)).toBeGreaterThanOrEqual(expected);
        expect(opportunityAlive(published, done)).toBeLessThanOrEqual(1);
      }),
    );
  });

  it('are found again by their parameters', () => {
    const random = aGenerator(31);
    const counted = new Map<string, { taken: number; last: number; chances: number; customers: number }>();
    const share = (a: number, b: number): number => {
      const [x, y] = [drawGamma(random, a), drawGamma(random, b)];
      return x / (x + y);
    };
    for (let customer = 0; customer < 40_000; customer += 1) {
      const [takes, leaves] = [share(1.2, 0.8), share(0.7, 2.8)];
      let [taken, last] = [0, 0];
      for (let chance = 1; chance <= 8 && random() >= leaves; chance += 1) {
        if (random() < takes) {
          [taken, last] = [taken + 1, chance];
        }
      }
      const key = `${taken}/${last}`;
      const held = counted.get(key) ?? { taken, last, chances: 8, customers: 0 };
      counted.set(key, held);
      held.customers += 1;
    }
    expect(fitOpportunities([...counted.values()])).toMatchObject({
      alpha: expect.closeTo(1.2, 0.5),
      beta: expect.closeTo(0.8, 0.5),
      gamma: expect.closeTo(0.7, 0.5),
      delta: expect.closeTo(2.8, 0),
      customers: 40_000,
    });
  });
});
