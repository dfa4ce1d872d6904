import { expect, test } from 'vitest';
import { createLines } from '#shared/analysis/core/lines.ts';
import { groupCounts } from '#shared/analysis/core/purchase-models/counts.ts';
import { fitPurchases } from '#shared/analysis/core/purchase-models/fit.ts';
import { learnPurchases } from '#shared/analysis/core/purchase-models/learn.ts';
import { createChance } from '../../../../bench/analysis/some-lines.ts';

/** Customers who leave with nearly the same chance: the first half of the days leaves open how much they differ, all days do not. */
function makeAlike() {
  const chance = createChance(11);
  const store = createLines();
  for (let customer = 0, order = 0; customer < 4000; customer += 1) {
    const [gap, leaves] = [10 + 70 * chance(), 0.15 * chance()];
    for (let day = 300 * chance(); day < 800; day += 1 + gap * -Math.log(1 - chance())) {
      chance();
      chance();
      order += 1;
      store.append({ customer: `c${customer}`, order: `o${order}`, day: 20_000 + Math.floor(day), amountMinor: 100, currency: 'EUR', quantity: 1 });
      if (chance() < leaves) {
        break;
      }
    }
  }
  return store.read();
}

test('what half of the days leave open is said to be open, and the search in all days does not begin there', () => {
  const learnt = learnPurchases(makeAlike(), { unit: 'week' }, 20_800);
  if (learnt.fit === undefined) {
    throw new Error('nothing was learnt');
  }
  expect(learnt.tried[0]?.fit.isInside).toBe(false);
  const anew = fitPurchases(groupCounts(learnt.counts), learnt.fit.model.family);
  expect(learnt.fit.isInside).toBe(true);
  expect(Math.abs(learnt.fit.model.logLikelihood - anew.model.logLikelihood)).toBeLessThan(1e-6);
});
