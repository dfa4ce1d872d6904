import { dropoutAlive, dropoutExpected, dropoutOutlook, expectDropouts } from './dropout.ts';
import type { History, Outlook, PurchaseModel } from './model.ts';
import { expectPareto, paretoOutlook } from './pareto.ts';
import { paretoAlive } from './pareto-likelihood.ts';

/** What a customer of any model will buy within `horizon`, in the model's unit of time, with the interval of four in five. */
export function outlookOf(model: PurchaseModel, history: History, horizon: number): Outlook {
  return model.family === 'pareto-nbd' ? paretoOutlook(model, history, horizon) : dropoutOutlook(model, history, horizon);
}

/**
 * Writes the mean within each of several times to come, in the model's unit and above 0, to its place in `means`: this costs less than
 * asking for each.
 */
export function expectAll(model: PurchaseModel, history: History, horizons: Float64Array, means: Float64Array): void {
  if (model.family !== 'pareto-nbd') {
    expectDropouts(model, history, horizons, means);
    return;
  }
  const expected = expectPareto(model, history);
  for (let at = 0; at < horizons.length; at += 1) {
    means[at] = expected(horizons[at] ?? 0);
  }
}

/** The mean alone, which is quicker than an outlook. */
export function expectedOf(model: PurchaseModel, history: History, horizon: number): number {
  return model.family === 'pareto-nbd' ? expectPareto(model, history)(horizon) : dropoutExpected(model, history, horizon);
}

/** The chance that a customer is still one. */
export function aliveOf(model: PurchaseModel, history: History): number {
  return model.family === 'pareto-nbd' ? paretoAlive(model, history.repeats, history.recency, history.age) : dropoutAlive(model, history);
}

/** Repeats of a customer who begins today, within `time`: E[X(t)]. */
export function expectedOfNew(model: PurchaseModel, time: number): number {
  return expectedOf(model, { repeats: 0, recency: 0, age: 0 }, time);
}
