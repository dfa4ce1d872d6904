import { readCalendar, type CalendarEvent, type CalendarPerson } from '#shared/capture/calendar.ts';
import { toMinorUnits } from '#shared/capture/order-tables/amounts.ts';
import { listTextGrids } from '#shared/capture/order-tables/grids.ts';
import { findOrders } from '#shared/capture/orders-in-text.ts';
import type { TrustedOrder } from '#shared/capture/marked-orders.ts';
import { countryOfDomain } from '#shared/capture/text/phones.ts';
import type { CapturedMessage, CapturedOrder, FoundOrder } from '#shared/model/capture.ts';

/** A meeting of an invitation or a calendar file; `startsAt` is null for a whole day. */
export type PrintedMeeting = {
  readonly uid: string;
  readonly recurrenceId: string | null;
  readonly sequence: number;
  readonly state: CalendarEvent['state'];
  readonly subject: string;
  readonly place: string;
  readonly startsAt: string | null;
  readonly onDay: string;
  readonly durationMinutes: number | null;
  readonly organizer: CalendarPerson | null;
  readonly attendees: readonly CalendarPerson[];
};

/** An order that was found without markup, as one with it is printed: sums in minor units where the currency is known. */
function printFoundOrder(order: FoundOrder, message: CapturedMessage): CapturedOrder {
  const { number, currency, totalMajor, lines, confidence } = order;
  const toMinor = (major: number | null): number | null => (major === null || currency === null ? null : toMinorUnits(major, currency));
  return {
    number,
    merchant: null,
    placedAt: message.sentAt,
    currency,
    totalMinor: toMinor(totalMajor),
    status: null,
    lines: lines.map(({ product, quantity, unitPriceMajor }) => ({ product, quantity, unitPriceMinor: toMinor(unitPriceMajor) })),
    confidence,
  };
}

/** The zone of this process, which `--tz` sets. */
function ownZone(): string {
  return new Intl.DateTimeFormat().resolvedOptions().timeZone;
}

/** The meetings of calendars as printed, and what is to be said of a time whose zone is not known. */
export function printMeetings(sources: readonly string[]): { readonly meetings: PrintedMeeting[]; readonly notes: string[] } {
  const events = sources.flatMap((source) => readCalendar(source, ownZone()));
  return {
    meetings: events.map(({ uid, recurrenceId, sequence, state, subject, place, starts, durationMinutes, organizer, attendees }) => ({
      uid,
      recurrenceId,
      sequence,
      state,
      subject,
      place,
      startsAt: starts.instant,
      onDay: starts.onDay,
      durationMinutes,
      organizer,
      attendees,
    })),
    notes: events.flatMap(({ uid, starts }) =>
      starts.zone === 'floating' || starts.zone === 'unknown-zone'
        ? [`${starts.zone === 'floating' ? 'zone-floating' : 'zone-unknown'}: ${uid}`]
        : [],
    ),
  };
}

/** Why an order of markup is not as sure as its markup is whole: who sent the mail is not the shop that it names, or it names none. */
export function printTrust(orders: readonly TrustedOrder[]): string[] {
  return orders
    .filter(({ trust }) => trust !== 'sender-is-shop')
    .map(({ order, trust }) => `markup-${trust}${order.merchant === null ? '' : `: ${order.merchant}`}`);
}

/** The orders of a message that are not marked up, as printed. `tables` holds the texts of attached files. */
export function findPrintedOrders(message: CapturedMessage, html: string, tables: readonly string[], country: string | null): CapturedOrder[] {
  const sender = message.from?.email ?? '';
  const text = `${message.subject}\n\n${message.text}`;
  const attached = tables.flatMap(listTextGrids);
  return findOrders({ sender, country: countryOfDomain(sender) ?? country, text, html, attached }, []).map((order) =>
    printFoundOrder(order, message),
  );
}
