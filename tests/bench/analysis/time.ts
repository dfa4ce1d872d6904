/** Milliseconds of two things that were done in turns: medians, and the least, which others on the machine disturb least. */
export type Timed = { readonly median: number; readonly least: number; readonly peer: number; readonly runs: number };

/**
 * Does ours and the peer in turns, so that whatever slows the machine down slows both. What `prepare` makes is not timed, nor the
 * peer's first time in each turn: it would only find the caches as ours left them.
 */
export function timeInTurns<T>(runs: number, prepare: () => T, ours: (of: T) => unknown, peer: () => unknown): Timed {
  const [own, others]: [number[], number[]] = [[], []];
  for (let run = 0; run < runs; run += 1) {
    const of = prepare();
    own.push(timeOnce(() => ours(of)));
    peer();
    others.push(timeOnce(peer));
  }
  return { median: medianOf(own), least: Math.min(...own), peer: medianOf(others), runs };
}

/** Milliseconds of one run. */
export function timeOnce(run: () => unknown): number {
  const start = performance.now();
  run();
  return performance.now() - start;
}

export function medianOf(numbers: readonly number[]): number {
  const rising = numbers.toSorted((a, b) => a - b);
  return rising[rising.length >> 1] ?? Number.NaN;
}
