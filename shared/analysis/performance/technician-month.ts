import * as v from 'valibot';
import { Mark } from '../../model/mark.ts';

const Parts = v.object({
  onDuty: v.nullable(Mark),
  onTime: v.nullable(Mark),
  hasMissedVisit: v.boolean(),
  attitude: v.nullable(Mark),
  solved: v.nullable(Mark),
  professional: v.nullable(Mark),
  lead: v.nullable(Mark),
  solvedRate: v.nullable(Mark),
  feedback: v.nullable(Mark),
});

/** One technician's month. */
export const TechnicianMonth = v.object({
  user: v.string(),
  name: v.nullable(v.string()),
  area: v.string(),
  parts: Parts,
  attendance: v.nullable(Mark),
  customer: v.nullable(Mark),
  lead: v.nullable(Mark),
  problem: v.nullable(Mark),
  /** Null while a module is missing: incomplete, and never 0. */
  score: v.nullable(Mark),
  /** The parts that nothing says. */
  incomplete: v.array(v.string()),
  /** Of the area's pool; null until every technician of the area has a score. */
  bonusMinor: v.nullable(v.number()),
  /** How many records each module rests on. */
  n: v.object({ duties: v.number(), forms: v.number(), visits: v.number(), feedbacks: v.number() }),
  closedAt: v.nullable(v.string()),
  confirmed: v.array(v.string()),
  /** Corrections that came after the month was closed; they do not change the sheet. */
  later: v.number(),
});
export type TechnicianMonth = v.InferOutput<typeof TechnicianMonth>;

/** One area's month. */
export const AreaMonth = v.object({
  area: v.string(),
  netCollectionsMinor: v.nullable(v.number()),
  /** Taken from the area's sales commission. */
  poolMinor: v.nullable(v.number()),
  technicians: v.number(),
  incomplete: v.number(),
  payments: v.number(),
});
export type AreaMonth = v.InferOutput<typeof AreaMonth>;
