import { chiSquareAbove } from './incomplete.ts';
import { normalQuantile } from './normal-quantile.ts';

/** One case: how long it was watched, and whether it ended then (true) or was still going (false). */
export type Duration = { readonly time: number; readonly ended: boolean };

/** The curve after a time at which cases ended. */
export type SurvivalStep = {
  readonly time: number;
  /** Cases still going just before. */
  readonly atRisk: number;
  readonly ended: number;
  /** The share that goes on beyond this time. */
  readonly survival: number;
  /** Greenwood's standard error of it. */
  readonly standardError: number;
  readonly low: number;
  readonly high: number;
};

/** A survival curve; `median` is null while more than half still go on at the end. */
export type SurvivalCurve = {
  readonly steps: readonly SurvivalStep[];
  readonly median: number | null;
  readonly cases: number;
  readonly ended: number;
};

/** Cases that ended and cases watched until each distinct time, rising. */
function tally(cases: readonly Duration[]): readonly { readonly time: number; readonly ended: number; readonly left: number }[] {
  // Many cases have few different times, so that only these are sorted.
  const times = new Map<number, { readonly time: number; ended: number; left: number }>();
  for (const { time, ended } of cases) {
    const held = times.get(time);
    if (held === undefined) {
      times.set(time, { time, ended: ended ? 1 : 0, left: 1 });
    } else {
      held.left += 1;
      held.ended += ended ? 1 : 0;
    }
  }
  return [...times.values()].toSorted((a, b) => a.time - b.time);
}

/**
 * The share of cases that go on beyond each time, cases that still go on counting as long as they were watched. Source:
 * Kaplan and Meier 1958; standard error of Greenwood 1926; interval on the logarithm, as R's survfit.
 * @param confidence 0 to 1, such as 0.95
 * @example
 * estimateSurvival([{ time: 2, ended: true }, { time: 3, ended: false }, { time: 5, ended: true }, { time: 6, ended: false }]).median // 5
 */
export function estimateSurvival(cases: readonly Duration[], confidence = 0.95): SurvivalCurve {
  const z = normalQuantile((1 + confidence) / 2);
  const steps: SurvivalStep[] = [];
  let atRisk = cases.length;
  let survival = 1;
  let greenwood = 0;
  let all = 0;
  for (const { time, ended, left } of tally(cases)) {
    if (ended > 0) {
      survival *= 1 - ended / atRisk;
      greenwood += ended / (atRisk * (atRisk - ended));
      all += ended;
      const reach = z * Math.sqrt(greenwood);
      const isLast = survival === 0;
      steps.push({
        time,
        atRisk,
        ended,
        survival,
        standardError: isLast ? 0 : survival * Math.sqrt(greenwood),
        low: isLast ? 0 : survival * Math.exp(-reach),
        high: isLast ? 0 : Math.min(1, survival * Math.exp(reach)),
      });
    }
    atRisk -= left;
  }
  return { steps, median: findMedianTime(steps), cases: cases.length, ended: all };
}

/** The first time at which no more than half go on; where exactly half do, the middle of that level, as R has it. */
function findMedianTime(steps: readonly SurvivalStep[]): number | null {
  const at = steps.findIndex(({ survival }) => survival <= 0.5 + 1e-12);
  const step = steps[at];
  if (step === undefined) {
    return null;
  }
  const next = steps[at + 1];
  return step.survival > 0.5 - 1e-12 && next !== undefined ? (step.time + next.time) / 2 : step.time;
}

/**
 * The share that goes on beyond a time; 1 before the first end. After the last watched case nothing is known: the last value.
 */
export function survivalAt({ steps }: SurvivalCurve, time: number): number {
  return steps.findLast((step) => step.time <= time)?.survival ?? 1;
}

/** Whether two groups end at the same pace. */
export type LogRank = {
  readonly chiSquare: number;
  readonly pValue: number;
  readonly expected: readonly [number, number];
  readonly seen: readonly [number, number];
};

/**
 * Compares how long two groups go on. Source: log-rank test of Mantel 1966, hypergeometric variance, as R's survdiff.
 * Undefined when nothing in them can be compared: no time at which a case ended while both were watched.
 */
export function compareSurvival(first: readonly Duration[], second: readonly Duration[]): LogRank | undefined {
  const times = [...tally(first).map((one) => ({ ...one, group: 0 })), ...tally(second).map((one) => ({ ...one, group: 1 }))].toSorted(
    (a, b) => a.time - b.time,
  );
  const atRisk: [number, number] = [first.length, second.length];
  const seen: [number, number] = [0, 0];
  let expected = 0;
  let variance = 0;
  for (let at = 0; at < times.length;) {
    const time = times[at]?.time;
    const left: [number, number] = [0, 0];
    let ended = 0;
    for (let one = times[at]; one !== undefined && one.time === time; at += 1, one = times[at]) {
      const group = one.group === 0 ? 0 : 1;
      left[group] += one.left;
      seen[group] += one.ended;
      ended += one.ended;
    }
    const all = atRisk[0] + atRisk[1];
    expected += (ended * atRisk[0]) / all;
    variance += all > 1 ? (ended * atRisk[0] * atRisk[1] * (all - ended)) / (all * all * (all - 1)) : 0;
    atRisk[0] -= left[0];
    atRisk[1] -= left[1];
  }
  if (!(variance > 0)) {
    return undefined;
  }
  const chiSquare = (seen[0] - expected) ** 2 / variance;
  return { chiSquare, pValue: chiSquareAbove(chiSquare, 1), expected: [expected, seen[0] + seen[1] - expected], seen };
}
