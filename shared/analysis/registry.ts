import { advice } from './advice/index.ts';
import type { Analysis } from './core/analysis.ts';
import { performance } from './performance/index.ts';
import { persistency } from './persistency/index.ts';
import { product } from './product/index.ts';
import { profiling } from './profiling/index.ts';
import { profitability } from './profitability/index.ts';
import { promotion } from './promotion/index.ts';
import { prospecting } from './prospecting/index.ts';

/** Every analysis, each after those that it needs. Throws when two have one id, or one needs what is not there. */
export const analyses: readonly Analysis[] = orderByNeeds([
  ...profiling,
  ...persistency,
  ...profitability,
  ...performance,
  ...prospecting,
  ...product,
  ...promotion,
  ...advice,
]);

/** The same analyses so that each comes after what it needs; otherwise in the order given. */
export function orderByNeeds(given: readonly Analysis[]): readonly Analysis[] {
  const ordered = new Map<string, Analysis>();
  let waiting = [...given];
  if (new Set(given.map(({ id }) => id)).size < given.length) {
    throw new Error('Two analyses have the same id.');
  }
  while (waiting.length > 0) {
    const ready = waiting.filter(({ needs }) => needs.every((id) => ordered.has(id)));
    if (ready.length === 0) {
      throw new Error(`These analyses wait for one that does not come: ${waiting.map(({ id }) => id).join(', ')}.`);
    }
    for (const analysis of ready) {
      ordered.set(analysis.id, analysis);
    }
    waiting = waiting.filter(({ id }) => !ordered.has(id));
  }
  return [...ordered.values()];
}
