import * as v from 'valibot';
import { Currency, Day } from '../../model/field.ts';
import type { Interaction } from '../../model/interaction.ts';
import type { User } from '../../model/user.ts';
import { defineAnalysis, Missing, type AnalysisInput } from '../core/analysis.ts';
import { missingLists } from '../core/book.ts';
import { toDay, toDayNumber } from '../core/calendar.ts';
import { createLines } from '../core/lines.ts';
import { PeriodUnit, startOfPeriod } from '../core/periods.ts';
import { createSumming } from '../core/sums.ts';
import { Measure, meanMeasure, measure, medianMeasure, shareMeasure } from './measures.ts';
import { customersOf, hasLead, hoursBetween, hoursToSend, lay, satisfactionOf, type Ground } from './rep-ground.ts';
import { sumByRep } from './rep-sums.ts';

const VERSION = '1';
/** Below so many interactions nobody is ranked. */
const MIN_INTERACTIONS = 20;

/** The measures in the order in which they are told. */
export const MEASURES = [
  'customerMinutes',
  'customersContacted',
  'newCustomersContacted',
  'leadMinutes',
  'hoursToSolve',
  'wrongInformation',
  'hoursToSend',
  'revenueOverBase',
  'teamGrowth',
  'letters',
  'satisfaction',
  'informationMinutes',
  'discount',
  'winRate',
] as const;
type MeasureName = (typeof MEASURES)[number];

const RepParams = v.object({
  unit: v.optional(PeriodUnit, 'month'),
  /** A day of the period; the last period that is over when left out. */
  on: v.optional(Day),
  /** A measure on which the month is a contest, where the team turned it on. */
  contest: v.optional(v.picklist(MEASURES)),
});
type RepParams = v.InferOutput<typeof RepParams>;

const Measures = v.object({
  customerMinutes: Measure,
  customersContacted: Measure,
  newCustomersContacted: Measure,
  leadMinutes: Measure,
  hoursToSolve: Measure,
  wrongInformation: Measure,
  hoursToSend: Measure,
  revenueOverBase: Measure,
  teamGrowth: Measure,
  letters: Measure,
  satisfaction: Measure,
  informationMinutes: Measure,
  discount: Measure,
  winRate: Measure,
});

const Contacted = v.object({ customers: v.number(), fresh: v.number() });

const Rep = v.object({
  user: v.string(),
  name: v.nullable(v.string()),
  role: v.nullable(v.string()),
  team: v.nullable(v.string()),
  interactions: v.number(),
  /** Customers contacted, and those of them for the first time, in the last week, month and quarter that are over. */
  contacted: v.object({ week: Contacted, month: Contacted, quarter: Contacted }),
  measures: Measures,
  /** Place in the contest; null without one, without a value, and below 20 interactions. */
  place: v.nullable(v.number()),
});
type Rep = v.InferOutput<typeof Rep>;

const RepMeasures = v.object({
  method: v.string(),
  version: v.string(),
  enough: v.boolean(),
  missing: v.array(Missing),
  unit: PeriodUnit,
  period: v.object({ from: Day, to: Day }),
  isComplete: v.boolean(),
  workingDays: v.number(),
  n: v.number(),
  currency: v.nullable(Currency),
  /** Currencies for which there is no rate: their sums are in nothing here. */
  currenciesLeftOut: v.array(v.string()),
  reps: v.array(Rep),
  contest: v.nullable(v.string()),
});
type RepMeasures = v.InferOutput<typeof RepMeasures>;

/** The ten measures of a rep (and of a lead) in a week, month or quarter, each with the records behind it and its coverage. */
export const repMeasures = defineAnalysis({
  id: 'performance.rep-measures',
  version: VERSION,
  needs: [],
  params: RepParams,
  output: RepMeasures,
  run: runRepMeasures,
});

function runRepMeasures({ lines, book, params, asOf }: AnalysisInput<RepParams>): RepMeasures {
  const { unit } = params;
  const thisPeriod = startOfPeriod(asOf + 1, unit);
  const from = startOfPeriod(params.on === undefined ? thisPeriod - 1 : (toDayNumber(params.on) ?? asOf), unit);
  const end = startOfPeriod(from + (unit === 'week' ? 7 : unit === 'month' ? 31 : unit === 'quarter' ? 92 : 366), unit) - 1;
  const to = Math.min(end, asOf);
  const summing = createSumming(book, lines);
  const people = book.users.filter(({ role, disabled }) => (role === 'rep' || role === 'lead' || role === 'admin') && disabled !== true);
  // Without users nobody is measured, so there is nothing to add up.
  const sums = sumByRep(people.length === 0 ? createLines(1).read() : lines, book, summing, from, to, unit);
  const ground = lay(book, from, to, sums);
  const reps = people
    .map((user) => measureRep(user, ground))
    .filter(({ role, interactions, measures }) => role === 'rep' || interactions > 0 || measures.revenueOverBase.n > 0);
  const missing = missingLists(book, ['users', 'interactions', 'orders']);
  return {
    method: 'counts, sums and medians of the period over interactions, orders, deals, cases and answers',
    version: VERSION,
    enough: reps.some(({ interactions }) => interactions > 0) || ground.sums.hasRevenue,
    missing,
    unit,
    period: { from: toDay(from), to: toDay(to) },
    isComplete: asOf >= end,
    workingDays: ground.workingDays,
    n: reps.reduce((sum, { interactions }) => sum + interactions, 0),
    currency: summing.currency,
    currenciesLeftOut: summing.leftOut(),
    reps: rank(reps, params.contest),
    contest: params.contest ?? null,
  };
}

/** Minutes of those that say how long they took, and how many of all do. */
function minutesOf(all: readonly Interaction[], perDays: number | undefined, unit: 'minutes-a-day' | 'minutes'): Measure {
  const timed = all.flatMap(({ durationMinutes }) => (durationMinutes === undefined ? [] : [durationMinutes]));
  const sum = timed.reduce((minutes, one) => minutes + one, 0);
  return measure(timed.length === 0 ? null : sum / (perDays ?? 1), { unit, records: ['interactions'], n: timed.length, of: all.length });
}

function measureRep(user: User, ground: Ground): Rep {
  const { book, from, to, dayOf, firstContact, sums, workingDays } = ground;
  const { id } = user;
  const ever = ground.byUser.get(id) ?? [];
  const own = ever.filter((one) => (dayOf.get(one.id) ?? -Infinity) >= from);
  const withCustomers = own.filter((one) => (one.purpose ?? 'customer') === 'customer' && customersOf(one).length > 0);
  const talks = own.filter(
    ({ channel, purpose }) => (channel === 'meeting' || channel === 'phone') && purpose !== 'team' && purpose !== 'information',
  );
  const contacted = new Set(withCustomers.flatMap(customersOf));
  const fresh = [...contacted].filter((customer) => (firstContact.get(customer) ?? -Infinity) >= from);
  const isLead = user.role === 'lead' || user.role === 'admin';
  const teamTalks = own.filter(({ purpose }) => purpose === 'team');
  const cases = book.cases.filter(
    ({ technician, by, solvedAt }) => (technician === id || by.includes(id)) && isWithin(solvedAt ?? undefined, ground),
  );
  const wrong = book.cases.filter(({ technician, by, openedAt }) => (technician === id || by.includes(id)) && isWithin(openedAt, ground));
  const asked = ever.filter((one) => one.askedFor !== undefined && one.askedFor !== '' && (dayOf.get(one.id) ?? -Infinity) >= from);
  const closed = book.deals.filter(
    ({ owner, state, closedOn }) => owner === id && (state === 'won' || state === 'lost') && closedOn !== undefined && isDayWithin(closedOn, ground),
  );
  const interactionRecords = { records: ['interactions'] };
  return {
    user: id,
    name: user.name ?? null,
    role: user.role ?? null,
    team: user.team ?? null,
    interactions: own.length,
    contacted: { week: contactedIn('week'), month: contactedIn('month'), quarter: contactedIn('quarter') },
    measures: {
      customerMinutes: minutesOf(
        talks.filter((one) => customersOf(one).length > 0),
        workingDays,
        'minutes-a-day',
      ),
      customersContacted: measure(contacted.size, { unit: 'customers', ...interactionRecords, n: withCustomers.length }),
      newCustomersContacted: measure(fresh.length, { unit: 'customers', ...interactionRecords, n: withCustomers.length }),
      // A lead's own talks with reps; of a rep, those with a lead in them.
      leadMinutes: minutesOf(isLead ? teamTalks : teamTalks.filter((one) => hasLead(one, book, id)), undefined, 'minutes'),
      hoursToSolve: medianMeasure(
        cases.flatMap(({ openedAt, solvedAt }) =>
          openedAt === undefined || solvedAt === undefined || solvedAt === null ? [] : [hoursBetween(openedAt, solvedAt)],
        ),
        { unit: 'hours', records: ['cases'], of: wrong.length },
      ),
      wrongInformation: measure(wrong.length === 0 ? null : wrong.filter(({ wrongInformation }) => wrongInformation === true).length, {
        unit: 'cases',
        records: ['cases'],
        n: wrong.length,
      }),
      hoursToSend: medianMeasure(hoursToSend(asked, ground), { unit: 'hours', ...interactionRecords, of: asked.length }),
      revenueOverBase: sums.revenueOverBase(id),
      teamGrowth: sums.teamGrowth(user.team),
      letters: measure(own.filter(({ channel }) => channel === 'letter').length, { unit: 'letters', ...interactionRecords, n: own.length }),
      satisfaction: meanMeasure(satisfactionOf(own, id, ground), { unit: 'points', records: ['interactions', 'answers'], of: contacted.size }),
      informationMinutes: minutesOf(
        own.filter(({ purpose }) => purpose === 'information'),
        workingDays,
        'minutes-a-day',
      ),
      discount: sums.discount(id),
      winRate: shareMeasure(closed.filter(({ state }) => state === 'won').length, closed.length, { unit: 'share', records: ['deals'] }),
    },
    place: null,
  };

  /** Of everything up to the end of the period, in the last `unit` that was over by then. */
  function contactedIn(unit: PeriodUnit): v.InferOutput<typeof Contacted> {
    const end = startOfPeriod(to + 1, unit) - 1;
    const start = startOfPeriod(end, unit);
    const customers = new Set(
      ever
        .filter(
          (one) => (one.purpose ?? 'customer') === 'customer' && (dayOf.get(one.id) ?? -Infinity) >= start && (dayOf.get(one.id) ?? Infinity) <= end,
        )
        .flatMap(customersOf),
    );
    return { customers: customers.size, fresh: [...customers].filter((customer) => (firstContact.get(customer) ?? -Infinity) >= start).length };
  }
  function isWithin(instant: string | undefined, { from: first, to: last, readDay }: Ground): boolean {
    const day = instant === undefined ? undefined : readDay(instant);
    return day !== undefined && day >= first && day <= last;
  }
  function isDayWithin(day: string, { from: first, to: last }: Ground): boolean {
    const number = toDayNumber(day);
    return number !== undefined && number >= first && number <= last && number <= to;
  }
}

/** For these less is better. */
const LESS_IS_BETTER: ReadonlySet<MeasureName> = new Set(['hoursToSolve', 'wrongInformation', 'hoursToSend', 'informationMinutes', 'discount']);

function rank(reps: readonly Rep[], contest: MeasureName | undefined): Rep[] {
  if (contest === undefined) {
    return [...reps];
  }
  const sign = LESS_IS_BETTER.has(contest) ? 1 : -1;
  const values = new Map<string, number>();
  for (const { user, interactions, measures } of reps) {
    const { value } = measures[contest];
    if (interactions >= MIN_INTERACTIONS && value !== null) {
      values.set(user, sign * value);
    }
  }
  return reps.map((rep) => {
    const own = values.get(rep.user);
    // Equal values share a place.
    return { ...rep, place: own === undefined ? null : 1 + [...values.values()].filter((other) => other < own).length };
  });
}
