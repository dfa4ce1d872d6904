import type { PurchaseCounts } from '#shared/analysis/core/purchase-models/counts.ts';

/** Numbers in (0, 1) that are the same in every run. Source: mulberry32 by Tommy Ettinger, in the public domain. */
export function aGenerator(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return (((mixed ^ (mixed >>> 14)) >>> 0) + 0.5) / 4_294_967_296;
  };
}

/** A gamma variable of shape `shape` and rate 1. Source: Marsaglia and Tsang 2000. */
export function drawGamma(random: () => number, shape: number): number {
  if (shape < 1) {
    return drawGamma(random, shape + 1) * random() ** (1 / shape);
  }
  const d = shape - 1 / 3;
  for (;;) {
    const x = Math.sqrt(-2 * Math.log(random())) * Math.cos(2 * Math.PI * random());
    const v = (1 + x / Math.sqrt(9 * d)) ** 3;
    if (v > 0 && Math.log(random()) < 0.5 * x * x + d - d * v + d * Math.log(v)) {
      return d * v;
    }
  }
}

/** How made-up customers buy and leave, in days. */
export type Making = {
  readonly customers: number;
  readonly k: number;
  readonly r: number;
  readonly alpha: number;
  /** Leaving after a purchase (beta a, b), from the first on or from the first repeat on, or at any time (gamma s, beta). */
  readonly leaves: { readonly a: number; readonly b: number; readonly atOnce: boolean } | { readonly s: number; readonly beta: number };
  readonly days: number;
  readonly laterDays: number;
};

/** Customers made up by a model: their counts, and their repeats in the days after. Time is rounded up to days. */
export function simulate(making: Making, seed: number): { readonly counts: PurchaseCounts; readonly later: Int32Array } {
  const random = aGenerator(seed);
  const { customers, leaves } = making;
  const counts = {
    customers,
    customer: Int32Array.from({ length: customers }, (_, at) => at),
    repeats: new Int32Array(customers),
    recencyDays: new Int32Array(customers),
    ageDays: new Int32Array(customers),
    logGapDays: new Float64Array(customers),
  };
  const later = new Int32Array(customers);
  for (let at = 0; at < customers; at += 1) {
    const age = Math.floor(making.days * (0.4 + 0.6 * random()));
    const rate = drawGamma(random, making.r) / making.alpha;
    let quits = 0;
    let ends = Infinity;
    if ('a' in leaves) {
      const [left, stayed] = [drawGamma(random, leaves.a), drawGamma(random, leaves.b)];
      quits = left / (left + stayed);
    } else {
      ends = -Math.log(random()) / (drawGamma(random, leaves.s) / leaves.beta);
    }
    counts.ageDays[at] = age;
    let [time, last] = [0, 0];
    let isGone = 'a' in leaves && leaves.atOnce && random() < quits;
    while (!isGone) {
      for (let hidden = 0; hidden < making.k; hidden += 1) {
        time -= Math.log(random()) / rate;
      }
      if (time > age + making.laterDays || time > ends) {
        break;
      }
      const day = Math.ceil(time);
      if (day <= age && day > last) {
        counts.repeats[at] = (counts.repeats[at] ?? 0) + 1;
        counts.recencyDays[at] = day;
        counts.logGapDays[at] = (counts.logGapDays[at] ?? 0) + Math.log(day - last);
        last = day;
      } else if (day > age) {
        later[at] = (later[at] ?? 0) + 1;
      }
      isGone = random() < quits;
    }
  }
  return { counts, later };
}
