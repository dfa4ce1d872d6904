import { readCalendar, type CalendarEvent } from '#shared/capture/calendar.ts';
import type { Grid } from '#shared/capture/order-tables/grids.ts';
import { findOrders } from '#shared/capture/orders-in-text.ts';
import type { RawParts } from '#shared/capture/raw/read-raw.ts';
import { readTrustedOrders, toOffer } from '#shared/capture/marked-orders.ts';
import { countryOfDomain } from '#shared/capture/text/phones.ts';
import { decodeText } from '#shared/import/decode.ts';
import { readTable } from '#shared/import/read-table.ts';
import type { CapturedMessage } from '#shared/model/capture.ts';
import type { OfferedMeeting, OfferedOrder } from '#shared/model/offer.ts';
import { idFromKey } from '#shared/sync/ids.ts';
import { orderColumns, readSetting } from '../settings.ts';

/** A table with more lines than this is a catalogue. */
const MAX_TABLE_ROWS = 300;
const MAX_PEOPLE = 50;
const MAX_MARKED = 10;

/**
 * The orders that a mail holds, each with the id that it gets in every book of the organization: those that its sender marked up, else
 * those of its tables and lists.
 */
export async function listOfferedOrders(
  message: CapturedMessage,
  parts: RawParts | null,
  interaction: string,
  idSalt: Uint8Array,
): Promise<OfferedOrder[]> {
  const idOf = (at: number): string => idFromKey('o', idSalt, `order-in:${interaction}|${at}`);
  const marked = parts === null ? [] : readTrustedOrders(parts).flatMap((order) => toOffer(order) ?? []);
  if (marked.length > 0) {
    return marked.slice(0, MAX_MARKED).map((offer, at) => ({ id: idOf(at), ...offer }));
  }
  const sender = message.from?.email ?? '';
  const found = findOrders(
    {
      sender,
      country: countryOfDomain(sender),
      text: `${message.subject}\n\n${message.text}`,
      html: parts?.html ?? '',
      attached: (parts?.tables ?? []).map((file) => toGrid(file.bytes)),
    },
    await readSetting(orderColumns),
  );
  return found.map((order, at) => ({ id: idOf(at), order }));
}

/** The table of an attached file, CSV or a workbook; a file that is neither gives none. */
function toGrid(bytes: Uint8Array): Grid {
  const table = readTable(bytes);
  if (!table.ok) {
    return [];
  }
  const rows: (readonly string[])[] = [table.value.headings];
  for (const row of table.value.rows()) {
    if (rows.length >= MAX_TABLE_ROWS) {
      break;
    }
    rows.push(row.cells);
  }
  return rows;
}

/** The meetings of a mail's invitation. `zone`: where times that name none are read. */
export function listOfferedMeetings(parts: RawParts | null, idSalt: Uint8Array, zone: string): OfferedMeeting[] {
  const events = (parts?.calendars ?? []).flatMap((file) => readCalendar(decodeText(file), zone));
  return events.filter((event) => event.method !== 'reply').map((event) => toMeeting(event, idSalt));
}

function toMeeting(event: CalendarEvent, idSalt: Uint8Array): OfferedMeeting {
  const { subject, place, starts, durationMinutes, state, organizer, attendees } = event;
  const thread = `meeting:${event.uid}|${event.recurrenceId ?? ''}`.slice(0, 500);
  return {
    // What a captured meeting says is never written over, so a meeting that is moved is another record of the same thread.
    id: idFromKey('i', idSalt, `${thread}|${starts.instant ?? starts.onDay}`),
    thread,
    subject,
    place,
    startsAt: starts.instant,
    onDay: starts.onDay,
    durationMinutes,
    state,
    isZoneGuessed: starts.zone === 'floating' || starts.zone === 'unknown-zone',
    people: [...(organizer === null ? [] : [organizer]), ...attendees].slice(0, MAX_PEOPLE),
  };
}
