import fc from 'fast-check';
import * as v from 'valibot';
import { describe, expect, it } from 'vitest';
import { serviceScore } from '#shared/analysis/performance/service-score.ts';
import { scoreTechnician, ServiceWeights, sharePool, type TechnicianMarks } from '#shared/analysis/performance/technician-marks.ts';
import { customers } from '#shared/model/customer.ts';
import { payments } from '#shared/model/order.ts';
import type { Json } from '#shared/model/record.ts';
import { assessments, cases, duties } from '#shared/model/service.ts';
import { teams } from '#shared/model/team.ts';
import { users } from '#shared/model/user.ts';
import { aBookOf, aView } from '../a-book.ts';
import { aDay, anId, linesOf } from '../an-order.ts';
import { areMissing, readSample, titled } from '../samples.ts';

const weights = v.parse(ServiceWeights, {});
const marks: TechnicianMarks = {
  onDuty: 90,
  onTime: 100,
  hasMissedVisit: false,
  attitude: 80,
  solved: 90,
  professional: 100,
  lead: 85,
  solvedRate: 80,
  feedback: 90,
};

describe('a technician’s score', () => {
  it.skipIf(areMissing)(titled('is the one that was worked by hand, and the pool is shared to the cent'), () => {
    const worked = JSON.parse(readSample('worked', 'technician.json'));
    const score = scoreTechnician(
      {
        onDuty: worked.attendance.on_duty,
        onTime: worked.attendance.on_time,
        hasMissedVisit: false,
        attitude: worked.customer.attitude,
        solved: worked.customer.resolved,
        professional: worked.customer.professional,
        lead: worked.manager,
        solvedRate: worked.problem.rate,
        feedback: worked.problem.feedback,
      },
      weights,
    );
    expect(score).toEqual({
      attendance: worked.attendance.score,
      customer: worked.customer.score,
      lead: worked.manager,
      problem: worked.problem.score,
      score: worked.final,
    });
    const { net_collections: net, pool_permille: permille, pool, scores, shares } = worked.bonus;
    expect((net * permille) / 1000).toBe(pool);
    expect(sharePool(pool, scores)).toEqual(shares);
  });

  it('is not known while a module is missing, and never 0 for it', () => {
    for (const name of ['onDuty', 'onTime', 'attitude', 'solved', 'professional', 'lead', 'solvedRate', 'feedback'] as const) {
      expect(scoreTechnician({ ...marks, [name]: null }, weights).score).toBeNull();
    }
  });

  it('loses all attendance by one missed visit, even where nobody kept the duty', () => {
    expect(scoreTechnician({ ...marks, hasMissedVisit: true, onDuty: null, onTime: null }, weights)).toMatchObject({ attendance: 0, score: 77.9 });
  });

  it('refuses marks outside 0 to 100, and weights that do not come to 100', () => {
    for (const mark of [-1, 100.5, Number.NaN]) {
      expect(() => scoreTechnician({ ...marks, lead: mark }, weights)).toThrow(RangeError);
    }
    expect(v.safeParse(ServiceWeights, { modules: { attendance: 10, customer: 20, lead: 30, problem: 30 } }).success).toBe(false);
  });

  it('lies within 0 to 100, and no mark that rises lowers it', () => {
    const mark = fc.integer({ min: 0, max: 100 });
    const some = fc.record({
      onDuty: mark,
      onTime: mark,
      hasMissedVisit: fc.boolean(),
      attitude: mark,
      solved: mark,
      professional: mark,
      lead: mark,
      solvedRate: mark,
      feedback: mark,
    });
    fc.assert(
      fc.property(some, fc.constantFrom('onDuty', 'onTime', 'attitude', 'solved', 'professional', 'lead', 'solvedRate', 'feedback'), (one, name) => {
        const score = scoreTechnician(one, weights).score ?? Number.NaN;
        const better = scoreTechnician({ ...one, [name]: Math.min(100, one[name] + 5) }, weights).score ?? Number.NaN;
        expect(score).toBeGreaterThanOrEqual(0);
        expect(score).toBeLessThanOrEqual(100);
        expect(better).toBeGreaterThanOrEqual(score);
      }),
    );
  });
});

describe('a pool', () => {
  it('is shared to the last unit, each share within one unit of the exact one', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 10_000_000 }),
        fc.array(fc.integer({ min: 0, max: 10_000 }), { minLength: 1, maxLength: 12 }),
        (pool, hundredths) => {
          const scores = hundredths.map((score) => score / 100);
          const shares = sharePool(pool, scores);
          const sum = scores.reduce((all, score) => all + score, 0);
          expect(shares.reduce((all, share) => all + share, 0)).toBe(sum > 0 ? pool : 0);
          shares.forEach((share, at) => expect(Math.abs(share - (sum > 0 ? (pool * (scores[at] ?? 0)) / sum : 0))).toBeLessThan(1));
        },
      ),
    );
  });
});

const technician = (number: number) => anId('u', number);
const day = (n: number): string => `2026-10-${String(n).padStart(2, '0')}`;

/** A technician's month that comes to 96, 90, 85 and 86. */
function aMonth(number: number, over: { readonly late?: boolean; readonly isFormMissing?: boolean } = {}) {
  const user = technician(number);
  const dutyDays = Array.from({ length: 20 }, (_, at) =>
    aView(duties, number * 100 + at, {
      user,
      onDay: day(at + 1),
      present: true,
      ...(at === 4 ? { leave: true } : {}),
      ...(over.late === true && at === 5 ? { late: true } : {}),
    }),
  );
  const visits = Array.from({ length: 5 }, (_, at) =>
    aView(cases, number * 100 + at, {
      technician: user,
      openedAt: `${day(at + 1)}T08:00:00Z`,
      'visits/0': { plannedAt: `${day(at + 2)}T09:00:00Z`, arrivedAt: `${day(at + 2)}T09:10:00Z`, solved: at !== 0, judgedBy: 'customer' },
      ...(at === 0 ? { 'visits/1': { plannedAt: `${day(at + 4)}T09:00:00Z`, solved: true, judgedBy: 'customer' } } : {}),
      ...(over.isFormMissing === true ? {} : { form: { attitude: 80, solved: 90, professional: 100, onDay: day(at + 2) } }),
      feedback: { mark: 90, onDay: day(20) },
    } satisfies Record<string, Json>),
  );
  return { dutyDays, visits, assessment: aView(assessments, number, { user, month: '2026-10', area: 'North', leadMark: 85 }) };
}

function run(months: readonly ReturnType<typeof aMonth>[], params: unknown = {}, asOf = '2026-11-16') {
  const book = aBookOf({
    currency: 'EUR',
    users: months.map((_, at) => aView(users, at + 1, { name: `Tech ${at + 1}`, role: 'service', team: anId('t', 1) })),
    teams: [aView(teams, 1, { name: 'One', area: 'North' })],
    customers: [aView(customers, 1, { name: 'Ada', area: 'North' }), aView(customers, 2, { name: 'Bo', area: 'South' })],
    payments: [
      aView(payments, 1, { customer: anId('c', 1), receivedOn: '2026-10-05', amountMinor: 1_200_000, currency: 'EUR' }),
      aView(payments, 2, { customer: anId('c', 1), receivedOn: '2026-10-20', amountMinor: -200_000, currency: 'EUR' }),
      aView(payments, 3, { customer: anId('c', 2), receivedOn: '2026-10-20', amountMinor: 900_000, currency: 'EUR' }),
      aView(payments, 4, { customer: anId('c', 1), receivedOn: '2026-11-01', amountMinor: 900_000, currency: 'EUR' }),
      aView(payments, 5, { customer: anId('c', 1), receivedOn: '2026-10-20', amountMinor: 900_000, currency: 'USD' }),
    ],
    duties: months.flatMap(({ dutyDays }) => dutyDays),
    cases: months.flatMap(({ visits }) => visits),
    assessments: months.map(({ assessment }) => assessment),
  });
  return serviceScore.run({ lines: linesOf([]), book, params, asOf: aDay(asOf), needs: {} });
}

describe('performance.service-score', () => {
  it('marks the last month that is over from its records, and shares the area’s pool', () => {
    const result = run([aMonth(1), aMonth(2, { late: true }), aMonth(3)]);
    expect(result).toMatchObject({ enough: true, missing: [], month: '2026-10', isComplete: true, currency: 'EUR', currenciesLeftOut: ['USD'] });
    expect(result.technicians[0]).toMatchObject({
      name: 'Tech 1',
      area: 'North',
      attendance: 96,
      customer: 90,
      lead: 85,
      problem: 86,
      score: 87.5,
      incomplete: [],
    });
    expect(result.technicians[0]?.n).toEqual({ duties: 20, forms: 5, visits: 6, feedbacks: 5 });
    // One late arrival takes 10 off the 60 per cent: 6 of attendance, 0.6 of the whole.
    expect(result.technicians[1]).toMatchObject({ attendance: 90, score: 86.9 });
    // Net collections: 12,000.00 received less 2,000.00 paid back, of this area and month alone.
    expect(result.areas).toEqual([{ area: 'North', netCollectionsMinor: 1_000_000, poolMinor: 1000, technicians: 3, incomplete: 0, payments: 2 }]);
    const bonus = result.technicians.map(({ bonusMinor }) => bonusMinor ?? 0);
    expect(bonus).toEqual([334, 332, 334]);
    expect(bonus.reduce((sum, one) => sum + one, 0)).toBe(1000);
  });

  it('is incomplete, and shares nothing, while one technician lacks a module', () => {
    const result = run([aMonth(1), aMonth(2, { isFormMissing: true })]);
    expect(result.technicians[1]).toMatchObject({
      score: null,
      customer: null,
      bonusMinor: null,
      incomplete: ['attitude', 'solved', 'professional'],
    });
    expect(result.technicians[0]?.bonusMinor).toBeNull();
    expect(result.areas[0]).toMatchObject({ incomplete: 1 });
  });

  it('says which records are missing where there are order lines alone', () => {
    const result = serviceScore.run({ lines: linesOf([]), params: {}, asOf: aDay('2026-11-16'), needs: {} });
    expect(result).toMatchObject({ enough: false, technicians: [] });
    expect(result.missing.map(({ what }) => what)).toEqual(['cases', 'duties', 'assessments']);
  });

  it('knows nothing of what came after the day asked for', () => {
    const result = run([aMonth(1)], { month: '2026-10' }, '2026-10-10');
    expect(result).toMatchObject({ isComplete: false, enough: false });
    expect(result.technicians[0]).toMatchObject({ n: { duties: 10 }, incomplete: ['feedback'] });
  });

  it('takes marks and collections that are kept elsewhere, and refuses those outside 0 to 100', () => {
    const given = { onDuty: 90, onTime: 100, attitude: 80, solved: 90, professional: 100, lead: 85, solvedRate: 80, feedback: 90 };
    const params = {
      marks: [1, 2].map((n) => ({ user: `T${n}`, area: 'North', ...given, lead: n === 1 ? 85 : 60 })),
      netCollectionsMinor: { North: 1_000_000 },
    };
    const result = serviceScore.run({ lines: linesOf([]), params, asOf: aDay('2026-11-16'), needs: {} });
    expect(result).toMatchObject({ enough: true, missing: [], technicians: [{ score: 87.5 }, { score: 80 }] });
    expect(result.technicians.map(({ bonusMinor }) => bonusMinor)).toEqual([522, 478]);
    expect(() => serviceScore.run({ lines: linesOf([]), params: { marks: [{ user: 'T', ...given, lead: 101 }] }, asOf: 0, needs: {} })).toThrow();
  });
});
