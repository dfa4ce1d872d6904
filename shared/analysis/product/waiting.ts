import * as v from 'valibot';

/**
 * How long customers wait, in spreads around their own centre, as a distribution that any device can read: residuals at
 * fixed shares up to 0.9, and beyond them an exponential tail. In days that is a tail that falls by a power.
 */
export const Waiting = v.object({
  /** Residuals at the shares of `GRID`, rising. */
  residuals: v.array(v.number()),
  /** Mean residual beyond the last of them. */
  tail: v.number(),
});
export type Waiting = v.InferOutput<typeof Waiting>;

/** Shares of orders that have come by the residuals of a `Waiting`. */
export const GRID: readonly number[] = [0, 0.02, 0.05, ...Array.from({ length: 17 }, (_, at) => (at + 2) / 20)];
const GRID_END = 0.9;

/**
 * What holds until something is learnt: a Student t with 4 degrees of freedom, whose quantiles are closed
 * (Shaw 2006, "Sampling Student's T distribution"), so wider than a normal one, as befits what nobody has measured.
 */
export const UNKNOWN_WAITING: Waiting = {
  residuals: GRID.map((share) => Math.round(studentT4(Math.max(0.005, share)) * 1e6) / 1e6),
  tail: 1,
};

function studentT4(share: number): number {
  const alpha = 4 * share * (1 - share);
  const root = Math.cos(Math.acos(Math.sqrt(alpha)) / 3) / Math.sqrt(alpha);
  return Math.sign(share - 0.5) * 2 * Math.sqrt(Math.max(0, root - 1));
}

/** Residuals of orders that came, and of waits that are not over (the order comes later than this, if at all). */
export type Residuals = { readonly came: Float64Array; readonly open: Float64Array };

/**
 * Learns the distribution of the orders that come. Waits that are not over are censored (Kaplan and Meier 1958); some of them
 * never end, so the estimate levels off below one, and the level is the share of orders that come at all (Maller and Zhou
 * 1992). Divided by it, the estimate is the distribution of those that do come.
 * @returns undefined when fewer than 30 orders came
 */
export function learnWaiting(residuals: Residuals): Waiting | undefined {
  const came = residuals.came.toSorted();
  const open = residuals.open.toSorted();
  if (came.length < 30) {
    return undefined;
  }
  const shares = new Float64Array(came.length);
  let waiting = 1;
  let over = 0;
  came.forEach((spreads, place) => {
    // Where both are equal the order came first: whoever still waits waits longer than that.
    while (over < open.length && (open[over] ?? 0) < spreads) {
      over += 1;
    }
    waiting *= 1 - 1 / (came.length + open.length - place - over);
    shares[place] = 1 - waiting;
  });
  const all = 1 - waiting;
  const found: number[] = [];
  let at = 0;
  for (const share of GRID) {
    while (at < came.length - 1 && (shares[at] ?? 0) / all < share - 1e-12) {
      at += 1;
    }
    // Strictly rising, so that every residual has one share.
    found.push(Math.max(Math.round((came[at] ?? 0) * 1e6) / 1e6, (found.at(-1) ?? -Infinity) + 1e-6));
  }
  const last = found.at(-1) ?? 0;
  let [excess, weight] = [0, 0];
  came.forEach((spreads, place) => {
    const jump = (shares[place] ?? 0) - (shares[place - 1] ?? 0);
    if (spreads > last) {
      excess += jump * (spreads - last);
      weight += jump;
    }
  });
  return { residuals: found, tail: Math.max(0.05, weight > 0 ? Math.round((excess / weight) * 1e6) / 1e6 : 0.05) };
}

/** The share of orders (of those that come) that have not come when a residual is reached. */
export function shareWaiting(waiting: Waiting, spreads: number): number {
  const { residuals, tail } = waiting;
  const last = residuals.at(-1) ?? 0;
  if (spreads >= last) {
    return (1 - GRID_END) * Math.exp(-(spreads - last) / tail);
  }
  if (spreads < (residuals[0] ?? 0)) {
    return 1;
  }
  let next = 1;
  while ((residuals[next] ?? Infinity) <= spreads) {
    next += 1;
  }
  const [low, high] = [residuals[next - 1] ?? 0, residuals[next] ?? 0];
  const [from, to] = [GRID[next - 1] ?? 0, GRID[next] ?? 0];
  return 1 - (from + ((to - from) * (spreads - low)) / (high - low));
}

/** The residual at which `share` of the orders have not come: the reverse of `shareWaiting`. */
export function residualAt(waiting: Waiting, share: number): number {
  const { residuals, tail } = waiting;
  if (share <= 1 - GRID_END) {
    return (residuals.at(-1) ?? 0) - tail * Math.log(share / (1 - GRID_END));
  }
  const come = 1 - share;
  let next = 1;
  while ((GRID[next] ?? 1) < come) {
    next += 1;
  }
  const [low, high] = [residuals[next - 1] ?? 0, residuals[next] ?? 0];
  const [from, to] = [GRID[next - 1] ?? 0, GRID[next] ?? 0];
  return low + ((high - low) * Math.max(0, come - from)) / (to - from);
}
