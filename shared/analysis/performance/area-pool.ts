import type { MonthSheet } from '../../model/month-sheet.ts';
import type { Book } from '../core/book.ts';
import { toDayNumber, type DayNumber } from '../core/calendar.ts';
import { roundMinor } from '../core/money.ts';
import type { Summing } from '../core/sums.ts';
import { sharePool } from './technician-marks.ts';
import type { AreaMonth } from './technician-month.ts';

/** The area's month, and each technician's share in their order; null while one of them has no score. */
export type AreaPool = { readonly sheet: AreaMonth; readonly shares: readonly (number | null)[] | null };

type Scored = { readonly score: number | null; readonly bonusMinor: number | null };
type Within = { readonly isInside: (day: DayNumber | undefined) => boolean };
type Terms = { readonly poolPermille: number; readonly netCollectionsMinor: Readonly<Record<string, number>> };

/** What the customers of an area paid in the month less what was paid back, the pool of it, and what each technician gets. */
export function readArea(book: Book, area: string, own: readonly Scored[], time: Within, summing: Summing, params: Terms): AreaPool {
  const given = params.netCollectionsMinor[area];
  const areas = new Map(book.customers.map(({ id, area: of }) => [id, of ?? '']));
  const orderAreas = new Map(book.orders.map(({ id, area: of }) => [id, of]));
  let [netMinor, payments] = [0, 0];
  for (const { customer, order, receivedOn, amountMinor, currency } of book.payments) {
    const day = receivedOn === undefined ? undefined : toDayNumber(receivedOn);
    if (day !== undefined && time.isInside(day) && (orderAreas.get(order ?? '') ?? areas.get(customer ?? '') ?? '') === area) {
      const minor = summing.read(amountMinor ?? 0, currency, day);
      netMinor += minor ?? 0;
      payments += minor === undefined ? 0 : 1;
    }
  }
  const collected = given ?? (payments === 0 ? null : netMinor);
  const poolMinor = collected === null ? null : Math.max(0, roundMinor((collected * params.poolPermille) / 1000));
  const scores = own.flatMap(({ score }) => (score === null ? [] : [score]));
  const shares = poolMinor === null || scores.length < own.length ? null : sharePool(poolMinor, scores);
  const sheet = { area, netCollectionsMinor: collected, poolMinor, technicians: own.length, incomplete: own.length - scores.length, payments };
  return { sheet, shares };
}

/** The area of a month that is closed: its pool was shared then, and who came later gets nothing of it. */
export function keepArea({ area, netCollectionsMinor, poolMinor }: MonthSheet, own: readonly Scored[]): AreaPool {
  const incomplete = own.filter(({ score }) => score === null).length;
  return {
    sheet: { area, netCollectionsMinor, poolMinor, technicians: own.length, incomplete, payments: 0 },
    shares: own.map(({ bonusMinor }) => bonusMinor),
  };
}
