import type { Reason } from '../../model/reason.ts';
import { toDay, type DayNumber } from '../core/calendar.ts';
import type { UsualGap } from '../core/usual-gaps.ts';

/** The two windows that are compared, days each. */
export const FEWER_WINDOW_DAYS = 182;
/** So many purchase days in the first window, and no more than this part of them in the second. */
const MIN_BEFORE = 4;
const FEWER_SHARE = 0.5;

/**
 * What speaks for a customer leaving: a silence longer than usual, with how many of the customer's own gaps were longer, and
 * half as many purchase days as in the half-year before, or fewer. No probability: that comes from the purchase model.
 * @param days purchase days, rising, each once; those of the customer are the places `from` up to and without `to`, at least one
 * @param silentFrom in usual gaps
 */
export function churnOf(days: ArrayLike<DayNumber>, usual: UsualGap, silentFrom: number, asOf: DayNumber, from = 0, to = days.length): Reason[] {
  const first = days[from] ?? asOf;
  const silentDays = asOf - (days[to - 1] ?? asOf);
  const reasons: Reason[] = [];
  const gaps = to - from - 1;
  if (gaps > 0 && silentDays > silentFrom * usual.gapDays) {
    let longerGaps = 0;
    for (let at = from; at + 1 < to; at += 1) {
      longerGaps += (days[at + 1] ?? 0) - (days[at] ?? 0) > silentDays ? 1 : 0;
    }
    reasons.push({ code: 'risk.silence', numbers: { longerGaps, gaps, silentDays }, from: toDay(first), to: toDay(asOf) });
  }
  const start = asOf - 2 * FEWER_WINDOW_DAYS;
  if (first <= start) {
    let [before, now] = [0, 0];
    for (let at = to - 1; at >= from && (days[at] ?? 0) > start; at -= 1) {
      const isNow = (days[at] ?? 0) > asOf - FEWER_WINDOW_DAYS;
      now += isNow ? 1 : 0;
      before += isNow ? 0 : 1;
    }
    if (before >= MIN_BEFORE && now <= before * FEWER_SHARE) {
      reasons.push({ code: 'risk.fewer', numbers: { before, now, windowDays: FEWER_WINDOW_DAYS }, from: toDay(start + 1), to: toDay(asOf) });
    }
  }
  return reasons;
}
