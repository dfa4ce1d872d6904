import * as fc from 'fast-check';
import * as v from 'valibot';
import { describe, expect, it } from 'vitest';
import { linesFromCsv } from '#shared/analysis/core/from-csv.ts';
import type { NewLine } from '#shared/analysis/core/lines.ts';
import { fitSpend, meanAmount, type SpendModel } from '#shared/analysis/profitability/gamma-gamma.ts';
import { lifetimeOf } from '#shared/analysis/profitability/lifetime.ts';
import { lifetimeValue } from '#shared/analysis/profitability/lifetime-value.ts';
import { readSpending } from '#shared/analysis/profitability/spending.ts';
import { runAnalyses } from '#shared/analysis/run.ts';
import { readCsv } from '#shared/import/csv.ts';
import { aDay, linesOf } from '../an-order.ts';
import { aGenerator, drawGamma } from '../core/purchase-models/simulate.ts';
import { areMissing, readCdnowTable, readSample, titled } from '../samples.ts';

const published: SpendModel = { p: 6.25, q: 3.74, gamma: 15.44, logLikelihood: 0, customers: 946 };

describe('Gamma-Gamma', () => {
  it('draws the mean of few amounts to that of all, as the note of its authors has it', () => {
    const precise: SpendModel = { ...published, p: 6.24934918, q: 3.744256335, gamma: 15.44430668 };
    expect(
      [
        { count: 2, mean: 30 },
        { count: 5, mean: 15 },
        { count: 0, mean: 0 },
      ].map((amounts) => meanAmount(precise, amounts)),
    ).toEqual([30.9308677725, 16.6284609648, 35.1704992376].map((mean) => expect.closeTo(mean, 4)));
  });

  it('finds the parameters that amounts were made with, in any order', () => {
    const random = aGenerator(17);
    const amounts = Array.from({ length: 4000 }, () => {
      const rate = drawGamma(random, 4) / 20;
      const count = 1 + Math.floor(random() * 8);
      return { count, mean: drawGamma(random, 5 * count) / rate / count };
    });
    const fit = fitSpend(amounts);
    // p and gamma go up and down together, and their data hardly tell them apart; what they say of amounts is sharp.
    expect(fit).toMatchObject({ q: expect.closeTo(4, 0), customers: 4000 });
    expect(Math.abs((fit?.p ?? 0) - 5)).toBeLessThan(1.5);
    expect(fit && meanAmount(fit, { count: 0, mean: 0 })).toBeCloseTo((5 * 20) / 3, -1);
    const [one, other] = [fit, fitSpend(amounts.toReversed())];
    expect(other?.gamma).toBeCloseTo(one?.gamma ?? 0, 6);
    // Another currency with a hundred times as many units changes gamma alone.
    const scaled = fitSpend(amounts.map(({ count, mean }) => ({ count, mean: mean * 100 })));
    expect(scaled).toMatchObject({ p: expect.closeTo(one?.p ?? 0, 6), q: expect.closeTo(one?.q ?? 0, 6) });
    expect((scaled?.gamma ?? 0) / (one?.gamma ?? 1)).toBeCloseTo(100, 5);
  });

  it('says nothing of amounts that do not differ', () => {
    expect(fitSpend(Array.from({ length: 80 }, () => ({ count: 3, mean: 10 })))).toBeUndefined();
  });
});

describe.skipIf(areMissing)(titled('lifetime values of the CDNOW sample'), () => {
  const lines = areMissing ? linesOf([]) : linesFromCsv(readCsv(readCdnowTable())).lines;
  const params = { family: 'bg-nbd', unit: 'week', calibrateUntil: '1997-09-30' };

  it('are those of the reference programs', () => {
    const { gammagamma, clv } = JSON.parse(readSample('cdnow-sample/expected.json'));
    const { sum_2357: total, first5 } = clv['12_months_monthly_discount_0.01_weeks_lifetimes'];
    const result = lifetimeValue.run({ lines, params, asOf: aDay('1998-06-30'), needs: {} });
    expect(v.is(lifetimeValue.output, result)).toBe(true);
    expect(result.model?.customers).toBe(946);
    expect(result.model?.logLikelihood).toBeCloseTo(gammagamma.LL_precise, 4);
    const { p = 0, q = 0, gamma = 0 } = result.model ?? {};
    [p, q, gamma].forEach((value, at) => expect(Math.abs(value / gammagamma.precise[at] - 1)).toBeLessThan(1e-4));
    // Their month is 4.345 weeks, ours the twelfth part of 365 days.
    expect(Math.abs((result.total ?? 0) / 100 / total - 1)).toBeLessThan(1e-4);
    for (const [at, value] of first5.entries()) {
      expect(Math.abs((result.customers[at]?.value ?? 0) / 100 / value - 1)).toBeLessThan(1e-3);
    }
    expect(result.customers.every(({ value, low, high }) => low <= value && value <= high && low >= 0)).toBe(true);
  });

  it('take over the model of purchases where it was made for the same days', () => {
    const asked = { 'prospecting.purchases': params, 'profitability.lifetime-value': params };
    const options = { only: ['profitability.lifetime-value'], params: asked };
    const together = runAnalyses(lines, aDay('1998-06-30'), options)['profitability.lifetime-value'];
    expect(together).toEqual(lifetimeValue.run({ lines, params, asOf: aDay('1998-06-30'), needs: {} }));
  });

  it('have an interval that most of what was spent in the hold-out lies in', () => {
    const until = aDay('1997-09-30');
    const result = lifetimeValue.run({ lines, params: { ...params, months: 9, monthlyDiscount: 0 }, asOf: aDay('1998-06-30'), needs: {} });
    const spent = new Map<string, number>();
    for (let line = 0; line < lines.count; line += 1) {
      if ((lines.day[line] ?? 0) > until) {
        const customer = lines.dictionary.customer.names[lines.text.customer[line] ?? 0] ?? '';
        spent.set(customer, (spent.get(customer) ?? 0) + (lines.number.amountMinor[line] ?? 0));
      }
    }
    const inside = result.customers.filter(({ customer, low, high }) => {
      const actual = spent.get(customer) ?? 0;
      return actual >= low && actual <= high;
    }).length;
    expect(inside / 2357).toBeGreaterThan(0.8);
    expect(inside / 2357).toBeLessThan(0.95);
  });
});

describe('the value of one customer', () => {
  const models = {
    purchases: { family: 'bg-nbd', k: 1, r: 0.9, alpha: 6, a: 0.5, b: 3, logLikelihood: 0, customers: 1 },
    unit: 'week',
    spend: published,
  } as const;
  const terms = { months: 12, monthlyDiscount: 0.01, margin: 1 };
  const aHistory = fc
    .tuple(fc.integer({ min: 0, max: 30 }), fc.double({ min: 1, max: 60, noNaN: true }), fc.double({ min: 0, max: 40, noNaN: true }))
    .map(([repeats, recency, silence]) => ({ repeats, recency: repeats === 0 ? 0 : recency, age: (repeats === 0 ? 0 : recency) + silence }));
  const aMean = fc.double({ min: 1, max: 500, noNaN: true });

  it('is never below nought, lies in its interval, and grows with amounts, months and margin', () => {
    fc.assert(
      fc.property(aHistory, aMean, (history, mean) => {
        const amounts = { count: history.repeats, mean: history.repeats === 0 ? 0 : mean };
        const here = lifetimeOf(models, history, amounts, terms);
        expect(here.value).toBeGreaterThanOrEqual(0);
        expect(here.low).toBeGreaterThanOrEqual(0);
        expect(here.low).toBeLessThanOrEqual(here.value);
        expect(here.high).toBeGreaterThanOrEqual(here.value);
        expect(lifetimeOf(models, history, { ...amounts, mean: amounts.mean + 1 }, terms).value).toBeGreaterThanOrEqual(here.value);
        expect(lifetimeOf(models, history, amounts, { ...terms, months: 13 }).value).toBeGreaterThanOrEqual(here.value);
        expect(lifetimeOf(models, history, amounts, { ...terms, margin: 0.5 }).value).toBeCloseTo(here.value / 2, 9);
        expect(lifetimeOf(models, history, amounts, { ...terms, monthlyDiscount: 0.02 }).value).toBeLessThanOrEqual(here.value);
      }),
    );
  });

  it('without discount is orders times amount', () => {
    fc.assert(
      fc.property(aHistory, aMean, (history, mean) => {
        const here = lifetimeOf(models, history, { count: history.repeats, mean }, { ...terms, monthlyDiscount: 0 });
        expect(here.value / (here.orders * here.amount)).toBeCloseTo(1, 8);
      }),
    );
  });

  it('has an interval of four in five of what such customers spend', () => {
    const random = aGenerator(23);
    const history = { repeats: 6, recency: 40, age: 42 };
    const amounts = { count: 6, mean: 50 };
    const { low, high, orders, amount } = lifetimeOf(models, history, amounts, { ...terms, monthlyDiscount: 0 });
    const { r, alpha, a, b } = models.purchases;
    const { p, q, gamma } = models.spend;
    const weeks = 365 / 7;
    const alive = 1 / (1 + (a / (b + 5)) * ((alpha + 42) / (alpha + 40)) ** (r + 6));
    let [below, above, sum] = [0, 0, 0];
    const runs = 20_000;
    for (let run = 0; run < runs; run += 1) {
      const pace = drawGamma(random, r + 6) / (alpha + 42);
      const [left, stayed] = [drawGamma(random, a), drawGamma(random, b + 6)];
      const rate = drawGamma(random, p * 6 + q) / (gamma + 6 * 50);
      let spent = 0;
      let time = random() < alive ? -Math.log(random()) / pace : Infinity;
      while (time <= weeks) {
        spent += drawGamma(random, p) / rate;
        time = random() < left / (left + stayed) ? Infinity : time - Math.log(random()) / pace;
      }
      below += spent < low ? 1 : 0;
      above += spent > high ? 1 : 0;
      sum += spent;
    }
    expect(sum / runs / (orders * amount)).toBeCloseTo(1, 1);
    expect(1 - (below + above) / runs).toBeGreaterThan(0.78);
    expect(1 - (below + above) / runs).toBeLessThan(0.82);
  });
});

describe('lifetime values', () => {
  const end = aDay('2026-12-31');
  /** Customers who came again after a month or so, with amounts that differ. */
  const customers = (count: number, given: Partial<NewLine> = {}): NewLine[] => {
    const random = aGenerator(3);
    return Array.from({ length: count }, (_, at) => {
      const first = end - 200 - Math.floor(random() * 200);
      const usual = 1000 / (0.1 + random());
      return Array.from({ length: 1 + Math.floor(random() * 5) }, (__, n) => ({
        customer: `c${at}`,
        day: first + n * (20 + Math.floor(random() * 20)),
        amountMinor: Math.ceil(usual * (0.5 + random())),
        currency: 'EUR',
        ...given,
      }));
    }).flat();
  };
  const run = (lines: readonly NewLine[], params: unknown = {}) => lifetimeValue.run({ lines: linesOf(lines), params, asOf: end, needs: {} });

  it('say what is missing', () => {
    expect(run(customers(200, { amountMinor: undefined })).missing.map(({ what }) => what)).toContain('amount');
    expect(run(customers(60))).toMatchObject({ enough: false, total: null });
    expect(run(customers(200))).toMatchObject({ enough: true, currency: 'EUR', otherCurrencies: 0 });
  });

  it('are of one currency, and leave out who bought in two', () => {
    const mixed = [...customers(200), { customer: 'c1', day: end, amountMinor: 99, currency: 'USD' }];
    const result = run(mixed);
    expect(result.otherCurrencies).toBe(1);
    expect(result.customers.map(({ customer }) => customer)).not.toContain('c1');
    const [euro, yen] = [run(customers(200)), run(customers(200, { currency: 'JPY' }))];
    // A yen has no hundredths: the same minor units are a hundred times as many major ones.
    expect((yen.customers[0]?.amount ?? 0) / (euro.customers[0]?.amount ?? 1)).toBeCloseTo(1, 6);
    expect((yen.total ?? 0) / (euro.total ?? 1)).toBeCloseTo(1, 6);
  });

  it('take what was given back off the purchase before it', () => {
    const bought = [
      { customer: 'a', day: end - 100, amountMinor: 1000 },
      { customer: 'a', day: end - 60, amountMinor: 4000 },
      { customer: 'a', day: end - 30, amountMinor: 2000 },
    ];
    const spent = (lines: readonly NewLine[]) => readSpending(linesOf(lines), end, end).amounts;
    expect(spent(bought)).toEqual([{ count: 2, mean: 30 }]);
    expect(spent([...bought, { customer: 'a', day: end - 50, amountMinor: -1000 }])).toEqual([{ count: 2, mean: 25 }]);
    expect(spent([...bought, { customer: 'a', day: end - 90, amountMinor: -500 }])).toEqual([{ count: 2, mean: 30 }]);
    expect(spent([...bought, { customer: 'a', day: end - 10 }])).toEqual([{ count: 2, mean: 30 }]);
  });

  it('warn where often and much go together', () => {
    const lines = customers(300).map((line, _, all) => ({
      ...line,
      amountMinor: (line.amountMinor ?? 0) + 4000 * all.filter(({ customer }) => customer === line.customer).length,
    }));
    const result = run(lines);
    expect(result.correlation).toBeGreaterThan(0.3);
    expect(result.warnings).toContain('often-and-much-go-together');
  });
});
