import { NO_DAY } from '#shared/analysis/core/calendar.ts';
import { createLines, type Lines } from '#shared/analysis/core/lines.ts';
import { runAnalyses } from '#shared/analysis/run.ts';
import { createChance } from '../../bench/analysis/some-lines.ts';

const DAYS = 900;
const FIRST_DAY = 19_400;

/**
 * One family for all engines. Where a model has parameters that the data leave open, the likelihood is the same to the last
 * digits along a ridge, and engines whose logarithms differ in the last bit stop at different places of it.
 */
const FITTED = { family: 'bg-nbd' };

/** Orders of customers who buy at their own pace and leave after each order with their own chance, as the models think of them. */
function makeShop(customers: number): Lines {
  const chance = createChance(23);
  const store = createLines();
  for (let customer = 0; customer < customers; customer += 1) {
    const gap = 10 + 80 * -Math.log(1 - chance());
    const leaves = chance() ** 2;
    const spends = -Math.log(1 - chance()) - Math.log(1 - chance());
    for (let day = 300 * chance(), order = 0; day < DAYS; day += 1 + gap * -Math.log(1 - chance()), order += 1) {
      const head = {
        customer: `customer ${customer}`,
        day: FIRST_DAY + Math.floor(day),
        order: `${order}`,
        channel: `channel ${customer % 3}`,
        place: `place ${customer % 9}`,
        rep: `rep ${customer % 5}`,
        currency: 'EUR',
      };
      for (let at = 0; at < 1 + Math.floor(3 * chance()); at += 1) {
        const product = Math.floor(60 * chance() ** 2);
        const quantity = 1 + Math.floor(3 * chance());
        const amountMinor = Math.round(quantity * (300 + 70 * product) * spends);
        store.append({
          ...head,
          product: `product ${product}`,
          category: `category ${product % 7}`,
          quantity,
          amountMinor,
          costMinor: Math.round(amountMinor * 0.6),
        });
      }
      if (chance() < leaves) {
        break;
      }
    }
  }
  return store.read();
}

/** All analyses of made-up lines, as JSON, and how many milliseconds they took. */
export function runAll(customers: number): { readonly results: string; readonly ms: number } {
  const lines = makeShop(customers);
  let asOf = NO_DAY;
  for (const day of lines.day) {
    asOf = Math.max(asOf, day);
  }
  const start = performance.now();
  const results = runAnalyses(lines, asOf, { params: { 'prospecting.purchases': FITTED, 'profitability.lifetime-value': FITTED } });
  const ms = performance.now() - start;
  return { results: JSON.stringify(results), ms };
}
