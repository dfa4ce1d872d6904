import type { Id } from '../../model/field.ts';
import type { Book } from '../core/book.ts';
import { toDayNumber, type DayNumber } from '../core/calendar.ts';
import type { ShareOf } from '../core/evidence.ts';

/** What a customer answered last when asked, 0 (worst) to 1 (best). */
export type Attitude = {
  readonly share: number;
  readonly onDay: DayNumber;
  readonly record: Id;
  readonly asked: 'satisfaction' | 'recommend';
  /** Half a step of the scale: the answer says no more than that. */
  readonly reach: number;
};

/** An answer older than so many days says nothing of today. */
export const ANSWER_DAYS = 365;

/** The newest answer of each customer that is not older than a year: satisfaction (1 to 5) or recommendation (0 to 10). */
export function listAttitudes({ answers }: Book, asOf: DayNumber): ReadonlyMap<Id, Attitude> {
  const newest = new Map<Id, Attitude>();
  for (const answer of answers) {
    const onDay = answer.answeredOn === undefined ? undefined : toDayNumber(answer.answeredOn);
    if (answer.customer === undefined || onDay === undefined || onDay > asOf || onDay <= asOf - ANSWER_DAYS) {
      continue;
    }
    const found =
      answer.received !== undefined
        ? { share: (answer.received - 1) / 4, asked: 'satisfaction' as const, reach: 1 / 8 }
        : answer.recommend !== undefined
          ? { share: answer.recommend / 10, asked: 'recommend' as const, reach: 1 / 20 }
          : undefined;
    const before = newest.get(answer.customer);
    if (found !== undefined && (before === undefined || before.onDay < onDay || (before.onDay === onDay && before.record < answer.id))) {
      newest.set(answer.customer, { ...found, onDay, record: answer.id });
    }
  }
  return newest;
}

/** An answer as a part of the degree: one case, as sure as its scale is fine. */
export function toPart({ share, reach }: Attitude): ShareOf {
  return { value: share, low: Math.max(0, share - reach), high: Math.min(1, share + reach), hits: share, n: 1 };
}
