const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;

/** How many copies stay: the newest of each of the last hours, days and weeks that have one (sync design 2.23). */
export const KEPT = { hours: 24, days: 7, weeks: 5 } as const;

/**
 * Which of the copies taken at these moments (milliseconds since 1970) stay; the newest always does. Hours, days and weeks
 * are counted in UTC, and only those that have a copy: a server that was off for a month loses none for that. A copy that is
 * not chosen never will be when later ones come, so rotating after each is the same as rotating once at the end.
 */
export function chooseKept(takenAtMs: readonly number[]): ReadonlySet<number> {
  const newestFirst = takenAtMs.toSorted((a, b) => b - a);
  return new Set([
    ...newestOfEach(newestFirst, HOUR_MS, KEPT.hours),
    ...newestOfEach(newestFirst, DAY_MS, KEPT.days),
    ...newestOfEach(newestFirst, 7 * DAY_MS, KEPT.weeks),
  ]);
}

function newestOfEach(newestFirst: readonly number[], lengthMs: number, count: number): readonly number[] {
  const newest = new Map<number, number>();
  for (const atMs of newestFirst) {
    const span = Math.floor(atMs / lengthMs);
    if (!newest.has(span)) {
      newest.set(span, atMs);
    }
  }
  return [...newest.values()].slice(0, count);
}
