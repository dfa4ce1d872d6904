import * as v from 'valibot';
import { describe, expect, it } from 'vitest';
import { linesFromCsv } from '#shared/analysis/core/from-csv.ts';
import type { Lines } from '#shared/analysis/core/lines.ts';
import { tabulateDays } from '#shared/analysis/core/purchases.ts';
import { purchases } from '#shared/analysis/prospecting/purchases.ts';
import { countSeasons } from '#shared/analysis/prospecting/seasons.ts';
import { readCsv } from '#shared/import/csv.ts';
import { simulate } from '../core/purchase-models/simulate.ts';
import { aDay, linesOf } from '../an-order.ts';
import { areMissing, readCdnowTable, readGroceryTable, readSample, titled } from '../samples.ts';

const run = (lines: Lines, asOf: string, params: unknown = {}) => purchases.run({ lines, params, asOf: aDay(asOf), needs: {} });

describe.skipIf(areMissing)(titled('purchases of the CDNOW sample'), () => {
  const lines = areMissing ? linesOf([]) : linesFromCsv(readCsv(readCdnowTable())).lines;
  const until = { unit: 'week', calibrateUntil: '1997-09-30' };

  it('are those of the paper and of the reference programs', () => {
    const expected = JSON.parse(readSample('cdnow-sample/expected.json'));
    const { precise } = expected.bgnbd;
    const result = run(lines, '1998-06-30', { ...until, family: 'bg-nbd' });
    expect(v.is(purchases.output, result)).toBe(true);
    const model = result.model;
    if (model === null || model.family === 'pareto-nbd') {
      throw new Error('no model');
    }
    for (const name of ['r', 'alpha', 'a', 'b'] as const) {
      expect(Math.abs(model[name] / precise[name] - 1), name).toBeLessThan(2e-5);
    }
    expect(Math.abs(model.logLikelihood - precise.LL)).toBeLessThan(1e-4);
    expect(model.customers).toBe(2357);
    const { aggregate, holdout_39w: after } = expected.bgnbd;
    const at = (t: number) => result.aggregate.find((one) => one.t === t);
    expect([at(39)?.actual, at(78)?.actual, result.aggregate.length]).toEqual([2457, 4339, 78]);
    expect([at(39)?.predicted, at(78)?.predicted]).toEqual([expect.closeTo(aggregate.model_week39, 0), expect.closeTo(aggregate.model_week78, 0)]);
    expect(result.holdout).toMatchObject({ actual: after.actual, predicted: expect.closeTo(after.sum_conditional_expectation, 1), customers: 2357 });
    expect(result.expected?.customers).toBeCloseTo(after.sum_p_alive, 1);
  });

  it('have the other models too', () => {
    const expected = JSON.parse(readSample('cdnow-sample/expected.json'));
    const result = run(lines, '1998-06-30', { ...until, family: 'pareto-nbd' });
    const { precise } = expected.paretonbd;
    // The others stopped a little before the top: by less than a hundredth of the standard errors.
    expect(result.model?.logLikelihood).toBeCloseTo(precise.LL, 4);
    for (const [name, value] of Object.entries(result.model ?? {})) {
      if (name in precise.se) {
        expect(Math.abs(Number(value) - precise[name]), name).toBeLessThan(precise.se[name] / 100);
      }
    }
    const at = (t: number): number => result.aggregate[t - 1]?.predicted ?? 0;
    expect(at(39)).toBeCloseTo(expected.paretonbd.aggregate.model_week39, -0.5);
    expect(at(78)).toBeCloseTo(expected.paretonbd.aggregate.model_week78, -0.5);
    const { tol, source: _, ...params } = expected.mbgnbd;
    const mbg = run(lines, '1998-06-30', { ...until, family: 'mbg-nbd' }).model;
    for (const [name, value] of Object.entries(params)) {
      expect(Math.abs(Number(Object.entries(mbg ?? {}).find(([other]) => other === name)?.[1]) - Number(value)), name).toBeLessThan(tol);
    }
  });

  it('are foretold better by the chosen model, in total and for each customer', () => {
    const standard = run(lines, '1998-06-30', { ...until, family: 'bg-nbd' }).holdout;
    for (const chosen of [run(lines, '1998-06-30', until), run(lines, '1998-06-30')]) {
      expect(Math.abs((chosen.holdout?.predicted ?? 0) - 1882)).toBeLessThan(Math.abs((standard?.predicted ?? 0) - 1882));
      expect(chosen.holdout?.meanAbsoluteError).toBeLessThan(standard?.meanAbsoluteError ?? 0);
      expect(chosen.tried.map(({ family }) => family)).toHaveLength(3);
    }
  });
});

describe.skipIf(areMissing)(titled('purchases of the grocery log'), () => {
  const lines = areMissing ? linesOf([]) : linesFromCsv(readCsv(readGroceryTable())).lines;
  const until = { unit: 'week', calibrateUntil: '2006-12-31' };
  type Expected = Record<
    'bgnbd' | 'mbgnbd' | 'bgcnbd_k' | 'mbgcnbd_k',
    { params: number[]; LL: number; sum_cond_E_52w?: number; sum_p_alive?: number }
  >;

  it('have the parameters, the likelihood and the k of the reference program', () => {
    const expected: Expected = JSON.parse(readSample('grocery-log/expected.json'));
    for (const [family, name] of [
      ['bg-nbd', 'bgnbd'],
      ['mbg-nbd', 'mbgnbd'],
      ['bg-cnbd-k', 'bgcnbd_k'],
      ['mbg-cnbd-k', 'mbgcnbd_k'],
    ] as const) {
      const { params, LL } = expected[name];
      const { model } = run(lines, '2007-12-30', { ...until, family });
      if (model === null || model.family === 'pareto-nbd') {
        throw new Error('no model');
      }
      expect(model.logLikelihood, family).toBeCloseTo(LL, 3);
      const wanted = params.length === 5 ? params : [1, ...params];
      for (const [at, value] of [model.k, model.r, model.alpha, model.a, model.b].entries()) {
        expect(Math.abs(value / (wanted[at] ?? 0) - 1), `${family} ${at}`).toBeLessThan(5e-4);
      }
    }
  });

  it('have its sums: of chances to be there, and of expectations', () => {
    const { bgnbd, mbgcnbd_k: regular }: Expected = JSON.parse(readSample('grocery-log/expected.json'));
    const standard = run(lines, '2007-12-30', { ...until, family: 'bg-nbd' });
    expect(standard.holdout).toMatchObject({ actual: 3389, predicted: expect.closeTo(bgnbd.sum_cond_E_52w ?? 0, 1) });
    const result = run(lines, '2007-12-30', { ...until, family: 'mbg-cnbd-k' });
    expect(result.expected?.customers).toBeCloseTo(regular.sum_p_alive ?? 0, 1);
    // The reference scales an approximation so that it adds up to what is expected of the cohort; one by one it is less.
    expect(result.holdout?.ofCohort).toBeCloseTo(regular.sum_cond_E_52w ?? 0, 0.5);
    expect(result.holdout?.predicted).toBeLessThan(result.holdout?.ofCohort ?? 0);
  });

  it('are foretold better by the chosen model, in total and for each customer', () => {
    const chosen = run(lines, '2007-12-30', until);
    const standard = run(lines, '2007-12-30', { ...until, family: 'bg-nbd' });
    expect(chosen.model).toMatchObject({ family: 'mbg-cnbd-k', k: 2 });
    expect(Math.abs((chosen.holdout?.predicted ?? 0) - 3389)).toBeLessThan(Math.abs((standard.holdout?.predicted ?? 0) - 3389));
    expect(chosen.holdout?.meanAbsoluteError).toBeLessThan(standard.holdout?.meanAbsoluteError ?? 0);
  });
});

/** Made-up customers as lines: their first purchase and their repeats, ending on 2026-12-31. */
function linesOfCustomers(customers: number, days = 600): Lines {
  const { counts } = simulate({ customers, k: 1, r: 1, alpha: 30, leaves: { a: 0.5, b: 3, atOnce: false }, days, laterDays: 0 }, 5);
  const end = aDay('2026-12-31');
  return linesOf(
    Array.from({ length: customers }, (_, at) => {
      const [repeats, recency, age] = [counts.repeats[at] ?? 0, counts.recencyDays[at] ?? 0, counts.ageDays[at] ?? 0];
      return Array.from({ length: repeats + 1 }, (__, n) => ({
        customer: `c${at}`,
        day: end - age + (repeats === 0 ? 0 : Math.max(n, Math.round((recency * n) / repeats))),
      }));
    }).flat(),
  );
}

describe('purchases', () => {
  it('say what is missing where there is too little', () => {
    const result = run(linesOfCustomers(60), '2026-12-31');
    expect(result).toMatchObject({ enough: false, model: null, holdout: null, customers: [] });
    expect(result.missing).toContainEqual({ what: 'customers', have: 60, needed: 100 });
    expect(run(linesOf([]), '2026-12-31').missing.map(({ what }) => what)).toEqual(['customer', 'date']);
    const short = run(linesOfCustomers(400, 100), '2026-12-31');
    expect(short.missing.map(({ what }) => what)).toEqual(['weeks']);
  });

  it('show the error of the hold-out beside the forecast, without being asked', () => {
    const result = run(linesOfCustomers(500), '2026-12-31');
    expect(result.enough).toBe(true);
    expect(result.holdout?.to).toBe('2026-12-31');
    expect(result.holdout?.actual).toBeGreaterThan(0);
    expect(result.customers).toHaveLength(500);
    expect(result.customers.every(({ alive, expected, low, high }) => alive >= 0 && alive <= 1 && low <= expected && expected <= high)).toBe(true);
  });

  it('count up to the day asked for, and whole units only', () => {
    const lines = linesOfCustomers(500);
    const result = run(lines, '2026-10-01', { calibrateUntil: '2026-06-30', family: 'bg-nbd' });
    const repeats = result.aggregate.map(({ actual }) => actual);
    expect(repeats.toSorted((a, b) => a - b)).toEqual(repeats);
    expect(result.holdout).toMatchObject({ from: '2026-07-01', to: '2026-10-01' });
    const later = run(lines, '2026-12-31', { calibrateUntil: '2026-06-30', family: 'bg-nbd' });
    expect(later.model).toEqual(result.model);
    expect(later.aggregate.slice(0, repeats.length).map(({ actual }) => actual)).toEqual(repeats);
  });

  it('do not depend on the order of lines', () => {
    const lines = linesOfCustomers(300);
    const backwards = linesOf(
      Array.from({ length: lines.count }, (_, at) => ({
        customer: lines.dictionary.customer.names[lines.text.customer[lines.count - 1 - at] ?? 0],
        day: lines.day[lines.count - 1 - at],
      })),
    );
    expect(run(backwards, '2026-12-31')).toEqual(run(lines, '2026-12-31'));
  });
});

describe('seasons', () => {
  const seasonsOf = (days: readonly string[], until: string) =>
    countSeasons(tabulateDays(linesOf(days.map((day) => ({ customer: 'a', day: aDay(day) })))), 'year', aDay(until));

  it('are counted after that of the first purchase, once each, and only when they are over', () => {
    const days = ['2020-03-01', '2020-09-01', '2021-02-01', '2021-05-05', '2023-12-31', '2026-02-01'];
    expect(seasonsOf(days, '2026-06-30')).toEqual([{ chances: 5, taken: 2, last: 3, customers: 1 }]);
    expect(seasonsOf(days, '2026-12-31')).toEqual([{ chances: 6, taken: 3, last: 6, customers: 1 }]);
    expect(seasonsOf(days, '2020-12-31')).toEqual([]);
    expect(seasonsOf(['2026-03-01'], '2026-06-30')).toEqual([]);
    expect(seasonsOf([], '2026-06-30')).toEqual([]);
  });

  it('are foretold where one is named', () => {
    const lines = linesOfCustomers(500, 900);
    const { seasons } = run(lines, '2026-12-31', { season: 'quarter' });
    expect(seasons?.chances).toBeGreaterThan(6);
    expect(seasons?.next).toBeLessThan(seasons?.alive ?? 0);
    expect(seasons?.alive).toBeLessThan(seasons?.customers ?? 0);
    expect(run(lines, '2026-12-31', { season: 'year' }).seasons).toBeNull();
    expect(run(lines, '2026-12-31').seasons).toBeNull();
  });
});
