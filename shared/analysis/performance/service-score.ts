import * as v from 'valibot';
import { Currency } from '../../model/field.ts';
import { Mark } from '../../model/mark.ts';
import { Month, type ServiceCase, type Visit } from '../../model/service.ts';
import { defineAnalysis, Missing, type AnalysisInput } from '../core/analysis.ts';
import { missingLists, type Book } from '../core/book.ts';
import { addMonths, createDayReader, lastMonth, toDay, toDayNumber, type DayNumber } from '../core/calendar.ts';
import { createSumming } from '../core/sums.ts';
import { keepArea, readArea } from './area-pool.ts';
import { listClosed, tellClosed } from './closed-months.ts';
import { scoreTechnician, ServiceWeights, settledWeights, type TechnicianMarks } from './technician-marks.ts';
import { AreaMonth, TechnicianMonth } from './technician-month.ts';

const VERSION = '2';

const ServiceParams = v.object({
  /** The month that is marked; the last one that is over when left out. */
  month: v.optional(Month),
  weights: v.optional(ServiceWeights, {}),
  /** What each late arrival, early leave or day of leave takes off. */
  offPerEvent: v.optional(v.pipe(v.number(), v.minValue(0), v.maxValue(100)), 10),
  /** Of the area's net collections, in thousandths. */
  poolPermille: v.optional(v.pipe(v.number(), v.minValue(0), v.maxValue(1000)), 1),
  /** Net collections by area where the payments are kept elsewhere, in minor units; the area without a name is ''. */
  netCollectionsMinor: v.optional(v.record(v.string(), v.pipe(v.number(), v.integer())), {}),
  /** Marks that are kept elsewhere, in place of the book's records of the same technician. */
  marks: v.optional(
    v.array(
      v.object({
        user: v.string(),
        area: v.optional(v.string(), ''),
        onDuty: v.optional(v.nullable(Mark), null),
        onTime: v.optional(v.nullable(Mark), null),
        hasMissedVisit: v.optional(v.boolean(), false),
        attitude: v.optional(v.nullable(Mark), null),
        solved: v.optional(v.nullable(Mark), null),
        professional: v.optional(v.nullable(Mark), null),
        lead: v.optional(v.nullable(Mark), null),
        solvedRate: v.optional(v.nullable(Mark), null),
        feedback: v.optional(v.nullable(Mark), null),
      }),
    ),
    [],
  ),
});
type ServiceParams = v.InferOutput<typeof ServiceParams>;

const ServiceScore = v.object({
  method: v.string(),
  version: v.string(),
  enough: v.boolean(),
  missing: v.array(Missing),
  month: Month,
  period: v.object({ from: v.string(), to: v.string() }),
  /** False while the month goes on. */
  isComplete: v.boolean(),
  n: v.number(),
  currency: v.nullable(Currency),
  currenciesLeftOut: v.array(v.string()),
  technicians: v.array(TechnicianMonth),
  areas: v.array(AreaMonth),
});
type ServiceScore = v.InferOutput<typeof ServiceScore>;

/**
 * A month of the service technicians: attendance, customer, lead and problem solving, with weights that a team can set, and
 * the bonus pool of each area shared by score. A month that is closed is told as it was closed.
 */
export const serviceScore = defineAnalysis({
  id: 'performance.service-score',
  version: VERSION,
  needs: [],
  params: ServiceParams,
  settled: (settings) => ({ weights: settledWeights(settings) }),
  output: ServiceScore,
  run: runServiceScore,
});

function runServiceScore({ lines, book, params, asOf }: AnalysisInput<ServiceParams>): ServiceScore {
  const month = params.month ?? lastMonth(asOf);
  const from = toDayNumber(`${month}-01`) ?? asOf;
  const to = addMonths(from, 1) - 1;
  const readDay = createDayReader(book.zone);
  const isInside = (day: DayNumber | undefined): boolean => day !== undefined && day >= from && day <= Math.min(to, asOf);
  const time: Time = { readDay, isInside, month };
  const summing = createSumming(book, lines);
  const given = new Set(params.marks.map(({ user }) => user));
  const closed = listClosed(book, month);
  const found = [
    ...listTechnicians(book, time)
      .filter((user) => !given.has(user))
      .map((user) => {
        const assessment = closed.get(user);
        return assessment === undefined ? markTechnician(book, user, time, params) : tellClosed(user, assessment);
      }),
    ...params.marks.map(({ user, area, ...parts }) => tellTechnician({ user, area, parts, weights: params.weights })),
  ];
  const areas = [...new Set(found.map(({ area }) => area))].toSorted().map((area) => {
    const own = found.filter((one) => one.area === area);
    const kept = own.flatMap(({ user }) => closed.get(user)?.sheet ?? [])[0];
    return { own, ...(kept === undefined ? readArea(book, area, own, time, summing, params) : keepArea(kept, own)) };
  });
  const bonus = new Map(areas.flatMap(({ own, shares }) => own.map(({ user }, at): [string, number | null] => [user, shares?.[at] ?? null])));
  const technicians = found.map((one) => ({ ...one, bonusMinor: bonus.get(one.user) ?? null }));
  const enough = technicians.some(({ score }) => score !== null);
  const missing: Missing[] = params.marks.length > 0 ? [] : missingLists(book, ['cases', 'duties', 'assessments']);
  if (!enough && missing.length === 0) {
    missing.push({ what: 'complete-months-of-a-technician', have: 0, needed: 1 });
  }
  return {
    method: 'weights 10/20/30/40 unless set; pool by permille of net collections, shared by score, largest remainder',
    version: VERSION,
    enough,
    missing,
    month,
    period: { from: toDay(from), to: toDay(to) },
    isComplete: asOf >= to,
    n: technicians.length,
    currency: summing.currency,
    currenciesLeftOut: summing.leftOut(),
    technicians,
    areas: areas.map(({ sheet }) => sheet),
  };
}

type Time = {
  readonly readDay: (instant: string) => DayNumber | undefined;
  readonly isInside: (day: DayNumber | undefined) => boolean;
  readonly month: string;
};

function listTechnicians(book: Book, { month, isInside }: Time): readonly string[] {
  const found = new Set<string>();
  book.users.filter(({ role, disabled }) => role === 'service' && disabled !== true).forEach(({ id }) => found.add(id));
  book.duties.forEach(({ user, onDay }) => user !== undefined && onDay !== undefined && isInside(toDayNumber(onDay)) && found.add(user));
  book.assessments.forEach(({ user, month: of }) => user !== undefined && of === month && found.add(user));
  return [...found].toSorted();
}

type Case = { readonly one: ServiceCase; readonly visits: readonly Visit[] };

function markTechnician(book: Book, user: string, time: Time, params: ServiceParams): TechnicianMonth {
  const { isInside, readDay } = time;
  const known = book.users.find(({ id }) => id === user);
  const assessment = book.assessments.find((one) => one.user === user && one.month === time.month);
  const duties = book.duties.filter((one) => one.user === user && one.onDay !== undefined && isInside(toDayNumber(one.onDay)));
  const cases = casesOf(book, user);
  const visits = cases.flatMap((own) => own.visits.filter((visit) => isInside(readDay(visit.plannedAt ?? visit.arrivedAt ?? ''))));
  const forms = cases.flatMap(({ one: { form } }) => (form !== undefined && isInside(toDayNumber(form.onDay)) ? [form] : []));
  const feedbacks = cases.flatMap(({ one: { feedback } }) =>
    feedback !== undefined && isInside(toDayNumber(feedback.onDay)) ? [feedback.mark] : [],
  );
  // "Solved at the first visit": of the cases whose first visit took place in the month and was judged.
  const firsts = cases.flatMap((own) => {
    const [first] = own.visits;
    const isOfMonth =
      first !== undefined && first.missed !== true && first.solved !== undefined && isInside(readDay(first.arrivedAt ?? first.plannedAt ?? ''));
    return isOfMonth ? [first.solved === true] : [];
  });
  const off = (events: number): number => Math.max(0, 100 - params.offPerEvent * events);
  const count = (events: readonly boolean[]): number => events.filter(Boolean).length;
  const parts: TechnicianMarks = {
    onDuty: duties.length === 0 ? null : off(count(duties.map(({ leave, present }) => leave === true || present === false))),
    onTime: duties.length === 0 ? null : off(count(duties.flatMap(({ late, leftEarly }) => [late === true, leftEarly === true]))),
    hasMissedVisit: visits.some(({ missed }) => missed === true),
    attitude: meanOf(forms.map(({ attitude }) => attitude)),
    solved: meanOf(forms.map(({ solved }) => solved)),
    professional: meanOf(forms.map(({ professional }) => professional)),
    lead: assessment?.leadMark ?? null,
    solvedRate: meanOf(firsts.map((isSolved) => (isSolved ? 100 : 0))),
    feedback: meanOf(feedbacks),
  };
  return {
    ...tellTechnician({
      user,
      area: assessment?.area ?? book.teams.find(({ id }) => id === known?.team)?.area ?? '',
      parts,
      weights: params.weights,
    }),
    name: known?.name ?? null,
    n: { duties: duties.length, forms: forms.length, visits: visits.length, feedbacks: feedbacks.length },
    closedAt: assessment?.closedAt ?? null,
    confirmed: Object.keys(assessment?.confirmed ?? {}).toSorted(),
    later: Object.keys(assessment?.later ?? {}).length,
  };
}

type Marked = { readonly user: string; readonly area: string; readonly parts: TechnicianMarks; readonly weights: ServiceWeights };

/** What a technician's marks come to, without any record behind them. */
function tellTechnician({ user, area, parts, weights }: Marked): TechnicianMonth {
  const names = ['onDuty', 'onTime', 'attitude', 'solved', 'professional', 'lead', 'solvedRate', 'feedback'] as const;
  const isDutyNeeded = !parts.hasMissedVisit;
  return {
    user,
    name: null,
    area,
    parts,
    ...scoreTechnician(parts, weights),
    incomplete: names.filter((name) => parts[name] === null && (isDutyNeeded || (name !== 'onDuty' && name !== 'onTime'))),
    bonusMinor: null,
    n: { duties: 0, forms: 0, visits: 0, feedbacks: 0 },
    closedAt: null,
    confirmed: [],
    later: 0,
  };
}

/** Cases of a technician with the visits that are this technician's, in order. */
function casesOf(book: Book, user: string): readonly Case[] {
  return book.cases.flatMap((one) => {
    const all = Object.entries(one.visits)
      .toSorted(([a], [b]) => Number(a) - Number(b) || (a < b ? -1 : 1))
      .map(([, visit]) => visit);
    const visits = all.filter((visit) => (visit.technician ?? one.technician) === user);
    return one.technician === user || visits.length > 0 ? [{ one, visits }] : [];
  });
}

function meanOf(marks: readonly (number | undefined)[]): number | null {
  const known = marks.filter((mark) => mark !== undefined);
  return known.length === 0 ? null : Math.round((known.reduce((sum, mark) => sum + mark, 0) / known.length) * 1e4) / 1e4;
}
