/** A function's value at a point, its gradient, and the matrix of second derivatives, row by row. */
export type Evaluation = { readonly value: number; readonly gradient: Float64Array; readonly hessian: Float64Array };

/** Where a function is highest, as far as was found. */
export type Maximum = {
  readonly at: Float64Array;
  readonly value: number;
  /** How often the function was evaluated. */
  readonly evaluations: number;
  /** False when the limit of evaluations came first, or a bound holds a parameter that would go further. */
  readonly isInside: boolean;
};

/** How far a search may go. */
export type MaximiseOptions = {
  /** The same bounds for every parameter. */
  readonly low: number;
  readonly high: number;
  readonly maxEvaluations?: number;
  /** Done when the next step promises less than this. */
  readonly tolerance?: number;
};

/** No step changes a parameter by more: a logarithm's 2 is a factor of seven. */
const MAX_STEP = 2;

/**
 * The maximum of a smooth function of few parameters, by Newton's method with a damped step (Levenberg 1944, Marquardt 1963):
 * few evaluations, each of which gives value, gradient and second derivatives. Parameters at a bound that would go
 * beyond it are held there (projected Newton, Bertsekas 1982).
 */
export function maximise(evaluate: (at: Float64Array) => Evaluation, start: ArrayLike<number>, options: MaximiseOptions): Maximum {
  const { low, high, maxEvaluations = 100, tolerance = 1e-10 } = options;
  const size = start.length;
  const clamp = (value: number): number => Math.min(high, Math.max(low, value));
  let at = Float64Array.from(start, clamp);
  let here = evaluate(at);
  let evaluations = 1;
  let damping = 1e-3;
  while (evaluations < maxEvaluations) {
    const { gradient, hessian } = here;
    const isFree = Array.from(at, (value, i) => {
      const slope = gradient[i] ?? 0;
      return !((value <= low && slope < 0) || (value >= high && slope > 0));
    });
    const step = solveDamped(hessian, gradient, isFree, damping);
    if (step === undefined) {
      damping = Math.max(damping * 10, 1e-3);
      if (damping > 1e12) {
        break;
      }
      continue;
    }
    const longest = step.reduce((most, part) => Math.max(most, Math.abs(part)), 0);
    const scale = longest > MAX_STEP ? MAX_STEP / longest : 1;
    const next = at.map((value, i) => clamp(value + scale * (step[i] ?? 0)));
    const promised = predictGain(here, at, next);
    const isLast = promised <= tolerance;
    const there = evaluate(next);
    evaluations += 1;
    const gained = there.value - here.value;
    if (gained >= 0 || (isLast && gained > -tolerance)) {
      [at, here] = [next, there];
      damping = gained > 0.75 * promised ? damping / 20 : gained < 0.25 * promised ? damping * 4 : damping;
      damping = damping < 1e-12 ? 0 : damping;
      if (isLast) {
        return { at, value: here.value, evaluations, isInside: size === isFree.filter(Boolean).length };
      }
    } else {
      damping = Math.max(damping * 8, 1e-6);
      if (damping > 1e12) {
        break;
      }
    }
  }
  return { at, value: here.value, evaluations, isInside: false };
}

/** Gradient and second derivatives by the logarithms of parameters, from those by the parameters. */
export function inLogarithms(
  params: readonly number[],
  gradient: readonly number[],
  hessian: readonly number[],
): { readonly gradient: Float64Array; readonly hessian: Float64Array } {
  const size = params.length;
  return {
    gradient: Float64Array.from(gradient, (slope, n) => slope * (params[n] ?? 0)),
    hessian: Float64Array.from(hessian, (bend, n) => {
      const [row, column] = [Math.floor(n / size), n % size];
      return bend * (params[row] ?? 0) * (params[column] ?? 0) + (row === column ? (gradient[row] ?? 0) * (params[row] ?? 0) : 0);
    }),
  };
}

/** What a step is worth by the function's second-order expansion. */
function predictGain({ gradient, hessian }: Evaluation, from: Float64Array, to: Float64Array): number {
  let gain = 0;
  const size = from.length;
  for (let i = 0; i < size; i += 1) {
    const di = (to[i] ?? 0) - (from[i] ?? 0);
    gain += (gradient[i] ?? 0) * di;
    for (let j = 0; j < size; j += 1) {
      gain += 0.5 * di * (hessian[i * size + j] ?? 0) * ((to[j] ?? 0) - (from[j] ?? 0));
    }
  }
  return gain;
}

/**
 * The step of (-H + damping D) step = gradient, where D is the diagonal's size, by Cholesky's decomposition over the free
 * parameters; undefined where the matrix is not positive definite.
 */
function solveDamped(hessian: Float64Array, gradient: Float64Array, isFree: readonly boolean[], damping: number): Float64Array | undefined {
  const size = gradient.length;
  const lower = new Float64Array(size * size);
  const step = new Float64Array(size);
  for (let i = 0; i < size; i += 1) {
    for (let j = 0; j <= i; j += 1) {
      const isApart = isFree[i] !== true || isFree[j] !== true;
      let sum = isApart ? 0 : -(hessian[i * size + j] ?? 0);
      if (i === j) {
        sum = isApart ? 1 : sum + damping * Math.max(1e-8, Math.abs(sum));
      }
      for (let k = 0; k < j; k += 1) {
        sum -= (lower[i * size + k] ?? 0) * (lower[j * size + k] ?? 0);
      }
      if (i === j && !(sum > 0)) {
        return undefined;
      }
      lower[i * size + j] = i === j ? Math.sqrt(sum) : sum / (lower[j * size + j] ?? 1);
    }
  }
  for (let i = 0; i < size; i += 1) {
    let sum = isFree[i] === true ? (gradient[i] ?? 0) : 0;
    for (let k = 0; k < i; k += 1) {
      sum -= (lower[i * size + k] ?? 0) * (step[k] ?? 0);
    }
    step[i] = sum / (lower[i * size + i] ?? 1);
  }
  for (let i = size - 1; i >= 0; i -= 1) {
    let sum = step[i] ?? 0;
    for (let k = i + 1; k < size; k += 1) {
      sum -= (lower[k * size + i] ?? 0) * (step[k] ?? 0);
    }
    step[i] = sum / (lower[i * size + i] ?? 1);
  }
  return step;
}
