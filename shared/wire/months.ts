import * as v from 'valibot';
import { Mark } from '../model/mark.ts';
import { MonthSheet } from '../model/month-sheet.ts';
import { Month } from '../model/service.ts';

/** The month to read; the last one that is over when left out. */
export const MonthQuery = v.strictObject({ month: v.exactOptional(Month) });
export type MonthQuery = v.InferOutput<typeof MonthQuery>;

const Id = v.pipe(v.string(), v.maxLength(64));
const Instant = v.string();
const Area = v.pipe(v.string(), v.maxLength(500));
/** Short enough that a sheet with it fits into one field of a record. */
const Remark = v.pipe(v.string(), v.maxLength(2000));

/** What somebody wrote after a month was closed; it stands beside the sheet and changes nothing in it. */
export const LaterEntry = v.strictObject({ at: Instant, by: v.string(), mark: v.nullable(Mark), remark: v.string() });

/** One technician's month: the sheet as it is now, or as it was closed. Names are empty for somebody who is gone. */
export const MonthOfTechnician = v.strictObject({
  user: Id,
  sheet: MonthSheet,
  closed: v.nullable(v.strictObject({ at: Instant, by: v.string() })),
  confirmed: v.array(v.strictObject({ user: Id, name: v.string(), at: Instant })),
  later: v.array(LaterEntry),
});
export type MonthOfTechnician = v.InferOutput<typeof MonthOfTechnician>;

/** A month as somebody may see it. */
export const MonthReply = v.strictObject({
  month: Month,
  isOver: v.boolean(),
  /** Payments in these are not in any pool: no rate says what they are worth. */
  currenciesLeftOut: v.array(v.string()),
  technicians: v.array(MonthOfTechnician),
  /** Areas that the reader may close now. */
  closable: v.array(Area),
});
export type MonthReply = v.InferOutput<typeof MonthReply>;

/** What the lead says of a month that is not closed; null takes the mark back. */
export const MarkMonthRequest = v.strictObject({ user: Id, month: Month, mark: v.nullable(Mark), remark: Remark });
export type MarkMonthRequest = v.InferOutput<typeof MarkMonthRequest>;

/** `withoutScore`: the technicians of whom the closer knows that they have no score and get nothing. */
export const CloseMonthRequest = v.strictObject({ month: Month, area: Area, withoutScore: v.pipe(v.array(Id), v.maxLength(1000)) });
export type CloseMonthRequest = v.InferOutput<typeof CloseMonthRequest>;

export const ConfirmMonthRequest = v.strictObject({ user: Id, month: Month });
export type ConfirmMonthRequest = v.InferOutput<typeof ConfirmMonthRequest>;

export const LaterRequest = v.strictObject({
  user: Id,
  month: Month,
  mark: v.nullable(Mark),
  remark: v.pipe(v.string(), v.regex(/\S/u), v.maxLength(500)),
});
export type LaterRequest = v.InferOutput<typeof LaterRequest>;
