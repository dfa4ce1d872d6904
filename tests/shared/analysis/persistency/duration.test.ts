import { describe, expect, it } from 'vitest';
import { duration } from '#shared/analysis/persistency/duration.ts';
import { retention } from '#shared/analysis/persistency/retention.ts';
import { EMPTY_BOOK } from '#shared/analysis/core/book.ts';
import { estimateSurvival } from '#shared/analysis/core/numerics/survival.ts';
import { customers } from '#shared/model/customer.ts';
import { toView } from '#shared/model/entity.ts';
import { aDay, anId, linesOf } from '../an-order.ts';
import { areMissing, readSample, titled } from '../samples.ts';
import { buys } from '../some-lines.ts';

const asOf = aDay('2026-06-30');
const from = (day: string, gaps: readonly number[]): readonly number[] =>
  gaps.reduce<number[]>((days, gap) => [...days, (days.at(-1) ?? 0) + gap], [aDay(day)]);

describe('persistency.duration', () => {
  // Twelve buy every 20 days up to now; eight stopped after three gaps of 20 days: gone 60 days after their last purchase.
  const staying = Array.from({ length: 12 }, (_, at) =>
    buys(
      `s${at}`,
      from(
        '2026-01-11',
        Array.from({ length: 8 }, () => 20),
      ),
    ),
  ).flat();
  const leaving = Array.from({ length: 8 }, (_, at) => buys(`l${at}`, from('2026-01-01', [20, 20, 20]))).flat();
  const result = duration.run({ lines: linesOf([...staying, ...leaving]), params: {}, asOf, needs: {} });

  it('lets customers go on the day after the silence became too long', () => {
    expect(result).toMatchObject({ enough: true, n: 20, all: { customers: 20, gone: 8, medianDays: null } });
    expect(result.all?.steps).toEqual([{ days: 121, share: 0.6, low: expect.any(Number), high: expect.any(Number), atRisk: 20, gone: 8 }]);
  });

  it('is not enough below ten customers, and says how many there are', () => {
    const few = duration.run({ lines: linesOf(leaving), params: {}, asOf, needs: {} });
    expect(few).toMatchObject({ enough: false, all: null, missing: [{ what: 'customers', have: 8, needed: 10 }] });
  });

  it('parts the cohorts, and tests whether the later ones stay longer', () => {
    const later = Array.from({ length: 12 }, (_, at) => buys(`t${at}`, from('2026-03-01', [20, 20, 20, 20, 20]))).flat();
    const both = duration.run({
      lines: linesOf([...leaving, ...leaving.map((one) => ({ ...one, customer: `${one.customer}b` })), ...later]),
      params: {},
      asOf,
      needs: {},
    });
    expect(both.cohorts.map(({ cohort, customers: of, gone }) => [cohort, of, gone])).toEqual([
      ['2026-01', 16, 16],
      ['2026-03', 12, 0],
    ]);
    expect(both.difference).toMatchObject({ laterFrom: '2026-03' });
    expect(both.difference?.pValue).toBeLessThan(0.05);
  });
});

describe('persistency.retention', () => {
  const lines = linesOf(
    Array.from({ length: 12 }, (_, at) => [
      ...buys(`a${at}`, [aDay('2025-01-10'), ...(at < 9 ? [aDay('2025-02-10')] : [])], { product: 'tin', category: 'food' }),
      ...buys(`b${at}`, [aDay('2026-06-05'), ...(at < 3 ? [aDay('2026-06-05')] : [])], { product: 'bib' }),
    ]).flat(),
  );
  const result = retention.run({ lines, params: {}, asOf: aDay('2026-06-20'), needs: {} });

  it('follows cohorts month by month, and leaves a month open that is not over', () => {
    const [first, last] = [result.cohorts[0], result.cohorts.at(-1)];
    expect(first).toMatchObject({ cohort: '2025-01', customers: 12, again: { hits: 9, n: 12 } });
    expect(first?.bought.slice(0, 3).map((share) => share?.hits)).toEqual([12, 9, 0]);
    expect(first?.bought.at(-1)).toBeNull();
    expect(last).toMatchObject({ cohort: '2026-06', customers: 12, again: null, bought: [null] });
  });

  it('says who bought again only of those whose year is over', () => {
    expect(result.again).toMatchObject({ hits: 9, n: 12, value: 0.75 });
  });

  it('counts who bought a thing in a second order; two lines of a day are one order', () => {
    expect(result.products.map(({ name, customers: of, again }) => [name, of, again.hits])).toEqual([
      ['bib', 12, 0],
      ['tin', 12, 9],
    ]);
    expect(result.categories).toMatchObject([{ name: 'food', customers: 12, again: { hits: 9 } }]);
  });

  it('tells why customers were lost, as it was written down', () => {
    const record = (number: number, lostReason: string) => toView(customers, { id: anId('c', number), body: { lostReason } });
    const book = { ...EMPTY_BOOK, customers: [record(1, 'price'), record(2, 'moved'), record(3, 'price')] };
    expect(retention.run({ lines, book, params: {}, asOf, needs: {} }).lostReasons).toEqual([
      { reason: 'price', customers: 2 },
      { reason: 'moved', customers: 1 },
    ]);
  });
});

describe.skipIf(areMissing)(titled('worked survival'), () => {
  it('comes out with the curve that duration uses', () => {
    const { sixmp } = JSON.parse(readSample('worked/survival.json'));
    const curve = estimateSurvival(sixmp.time.map((time: number, at: number) => ({ time, ended: sixmp.event[at] === 1 })));
    expect(curve.median).toBe(sixmp.median);
    for (const { time, survival } of curve.steps) {
      expect(survival).toBeCloseTo(sixmp.S[String(time)], 9);
    }
  });
});
