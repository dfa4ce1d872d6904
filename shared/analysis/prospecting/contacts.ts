import type { Id } from '../../model/field.ts';
import type { Book } from '../core/book.ts';
import type { BuyingDays } from '../core/buying-days.ts';
import { createDayReader, type DayNumber } from '../core/calendar.ts';
import { tabulatePurchaseDays } from '../core/purchase-days.ts';
import type { Contact } from './grid.ts';

/** A contact of ours within so many days follows an order. */
const FOLLOW_DAYS = 30;

/** What was recorded of the contact with each customer after `from`, up to and with `asOf`. */
export function countContacts(book: Book, buying: BuyingDays, from: DayNumber): ReadonlyMap<Id, Contact> {
  const { asOf } = buying;
  const readDay = createDayReader(book.zone);
  const held = new Map<Id, { received: number; sent: number; meetings: number; readonly ours: DayNumber[] }>();
  for (const { happenedAt, direction, channel, participants } of book.interactions) {
    const day = happenedAt === undefined ? undefined : readDay(happenedAt);
    if (day === undefined || day <= from || day > asOf || channel === 'note') {
      continue;
    }
    for (const participant of participants) {
      const one = held.get(participant) ?? { received: 0, sent: 0, meetings: 0, ours: [] };
      held.set(participant, one);
      const isMeeting = channel === 'meeting';
      one.meetings += isMeeting ? 1 : 0;
      one.received += !isMeeting && direction === 'in' ? 1 : 0;
      one.sent += !isMeeting && direction === 'out' ? 1 : 0;
      if (isMeeting || direction === 'out') {
        one.ours.push(day);
      }
    }
  }
  const contacts = new Map<Id, Contact>();
  const { start, day: all } = tabulatePurchaseDays(buying);
  buying.index.lines.dictionary.customer.names.forEach((name, customer) => {
    const days = all.subarray(start[customer] ?? 0, start[customer + 1] ?? 0).filter((day) => day > from);
    const { ours, ...counts } = held.get(name) ?? { received: 0, sent: 0, meetings: 0, ours: [] };
    const followed = days.filter((day) => ours.some((contact) => contact > day && contact <= day + FOLLOW_DAYS)).length;
    contacts.set(name, { ...counts, orders: days.length, followed });
  });
  return contacts;
}
