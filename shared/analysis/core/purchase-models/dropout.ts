import { logBeta, logGammaRatio } from '../numerics/gamma.ts';
import { createLogHypergeometric } from '../numerics/hypergeometric.ts';
import { addNegativeBinomial, createTail, summarise, type Tail } from './counting.ts';
import { mayLeaveAtOnce, type DropoutModel, type History, type Outlook } from './model.ts';

/** Where a customer stands: chances of being there with so many hidden events gone by since the last purchase; they add up to `alive`. */
type Standing = { readonly alive: number; readonly phases: readonly number[]; readonly events: number; readonly stays: number };

/** The chance of each number of hidden events since the last purchase, and of having left, from the parts of the likelihood. */
function findStanding(model: DropoutModel, { repeats, recency, age }: History): Standing {
  const { k, r, alpha, a, b } = model;
  const events = r + k * repeats;
  const chances = repeats + (mayLeaveAtOnce(model.family) ? 1 : 0);
  const stays = b + chances;
  const longer = Math.log((alpha + age) / (alpha + recency));
  const logLeft = chances > 0 ? Math.log(a / (stays - 1)) + events * longer : -Infinity;
  const scale = Math.max(0, logLeft);
  const silence = (age - recency) / (alpha + age);
  let term = Math.exp(-scale);
  let there = term;
  const phases = [term];
  for (let phase = 1; phase < k; phase += 1) {
    term *= ((events + phase - 1) / phase) * silence;
    phases.push(term);
    there += term;
  }
  const all = there + Math.exp(logLeft - scale);
  for (let phase = 0; phase < k; phase += 1) {
    phases[phase] = (phases[phase] ?? 0) / all;
  }
  return { alive: there / all, phases, events, stays };
}

/** The chance that a customer is still one. */
export function dropoutAlive(model: DropoutModel, history: History): number {
  return findStanding(model, history).alive;
}

const shared = createTail();

/**
 * What a customer will buy within `horizon`, exactly, for whole k too. Given the hidden events since the last purchase, the
 * rate is gamma with so many more of them, and the chance to leave beta (a, b + y): so y more purchases come when k y events
 * do less those gone by (negative binomial), and the customer stayed after each purchase before the last (beta). These are
 * independent, and the sum over y of the chance of y or more is the mean.
 * Source: the distribution behind Platzer and Reutterer 2016, who approximate its mean for k > 1; for k = 1 the mean is
 * that of Fader, Hardie and Lee 2005, formula 10.
 */
export function dropoutOutlook(model: DropoutModel, history: History, horizon: number): Outlook {
  const standing = findStanding(model, history);
  return { alive: standing.alive, ...summarise(fillTail(model, history, standing, horizon)) };
}

function fillTail(model: DropoutModel, history: History, { phases, events, stays }: Standing, horizon: number): Tail {
  const tail: Tail = shared;
  tail.length = 0;
  for (let phase = 0; phase < phases.length; phase += 1) {
    addNegativeBinomial(tail, events + phase, model.alpha + history.age, horizon, phases[phase] ?? 0, model.k, phase);
  }
  let staying = 1;
  for (let y = 1; y < tail.length; y += 1) {
    tail.chances[y] = (tail.chances[y] ?? 0) * staying;
    staying *= (stays + y - 1) / (model.a + stays + y - 1);
  }
  return tail;
}

/** The mean of a customer's purchases within `horizon` by the sum of `dropoutOutlook`, which is quicker than its closed form. */
export function dropoutExpected(model: DropoutModel, history: History, horizon: number): number {
  if (!(horizon > 0)) {
    return 0;
  }
  const { chances, length } = fillTail(model, history, findStanding(model, history), horizon);
  let expected = 0;
  for (let y = 1; y < length; y += 1) {
    expected += chances[y] ?? 0;
  }
  return expected;
}

type Hypergeometric = ReturnType<typeof createLogHypergeometric>;
/** The functions 2F1 of each model by repeats: customers of as many share their coefficients. */
const hypergeometrics = new WeakMap<DropoutModel, Map<number, Hypergeometric>>();

function hypergeometricOf(model: DropoutModel, repeats: number, { events, stays }: Standing): Hypergeometric {
  const byRepeats = hypergeometrics.get(model) ?? new Map<number, Hypergeometric>();
  hypergeometrics.set(model, byRepeats);
  const held = byRepeats.get(repeats) ?? createLogHypergeometric(events, stays, model.a + stays - 1);
  byRepeats.set(repeats, held);
  return held;
}

/** Room for one z for each time, to be used again and again. */
let odds = new Float64Array();

/**
 * Writes the mean of a customer's purchases within each of several times, above 0, to its place in `means`. For k = 1 in closed form:
 * (a + y' - 1) / (a - 1) (1 - (1 - z)^s 2F1(s, y'; a + y' - 1; z)) of those who are there, with y' = b + y and
 * z = horizon / (alpha + T + horizon); else by the sum of `dropoutOutlook`.
 */
export function expectDropouts(model: DropoutModel, history: History, horizons: Float64Array, means: Float64Array): void {
  const { k, alpha, a } = model;
  const standing = findStanding(model, history);
  const { alive, events, stays } = standing;
  // Close to a = 1 the closed form takes like from like, and without c > 0 there is none.
  if (k > 1 || Math.abs(a - 1) < 1e-3 || a + stays <= 1.001) {
    for (let at = 0; at < horizons.length; at += 1) {
      means[at] = dropoutExpected(model, history, horizons[at] ?? 0);
    }
    return;
  }
  const rate = alpha + history.age;
  const scale = (alive * (a + stays - 1)) / (a - 1);
  odds = odds.length === horizons.length ? odds : new Float64Array(horizons.length);
  for (let at = 0; at < horizons.length; at += 1) {
    const horizon = horizons[at] ?? 0;
    odds[at] = horizon / (rate + horizon);
  }
  hypergeometricOf(model, history.repeats, standing)(odds, means);
  for (let at = 0; at < horizons.length; at += 1) {
    means[at] = scale * -Math.expm1((means[at] ?? 0) - events * Math.log1p((horizons[at] ?? 0) / rate));
  }
}

/**
 * The chance that a new customer of BG/NBD repeats `count` times within `time`. Source: Fader, Hardie and Lee 2005, formula 8.
 */
export function dropoutChance({ r, alpha, a, b }: DropoutModel, count: number, time: number): number {
  const logStay = Math.log1p(-time / (alpha + time));
  const logLeave = Math.log(time / (alpha + time));
  const pmf = (n: number): number => Math.exp(logGammaRatio(r, n) - logGammaRatio(1, n) + r * logStay + n * logLeave);
  const stayed = Math.exp(logBeta(a, b + count) - logBeta(a, b)) * pmf(count);
  let below = 0;
  for (let n = 0; n < count; n += 1) {
    below += pmf(n);
  }
  return count === 0 ? stayed : stayed + Math.exp(logBeta(a + 1, b + count - 1) - logBeta(a, b)) * (1 - below);
}
