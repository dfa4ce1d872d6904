import type { Interaction } from '../../model/interaction.ts';
import type { Book } from '../core/book.ts';
import { createDayReader, toDayNumber, type DayNumber } from '../core/calendar.ts';
import type { RepSums } from './rep-sums.ts';

const MS_AN_HOUR = 3_600_000;

/** What all reps are measured from. */
export type Ground = {
  readonly book: Book;
  readonly from: DayNumber;
  readonly to: DayNumber;
  readonly workingDays: number;
  readonly readDay: (instant: string) => DayNumber | undefined;
  readonly dayOf: ReadonlyMap<string, DayNumber>;
  readonly firstContact: ReadonlyMap<string, DayNumber>;
  /** Interactions up to `to`, by user. */
  readonly byUser: ReadonlyMap<string, readonly Interaction[]>;
  readonly sums: RepSums;
};

/** Lays out the contacts of a book up to the end of a period, by who took part. */
export function lay(book: Book, from: DayNumber, to: DayNumber, sums: RepSums): Ground {
  const readDay = createDayReader(book.zone);
  const dayOf = new Map<string, DayNumber>();
  const firstContact = new Map<string, DayNumber>();
  const byUser = new Map<string, Interaction[]>();
  for (const one of book.interactions) {
    const day = one.happenedAt === undefined ? undefined : readDay(one.happenedAt);
    if (day === undefined || day > to) {
      continue;
    }
    dayOf.set(one.id, day);
    const users = new Set(one.participants.filter((id) => id.startsWith('u')));
    if (one.loggedBy !== undefined) {
      users.add(one.loggedBy);
    }
    for (const user of users) {
      const held = byUser.get(user);
      if (held === undefined) {
        byUser.set(user, [one]);
      } else {
        held.push(one);
      }
    }
    for (const customer of one.participants.filter((id) => id.startsWith('c'))) {
      firstContact.set(customer, Math.min(day, firstContact.get(customer) ?? Infinity));
    }
  }
  let workingDays = 0;
  for (let day = from; day <= to; day += 1) {
    // Days 2 and 3 after a Thursday, on which counting begins, are a weekend.
    workingDays += ((day % 7) + 7) % 7 === 2 || ((day % 7) + 7) % 7 === 3 ? 0 : 1;
  }
  return { book, from, to, workingDays, readDay, dayOf, firstContact, byUser, sums };
}

/** The customers of an interaction. */
export const customersOf = ({ participants }: Interaction): readonly string[] => participants.filter((id) => id.startsWith('c'));

/** True when a lead other than oneself took part. */
export function hasLead({ participants }: Interaction, book: Book, self: string): boolean {
  return participants.some((one) => one !== self && book.users.some(({ id, role }) => id === one && (role === 'lead' || role === 'admin')));
}

/** Hours from one instant to a later one, never below 0. */
export const hoursBetween = (from: string, to: string): number => Math.max(0, (Date.parse(to) - Date.parse(from)) / MS_AN_HOUR);

/** From what was asked for to the first interaction that answers it and says what was sent. */
export function hoursToSend(asked: readonly Interaction[], { book, to, dayOf }: Ground): readonly number[] {
  const first = new Map<string, string>();
  for (const { id, answers, sent, happenedAt } of book.interactions) {
    if (answers !== undefined && sent !== undefined && happenedAt !== undefined && (dayOf.get(id) ?? Infinity) <= to) {
      const held = first.get(answers);
      first.set(answers, held === undefined || happenedAt < held ? happenedAt : held);
    }
  }
  return asked.flatMap(({ id, happenedAt }) => {
    const sentAt = first.get(id);
    return sentAt === undefined || happenedAt === undefined ? [] : [hoursBetween(happenedAt, sentAt)];
  });
}

/** Marks of 1 to 5 on the rep's own interactions, and answers of customers whom the rep looks after. */
export function satisfactionOf(own: readonly Interaction[], user: string, { book, from, to }: Ground): readonly number[] {
  const owned = new Set(book.customers.filter(({ owner, capturedBy }) => (owner ?? capturedBy) === user).map(({ id }) => id));
  const isInside = (day: string | undefined): boolean => {
    const number = day === undefined ? undefined : toDayNumber(day);
    return number !== undefined && number >= from && number <= to;
  };
  return [
    ...own.flatMap(({ satisfaction }) => (satisfaction === undefined ? [] : [satisfaction])),
    ...book.answers.flatMap(({ customer, received, answeredOn }) =>
      received !== undefined && isInside(answeredOn) && owned.has(customer ?? '') ? [received] : [],
    ),
  ];
}
