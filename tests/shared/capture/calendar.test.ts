import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { readCalendar, type CalendarEvent } from '#shared/capture/calendar.ts';

function calendar(event: readonly string[], method = 'REQUEST'): string {
  return ['BEGIN:VCALENDAR', 'VERSION:2.0', `METHOD:${method}`, 'BEGIN:VEVENT', ...event, 'END:VEVENT', 'END:VCALENDAR', ''].join('\r\n');
}

function first(event: readonly string[], method?: string, zone = 'Europe/Berlin'): CalendarEvent | undefined {
  return readCalendar(calendar(event, method), zone)[0];
}

const plain = [
  'UID:1@acme.example',
  'SEQUENCE:0',
  'DTSTAMP:20261101T080000Z',
  'DTSTART:20261103T130000Z',
  'DTEND:20261103T140000Z',
  'SUMMARY:Price talk',
];

describe('an invitation becomes a meeting', () => {
  test('with its people, place and length', () => {
    const event = first([
      ...plain,
      'LOCATION:Room 2\\, first floor',
      'DESCRIPTION:Prices\\nand delivery',
      'ORGANIZER;CN="Holt, Mira":mailto:Mira@holt-tools.example',
      'ATTENDEE;CUTYPE=INDIVIDUAL;PARTSTAT=NEEDS-ACTION;CN=Robin Reeve:MAILTO:robin@shop.example',
      'ATTENDEE;CN="A;B:C":mailto:ab@shop.example',
      'BEGIN:VALARM',
      'TRIGGER:-PT15M',
      'DESCRIPTION:Alarm',
      'END:VALARM',
    ]);
    expect(event).toMatchObject({
      uid: '1@acme.example',
      state: 'planned',
      method: 'request',
      subject: 'Price talk',
      place: 'Room 2, first floor',
      text: 'Prices\nand delivery',
      organizer: { name: 'Holt, Mira', email: 'mira@holt-tools.example' },
      attendees: [
        { name: 'Robin Reeve', email: 'robin@shop.example' },
        { name: 'A;B:C', email: 'ab@shop.example' },
      ],
      starts: { instant: '2026-11-03T13:00:00Z', onDay: '2026-11-03', zone: 'utc' },
      durationMinutes: 60,
      isSeries: false,
    });
  });

  test('folded lines are one, also in the middle of a character’s word', () => {
    const event = first(['UID:2', 'DTSTART:20261103T130000Z', 'SUMMARY:Besprechung über', '  Ki', '\tsten']);
    expect(event?.subject).toBe('Besprechung über Kisten');
  });

  test.each([
    ['a place', 'DTSTART;TZID=America/New_York:20261103T090000', '2026-11-03T14:00:00Z', 'named'],
    ['a place in summer', 'DTSTART;TZID=Europe/Berlin:20260703T090000', '2026-07-03T07:00:00Z', 'named'],
    ['a zone of Windows', 'DTSTART;TZID="W. Europe Standard Time":20261103T090000', '2026-11-03T08:00:00Z', 'named'],
    ['a zone of Windows in Asia', 'DTSTART;TZID=China Standard Time:20261103T090000', '2026-11-03T01:00:00Z', 'named'],
    ['a zone with a maker’s prefix', 'DTSTART;TZID=/mozilla.org/20050126_1/Asia/Tokyo:20261103T090000', '2026-11-03T00:00:00Z', 'named'],
    ['no zone: the reader’s', 'DTSTART:20261103T090000', '2026-11-03T08:00:00Z', 'floating'],
    ['a zone nobody knows: the reader’s, and said so', 'DTSTART;TZID=Customized Time Zone:20261103T090000', '2026-11-03T08:00:00Z', 'unknown-zone'],
    ['a whole day', 'DTSTART;VALUE=DATE:20261103', null, 'day'],
    ['an hour that the change of clocks skips', 'DTSTART;TZID=Europe/Berlin:20260329T023000', '2026-03-29T01:30:00Z', 'named'],
  ])('%s', (_what, starts, instant, zone) => {
    expect(first(['UID:3', starts])?.starts).toEqual({
      instant,
      onDay: /(\d{8})/u.exec(starts.replace('20050126', ''))?.[1]?.replace(/(....)(..)(..)/u, '$1-$2-$3'),
      zone,
    });
  });

  test('a duration instead of an end', () => {
    expect(first(['UID:4', 'DTSTART:20261103T090000Z', 'DURATION:PT1H30M'])?.durationMinutes).toBe(90);
  });
});

describe('what became of it', () => {
  test('a cancellation', () => {
    expect(first([...plain, 'STATUS:CANCELLED'])?.state).toBe('cancelled');
    expect(first(plain, 'CANCEL')?.state).toBe('cancelled');
  });

  test('of two states the higher sequence counts, whatever their order, then the later stamp', () => {
    const moved = ['UID:1@acme.example', 'SEQUENCE:2', 'DTSTAMP:20261101T090000Z', 'DTSTART:20261104T130000Z'];
    const later = ['UID:1@acme.example', 'SEQUENCE:2', 'DTSTAMP:20261101T100000Z', 'DTSTART:20261105T130000Z'];
    const events = (...all: (readonly string[])[]): string[] =>
      readCalendar(all.map((event) => calendar(event)).join(''), 'UTC').map((event) => event.starts.onDay);
    expect(events(plain, moved)).toEqual(['2026-11-04']);
    expect(events(moved, plain)).toEqual(['2026-11-04']);
    expect(events(later, moved, plain)).toEqual(['2026-11-05']);
  });

  test('one time of a series is a meeting of its own', () => {
    const one = ['UID:s', 'RRULE:FREQ=WEEKLY', 'DTSTART:20261103T090000Z'];
    const other = ['UID:s', 'RECURRENCE-ID:20261110T090000Z', 'DTSTART:20261110T110000Z'];
    expect(readCalendar(calendar(one) + calendar(other), 'UTC').map((event) => [event.isSeries, event.starts.instant])).toEqual([
      [true, '2026-11-03T09:00:00Z'],
      [false, '2026-11-10T11:00:00Z'],
    ]);
  });
});

test.each([
  ['no UID', ['DTSTART:20261103T090000Z']],
  ['no beginning', ['UID:1']],
  ['a day that no calendar has', ['UID:1', 'DTSTART:20260231T090000Z']],
  ['an hour that no clock has', ['UID:1', 'DTSTART:20261103T990000Z']],
])('%s: left out', (_what, event) => {
  expect(first(event)).toBeUndefined();
});

test('never throws, and is quick whatever it is given', () => {
  const piece = fc.constantFrom(
    'BEGIN:VEVENT',
    'END:VEVENT',
    'BEGIN:VCALENDAR',
    'UID:1',
    'DTSTART:20261103T090000',
    'DTSTART;TZID=',
    ':',
    ';',
    '"',
    '\r\n',
    '\n ',
    'DURATION:P',
    'SEQUENCE:-1',
    'ATTENDEE;CN="',
    'mailto:a@b.example',
  );
  fc.assert(
    fc.property(
      fc.oneof(
        fc.string({ unit: 'binary' }),
        fc.array(piece, { maxLength: 60 }).map((pieces) => pieces.join('')),
      ),
      (source) => {
        expect(Array.isArray(readCalendar(source, 'Europe/Berlin'))).toBe(true);
        expect(Array.isArray(readCalendar(calendar([source]), 'Nowhere/Land'))).toBe(true);
      },
    ),
  );
  const startedAt = performance.now();
  for (const pump of [
    '\n ',
    ' ',
    'A;',
    'A="',
    'BEGIN:VEVENT\n',
    'BEGIN:VEVENT\nUID:1\nDTSTART:20261103T090000\nEND:VEVENT\n',
    'DURATION:P1',
    '\\',
    '/A/',
    'Europe/',
  ]) {
    readCalendar(`BEGIN:VEVENT\nUID:1\nDTSTART;TZID=${pump.repeat(2_000_000 / pump.length)}`, 'UTC');
    readCalendar(pump.repeat(2_000_000 / pump.length), 'UTC');
    readCalendar(
      calendar(['UID:1', `DTSTART;TZID=${pump.repeat(100)}:20261103T090000`, `SUMMARY:${pump.repeat(10_000)}`, `DURATION:${pump.repeat(10_000)}`]),
      'UTC',
    );
  }
  expect(performance.now() - startedAt).toBeLessThan(15_000);
}, 60_000);
