import * as v from 'valibot';
import { defineEntity, fww, lww, map, set, type ViewOf } from './entity.ts';
import { Day, Id, Instant, Line, Minor, Text } from './field.ts';
import { Mark } from './mark.ts';
import { MonthSheet } from './month-sheet.ts';

/** A calendar month: `2026-11`. */
export const Month = v.pipe(v.string(), v.regex(/^\d{4}-(?:0[1-9]|1[0-2])$/u));
export type Month = v.InferOutput<typeof Month>;

/** One planned visit of a case, and how it went. */
export const Visit = v.looseObject({
  technician: v.exactOptional(Id),
  plannedAt: v.exactOptional(Instant),
  arrivedAt: v.exactOptional(Instant),
  leftAt: v.exactOptional(Instant),
  solved: v.exactOptional(v.boolean()),
  /** Who says whether it was solved. */
  judgedBy: v.exactOptional(v.picklist(['customer', 'technician', 'lead'])),
  /** Nobody came. */
  missed: v.exactOptional(v.boolean()),
});
export type Visit = v.InferOutput<typeof Visit>;

/** What the customer said on the form of a visit: three marks of 0 to 100. */
export const FeedbackForm = v.looseObject({
  attitude: v.exactOptional(Mark),
  solved: v.exactOptional(Mark),
  professional: v.exactOptional(Mark),
  onDay: Day,
});
export type FeedbackForm = v.InferOutput<typeof FeedbackForm>;

/** A question, complaint, repair or upkeep of a customer (A8). */
export const cases = defineEntity({
  name: 'cases',
  kind: 's',
  fields: {
    title: lww(Line),
    text: lww(Text, { pii: true }),
    kind: lww(v.picklist(['question', 'complaint', 'repair', 'upkeep']), { indexed: true }),
    customer: lww(Id, { indexed: true }),
    equipment: lww(Id),
    product: lww(Id),
    productName: lww(Line),
    technician: lww(Id, { indexed: true }),
    area: lww(Line),
    openedAt: lww(Instant, { indexed: true }),
    solvedAt: lww(v.nullable(Instant)),
    /** `0`, `1`, … -> visit. */
    visits: map(Visit),
    form: lww(FeedbackForm),
    /** Feedback that came later, 0 to 100. */
    feedback: lww(v.looseObject({ mark: Mark, onDay: Day })),
    /** A mistake was made because somebody had been told something wrong. */
    wrongInformation: lww(v.boolean()),
    cost: lww(v.strictObject({ minor: Minor, currency: Line }), { hiddenFrom: ['service'] }),
    by: set(),
    keyedBy: lww(Line),
  },
});
export type ServiceCase = ViewOf<typeof cases>;

/** A product that stands at a customer (A8). */
export const equipment = defineEntity({
  name: 'equipment',
  kind: 'e',
  fields: {
    customer: lww(Id, { indexed: true }),
    product: lww(Id),
    productName: lww(Line),
    serial: lww(Line, { indexed: true }),
    since: lww(Day),
    warrantyUntil: lww(Day),
    upkeepEveryDays: lww(v.pipe(v.number(), v.integer(), v.minValue(1))),
    nextUpkeepOn: lww(Day, { indexed: true }),
    place: lww(Line),
    by: set(),
    keyedBy: lww(Line),
  },
});
export type Equipment = ViewOf<typeof equipment>;

/** One day of a technician's duty, by hand or from a table. Its id comes from user and day, so that two tables give one record. */
export const duties = defineEntity({
  name: 'duties',
  kind: 'w',
  fields: {
    user: fww(Id, { indexed: true }),
    onDay: fww(Day, { indexed: true }),
    /** On duty for the whole day; false: absent without leave. */
    present: lww(v.boolean()),
    late: lww(v.boolean()),
    leftEarly: lww(v.boolean()),
    leave: lww(v.boolean()),
    note: lww(Text),
    source: lww(Line),
    keyedBy: fww(Line),
  },
});
export type Duty = ViewOf<typeof duties>;

/**
 * What the area's lead says of a technician's month, and the month's sheet once it is closed. Its id comes from user and
 * month. A closed sheet is not changed: what comes later is an entry of its own in `later`. Closing, confirming and later
 * entries are the server's to write, since only there is it known that the month was closed before, and by whom.
 */
export const assessments = defineEntity({
  name: 'assessments',
  kind: 'b',
  fields: {
    user: fww(Id, { indexed: true }),
    month: fww(Month, { indexed: true }),
    area: lww(Line),
    leadMark: lww(Mark),
    remark: lww(Text),
    by: lww(Id),
    closedAt: lww(Instant, { serverOwned: true }),
    closedBy: lww(Id, { serverOwned: true }),
    /** The sheet as it was when the month was closed. */
    sheet: lww(MonthSheet, { serverOwned: true }),
    /** User -> when they confirmed the sheet. */
    confirmed: map(Instant, { serverOwned: true }),
    /** Instant -> a correction after the close. */
    later: map(v.looseObject({ mark: v.exactOptional(Mark), remark: Line, by: Id }), { serverOwned: true }),
    keyedBy: fww(Line),
  },
});
export type Assessment = ViewOf<typeof assessments>;
