import { gaussNodes } from '../numerics/quadrature.ts';
import { addNegativeBinomial, createTail, summarise } from './counting.ts';
import type { History, Outlook, ParetoModel } from './model.ts';
import { paretoAlive } from './pareto-likelihood.ts';

/** (1 - e^(-c x)) / c, for c = 0 too. */
function fadingLength(c: number, x: number): number {
  return Math.abs(c * x) < 1e-8 ? x * (1 - (c * x) / 2) : -Math.expm1(-c * x) / c;
}

/**
 * The mean of purchases within `horizon`: of those who are there, the rate of purchase times the time that they stay.
 * Source: Schmittlein, Morrison and Colombo 1987, with s = 1 as a limit.
 */
export function paretoExpected(model: ParetoModel, history: History, horizon: number): number {
  const { r, alpha, s, beta } = model;
  const alive = paretoAlive(model, history.repeats, history.recency, history.age);
  const left = beta + history.age;
  return ((alive * (r + history.repeats) * left) / (alpha + history.age)) * fadingLength(s - 1, Math.log1p(horizon / left));
}

const NODES = gaussNodes(6);
const shared = createTail();

/**
 * What a customer will buy within `horizon`. The interval is that of a mixture: for each time that the customer may stay a
 * negative binomial count, the times by quadrature over the chance to stay longer.
 */
export function paretoOutlook(model: ParetoModel, history: History, horizon: number): Outlook {
  const { r, alpha, s, beta } = model;
  const alive = paretoAlive(model, history.repeats, history.recency, history.age);
  const expected = paretoExpected(model, history, horizon);
  const left = beta + history.age;
  const staysAll = Math.exp(-s * Math.log1p(horizon / left));
  const tail = shared;
  tail.length = 0;
  addNegativeBinomial(tail, r + history.repeats, alpha + history.age, horizon, alive * staysAll);
  for (let node = 0; node < NODES.points.length; node += 1) {
    const share = staysAll + (1 - staysAll) * (NODES.points[node] ?? 0);
    const stays = Math.min(horizon, left * Math.expm1(-Math.log(share) / s));
    addNegativeBinomial(tail, r + history.repeats, alpha + history.age, stays, alive * (1 - staysAll) * (NODES.weights[node] ?? 0));
  }
  const { low, high } = summarise(tail);
  return { alive, expected, low: Math.min(low, Math.floor(expected)), high: Math.max(high, Math.ceil(expected)) };
}
