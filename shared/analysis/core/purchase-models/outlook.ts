import { dropoutAlive, dropoutExpected, dropoutOutlook, expectDropout } from './dropout.ts';
import type { History, Outlook, PurchaseModel } from './model.ts';
import { expectPareto, paretoOutlook } from './pareto.ts';
import { paretoAlive } from './pareto-likelihood.ts';

/** What a customer of any model will buy within `horizon`, in the model's unit of time, with the interval of four in five. */
export function outlookOf(model: PurchaseModel, history: History, horizon: number): Outlook {
  return model.family === 'pareto-nbd' ? paretoOutlook(model, history, horizon) : dropoutOutlook(model, history, horizon);
}

/** The mean as a function of the time to come, in the model's unit: for several times this costs less than asking for each. */
export function expectationOf(model: PurchaseModel, history: History): (horizon: number) => number {
  return model.family === 'pareto-nbd' ? expectPareto(model, history) : expectDropout(model, history);
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
