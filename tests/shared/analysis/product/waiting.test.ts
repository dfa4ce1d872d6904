import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { learnRhythm, toSeriesTable } from '#shared/analysis/product/learn-rhythm.ts';
import { fitRhythm, forecast, isRegular, NOTHING_LEARNT } from '#shared/analysis/product/rhythm.ts';
import { learnWaiting as learnFrom, residualAt, shareWaiting, UNKNOWN_WAITING, type Waiting } from '#shared/analysis/product/waiting.ts';

const learnWaiting = (given: readonly { readonly spreads: number; readonly came: boolean }[]): Waiting | undefined => {
  const of = (came: boolean) => Float64Array.from(given.filter((one) => one.came === came).map(({ spreads }) => spreads));
  return learnFrom({ came: of(true), open: of(false) });
};

const aWaiting: fc.Arbitrary<Waiting> = fc
  .array(fc.record({ spreads: fc.double({ min: -5, max: 5, noNaN: true }), came: fc.boolean() }), { minLength: 120, maxLength: 200 })
  .map((residuals) => learnWaiting(residuals) ?? UNKNOWN_WAITING);

describe('how long customers wait', () => {
  it('is one rising curve that can be read both ways', () => {
    fc.assert(
      fc.property(
        aWaiting,
        fc.double({ min: 1e-9, max: 0.97, noNaN: true }),
        fc.double({ min: 1e-9, max: 0.97, noNaN: true }),
        (waiting, one, other) => {
          expect(shareWaiting(waiting, residualAt(waiting, one))).toBeCloseTo(one, 6);
          expect(residualAt(waiting, Math.max(one, other))).toBeLessThanOrEqual(residualAt(waiting, Math.min(one, other)));
        },
      ),
    );
  });

  it('is what came, where nobody waits', () => {
    const came = Array.from({ length: 101 }, (_, at) => ({ spreads: at / 100, came: true }));
    const waiting = learnWaiting(came);
    expect(residualAt(waiting ?? UNKNOWN_WAITING, 0.5)).toBeCloseTo(0.5, 1);
    expect(residualAt(waiting ?? UNKNOWN_WAITING, 0.9)).toBeCloseTo(0.1, 1);
    expect(learnWaiting(came.slice(0, 29))).toBeUndefined();
  });

  it('counts a wait that is not over as longer than it is so far', () => {
    const came = Array.from({ length: 100 }, (_, at) => ({ spreads: at / 100, came: true }));
    const open = Array.from({ length: 50 }, () => ({ spreads: 0.5, came: false }));
    const [without, withOpen] = [learnWaiting(came) ?? UNKNOWN_WAITING, learnWaiting([...came, ...open]) ?? UNKNOWN_WAITING];
    expect(residualAt(withOpen, 0.5)).toBeGreaterThan(residualAt(without, 0.5));
    // Those who never come back make the others' wait no longer.
    const gone = Array.from({ length: 50 }, () => ({ spreads: 9, came: false }));
    expect(residualAt(learnWaiting([...came, ...gone]) ?? UNKNOWN_WAITING, 0.5)).toBeCloseTo(residualAt(without, 0.5), 1);
  });
});

describe('what is learnt of all customers', () => {
  const days = Array.from({ length: 30 }, (_, at) => [0, 18 + (at % 7), 40 + (at % 3), 61 + (at % 5), 80 + (at % 9), 100 + at]);
  const series = toSeriesTable(days);

  it('takes those who still wait for longer waits, not for none', () => {
    const [onTheDay, later] = [learnRhythm(series, 100), learnRhythm(series, 133)];
    expect([onTheDay.basis, onTheDay.customers, onTheDay.gaps]).toEqual(['pool', 30, 150]);
    expect(residualAt(later.waiting, 0.3)).toBeGreaterThan(residualAt(onTheDay.waiting, 0.3));
  });

  it('is nothing but counts for fewer than ten customers with a rhythm', () => {
    expect(learnRhythm(toSeriesTable(days.slice(0, 9)), 133)).toEqual({ ...NOTHING_LEARNT, customers: 9, gaps: 45, medianGapDays: 20 });
  });
});

describe('a forecast', () => {
  it('trap: expected order date when silence goes on: never in the past, never earlier, within its window', () => {
    const aRhythm = fc.record({ centre: fc.double({ min: 0, max: 7, noNaN: true }), spread: fc.double({ min: 0.05, max: 2, noNaN: true }) });
    fc.assert(
      fc.property(aWaiting, aRhythm, fc.integer({ min: 0, max: 5000 }), fc.integer({ min: 0, max: 400 }), (waiting, rhythm, silentDays, more) => {
        const now = forecast(rhythm, waiting, silentDays);
        const later = forecast(rhythm, waiting, silentDays + more);
        expect(now.fromDays).toBeGreaterThanOrEqual(Math.max(1, silentDays));
        expect(now.dueDays).toBeGreaterThanOrEqual(now.fromDays);
        expect(now.toDays).toBeGreaterThanOrEqual(now.dueDays);
        expect(later.fromDays).toBeGreaterThanOrEqual(now.fromDays);
        expect(later.dueDays).toBeGreaterThanOrEqual(now.dueDays);
        expect(later.toDays).toBeGreaterThanOrEqual(now.toDays);
      }),
    );
  });

  it('is refused where the gaps are those of chance, and given where they are regular', () => {
    const logs = (gaps: readonly number[]) => Float64Array.from(gaps, (gap) => Math.log(gap));
    const pool = { ...NOTHING_LEARNT, spread: 1.1, centre: 3, centreWeight: 0.3 };
    expect(isRegular(fitRhythm(logs([1, 90, 3, 2, 60, 7, 1, 200]), pool), pool.waiting)).toBe(false);
    expect(isRegular(fitRhythm(logs([21, 20, 22, 21, 21, 20, 22, 21]), pool), pool.waiting)).toBe(true);
  });
});
