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
 * @param days purchase days, rising, each once, at least one
 * @param silentFrom in usual gaps
 */
export function churnOf(days: ArrayLike<DayNumber>, usual: UsualGap, silentFrom: number, asOf: DayNumber): readonly Reason[] {
  const first = days[0] ?? asOf;
  const silentDays = asOf - (days[days.length - 1] ?? asOf);
  const reasons: Reason[] = [];
  if (days.length > 1 && silentDays > silentFrom * usual.gapDays) {
    let longerGaps = 0;
    for (let at = 0; at + 1 < days.length; at += 1) {
      longerGaps += (days[at + 1] ?? 0) - (days[at] ?? 0) > silentDays ? 1 : 0;
    }
    reasons.push({ code: 'risk.silence', numbers: { longerGaps, gaps: days.length - 1, silentDays }, from: toDay(first), to: toDay(asOf) });
  }
  const start = asOf - 2 * FEWER_WINDOW_DAYS;
  if (first <= start) {
    let [before, now] = [0, 0];
    for (let at = days.length - 1; at >= 0 && (days[at] ?? 0) > start; at -= 1) {
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
