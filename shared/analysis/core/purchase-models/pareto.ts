import { gaussNodes } from '../numerics/quadrature.ts';
import { addNegativeBinomial, createTail, summarise } from './counting.ts';
import type { History, Outlook, ParetoModel } from './model.ts';
import { paretoAlive } from './pareto-likelihood.ts';

/** (1 - e^(-c x)) / c, for c = 0 too. */
function fadingLength(c: number, x: number): number {
  return Math.abs(c * x) < 1e-8 ? x * (1 - (c * x) / 2) : -Math.expm1(-c * x) / c;
}

/**
 * The mean of a customer's purchases as a function of the time to come: of those who are there, the rate of purchase times the
 * time that they stay. Source: Schmittlein, Morrison and Colombo 1987, with s = 1 as a limit.
 */
export function expectPareto(model: ParetoModel, history: History): (horizon: number) => number {
  return expectAlive(model, history, paretoAlive(model, history.repeats, history.recency, history.age));
}

function expectAlive({ r, alpha, s, beta }: ParetoModel, history: History, alive: number): (horizon: number) => number {
  const left = beta + history.age;
  const scale = (alive * (r + history.repeats) * left) / (alpha + history.age);
  return (horizon) => scale * fadingLength(s - 1, Math.log1p(horizon / left));
}

const NODES = gaussNodes(6);
const shared = createTail();

/**
 * What a customer will buy within `horizon`. The distribution is a mixture: for each time that the customer may stay a
 * negative binomial count, the times by quadrature over the chance to stay longer; the mean is that of the closed form.
 */
export function paretoOutlook(model: ParetoModel, history: History, horizon: number): Outlook {
  const { r, alpha, s, beta } = model;
  const alive = paretoAlive(model, history.repeats, history.recency, history.age);
  const expected = expectAlive(model, history, alive)(horizon);
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
  const summary = summarise(tail);
  return { ...summary, alive, expected, low: Math.min(summary.low, Math.floor(expected)), high: Math.max(summary.high, Math.ceil(expected)) };
}
