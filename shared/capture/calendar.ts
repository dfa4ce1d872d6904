import type { Day, Instant } from '../model/field.ts';
import { toInstant } from '../model/field.ts';
import { normalizeEmail } from './addresses.ts';
import { toLine, toPlainText } from './line.ts';
import { listCalendarLines, type CalendarLine } from './calendar-lines.ts';
import { zoneOf, instantIn } from './calendar-zones.ts';

/** Somebody whom an invitation names. */
export type CalendarPerson = { readonly name: string; readonly email: string };

/** When something begins or ends, and how far its zone is known. */
export type CalendarTime = {
  /** Null for a whole day. */
  readonly instant: Instant | null;
  readonly onDay: Day;
  /** `floating`: a time without a zone, read in the reader's own; `unknown-zone`: it names one that nobody knows, read likewise. */
  readonly zone: 'utc' | 'named' | 'floating' | 'unknown-zone' | 'day';
};

/** One meeting of a calendar (RFC 5545, VEVENT). */
export type CalendarEvent = {
  readonly uid: string;
  /** Which time of a series this is, as written; null for a single meeting or the whole series. */
  readonly recurrenceId: string | null;
  readonly sequence: number;
  /** When this state of it was written; an ISO instant or empty. */
  readonly stampedAt: string;
  readonly state: 'planned' | 'tentative' | 'cancelled';
  /** What the calendar is sent for: `request`, `cancel`, `reply`, `publish`, or null. */
  readonly method: string | null;
  readonly subject: string;
  readonly place: string;
  readonly text: string;
  readonly organizer: CalendarPerson | null;
  readonly attendees: readonly CalendarPerson[];
  readonly starts: CalendarTime;
  readonly durationMinutes: number | null;
  readonly isSeries: boolean;
};

const MAX_EVENTS = 500;
const MAX_ATTENDEES = 100;
const MAX_TEXT = 15_000;

/**
 * The meetings of a calendar file or an invitation, each once: of two states of one meeting the higher SEQUENCE counts, then the
 * later DTSTAMP. `zone` is where times without a zone are read. What has no UID or no beginning is left out; nothing throws.
 */
export function readCalendar(source: string, zone: string): CalendarEvent[] {
  const lines = listCalendarLines(source);
  const method =
    lines
      .find((line) => line.name === 'METHOD' && line.component === 'VCALENDAR')
      ?.value.trim()
      .toLowerCase() ?? null;
  const events = splitEvents(lines).flatMap((own) => readEvent(own, method, zone) ?? []);
  return latestEvents(events);
}

/** Of several states of one meeting the newest one, in the order in which they first came. */
export function latestEvents(events: readonly CalendarEvent[]): CalendarEvent[] {
  const latest = new Map<string, CalendarEvent>();
  for (const event of events) {
    const key = `${event.uid}\n${event.recurrenceId ?? ''}`;
    const known = latest.get(key);
    if (known === undefined || isNewer(event, known)) {
      latest.set(key, event);
    }
  }
  return [...latest.values()];
}

function isNewer(event: CalendarEvent, known: CalendarEvent): boolean {
  return event.sequence === known.sequence ? event.stampedAt >= known.stampedAt : event.sequence > known.sequence;
}

function splitEvents(lines: readonly CalendarLine[]): (readonly CalendarLine[])[] {
  const events: CalendarLine[][] = [];
  let own: CalendarLine[] | null = null;
  for (const line of lines) {
    if (line.name === 'BEGIN' && line.value.toUpperCase() === 'VEVENT') {
      own = [];
    } else if (line.name === 'END' && line.value.toUpperCase() === 'VEVENT') {
      if (own !== null && events.length < MAX_EVENTS) {
        events.push(own);
      }
      own = null;
    } else if (line.component === 'VEVENT') {
      // An alarm inside the meeting has a trigger and a text of its own.
      own?.push(line);
    }
  }
  return events;
}

function readEvent(lines: readonly CalendarLine[], method: string | null, zone: string): CalendarEvent | null {
  const of = (name: string): CalendarLine | undefined => lines.find((line) => line.name === name);
  const uid = toLine(of('UID')?.value ?? '');
  const starts = readTime(of('DTSTART'), zone);
  if (uid === '' || starts === null) {
    return null;
  }
  const ends = readTime(of('DTEND'), zone);
  const status = (of('STATUS')?.value ?? '').trim().toUpperCase();
  return {
    uid,
    recurrenceId: of('RECURRENCE-ID') === undefined ? null : toLine(of('RECURRENCE-ID')?.value ?? ''),
    sequence: Math.trunc(Number(of('SEQUENCE')?.value ?? '0')) || 0,
    stampedAt: readTime(of('DTSTAMP') ?? of('LAST-MODIFIED'), 'UTC')?.instant ?? '',
    state: status === 'CANCELLED' || method === 'cancel' ? 'cancelled' : status === 'TENTATIVE' ? 'tentative' : 'planned',
    method,
    subject: toLine(unescapeText(of('SUMMARY')?.value ?? '')),
    place: toLine(unescapeText(of('LOCATION')?.value ?? '')),
    text: toPlainText(unescapeText((of('DESCRIPTION')?.value ?? '').slice(0, MAX_TEXT))),
    organizer: readPerson(of('ORGANIZER')),
    attendees: lines
      .filter((line) => line.name === 'ATTENDEE')
      .slice(0, MAX_ATTENDEES)
      .flatMap((line) => readPerson(line) ?? []),
    starts,
    durationMinutes: minutesBetween(starts, ends) ?? readDuration(of('DURATION')?.value ?? ''),
    isSeries: of('RRULE') !== undefined || of('RDATE') !== undefined,
  };
}

function unescapeText(text: string): string {
  return text.replace(/\\([\\;,nN])/gu, (_, sign: string) => (sign === 'n' || sign === 'N' ? '\n' : sign));
}

function readPerson(line: CalendarLine | undefined): CalendarPerson | null {
  const email =
    line === undefined ? null : (normalizeEmail(line.value.trim().replace(/^mailto:/iu, '')) ?? normalizeEmail(line.parameters.get('EMAIL') ?? ''));
  return email === null || line === undefined ? null : { name: toLine(line.parameters.get('CN') ?? ''), email };
}

function readTime(line: CalendarLine | undefined, readerZone: string): CalendarTime | null {
  const parts = /^(\d{4})(\d\d)(\d\d)(?:T(\d\d)(\d\d)(\d\d)?(Z)?)?$/u.exec((line?.value ?? '').trim());
  if (line === undefined || parts === null) {
    return null;
  }
  const [, year = '', month = '', day = '', hour, minute = '00', second = '00', utc] = parts;
  const onDay = `${year}-${month}-${day}`;
  if (Number.isNaN(Date.parse(`${onDay}T00:00:00Z`)) || new Date(`${onDay}T00:00:00Z`).toISOString().slice(0, 10) !== onDay || Number(year) < 1970) {
    return null;
  }
  if (hour === undefined) {
    return { instant: null, onDay, zone: 'day' };
  }
  if (Number(hour) > 23 || Number(minute) > 59) {
    return null;
  }
  const wall = Date.parse(`${onDay}T${hour}:${minute}:${Number(second) > 59 ? '59' : second}Z`);
  if (utc !== undefined) {
    return { instant: toInstant(wall), onDay, zone: 'utc' };
  }
  const said = line.parameters.get('TZID') ?? null;
  const known = said === null ? null : zoneOf(said);
  return { instant: instantIn(wall, known ?? readerZone), onDay, zone: known !== null ? 'named' : said === null ? 'floating' : 'unknown-zone' };
}

function minutesBetween(starts: CalendarTime, ends: CalendarTime | null): number | null {
  if (ends === null || starts.instant === null || ends.instant === null) {
    return null;
  }
  const minutes = Math.round((Date.parse(ends.instant) - Date.parse(starts.instant)) / 60_000);
  return minutes >= 0 ? minutes : null;
}

/** `PT1H30M`, `P1D` (RFC 5545 3.3.6) in minutes. */
function readDuration(text: string): number | null {
  const found = /^\+?P(?:(\d{1,4})W|(?:(\d{1,4})D)?(?:T(?:(\d{1,4})H)?(?:(\d{1,5})M)?(?:\d{1,6}S)?)?)$/u.exec(text.trim());
  if (found === null) {
    return null;
  }
  const [weeks, days, hours, minutes] = found.slice(1).map((part) => Number(part ?? '0'));
  const sum = (weeks ?? 0) * 10_080 + (days ?? 0) * 1440 + (hours ?? 0) * 60 + (minutes ?? 0);
  return sum > 0 ? sum : null;
}
