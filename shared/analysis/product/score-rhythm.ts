import type { RhythmFacts } from '../customer-facts.ts';
import { toDay, type DayNumber } from '../core/calendar.ts';
import type { Lines } from '../core/lines.ts';
import { listPurchaseDays, type DayOfOrders } from '../core/purchases.ts';
import { findMedian, selectMedian } from '../core/stats.ts';
import { NO_CURRENCY } from '../core/money.ts';
import { toSeriesTable, type SeriesTable } from './learn-rhythm.ts';
import { fitRhythm, forecast, isRegular, MIN_GAPS, NOTHING_LEARNT, type Forecast, type RhythmLearnt } from './rhythm.ts';

/** A reminder comes so many days before the order is due (a third of the wait where that is shorter), and not after the window opens. */
export const LEAD_DAYS = 7;
/** What others do is told from so many gaps on. */
const MIN_GAPS_OF_OTHERS = 20;

/** What can be said of a series: a forecast, or why there is none. */
export type Reorder =
  | {
      readonly regular: true;
      readonly medianGapDays: number;
      /** As of today: it moves with silence. Days after the last order. */
      readonly now: Forecast;
      /** As it was on the day of the last order. */
      readonly atOrder: Forecast;
      readonly remindDays: number;
      readonly silentDays: number;
    }
  | { readonly regular: false; readonly why: 'few' | 'irregular' };

/**
 * Forecasts the next order of one series of a table.
 * @param leadDays how long before the expected day the reminder comes
 * @example
 * JSON.stringify(scoreSeries(toSeriesTable([[0, 20, 41, 62]]), 0, undefined, 62, 7)).includes('"remindDays":14') // true
 */
export function scoreSeries(
  { start, day, logGap }: SeriesTable,
  series: number,
  learnt: RhythmLearnt | undefined,
  asOf: DayNumber,
  leadDays: number = LEAD_DAYS,
): Reorder {
  const first = (start[series] ?? 0) + 1;
  const gaps = (start[series + 1] ?? 0) - first;
  if (gaps < MIN_GAPS) {
    return { regular: false, why: 'few' };
  }
  const pool = learnt ?? NOTHING_LEARNT;
  const rhythm = fitRhythm(logGap, pool, gaps, first);
  if (!isRegular(rhythm, pool.waiting)) {
    return { regular: false, why: 'irregular' };
  }
  const silentDays = asOf - (day[first + gaps - 1] ?? asOf);
  const atOrder = forecast(rhythm, pool.waiting, 0);
  const gapsDays = new Float64Array(gaps);
  for (let at = 0; at < gaps; at += 1) {
    gapsDays[at] = (day[first + at] ?? 0) - (day[first + at - 1] ?? 0);
  }
  return {
    regular: true,
    medianGapDays: selectMedian(gapsDays),
    now: forecast(rhythm, pool.waiting, silentDays),
    atOrder,
    // The reminder belongs to the last order: silence moves the window, not the day on which somebody had to be reminded.
    remindDays: Math.min(atOrder.fromDays, atOrder.dueDays - Math.min(leadDays, Math.floor(atOrder.dueDays / 3))),
    silentDays,
  };
}

/** The rhythm of one customer from nothing but its own days of orders (`listDays`) and what was learnt. */
export function scoreRhythm(lines: Lines, days: readonly DayOfOrders[], learnt: RhythmLearnt | undefined, asOf: DayNumber): RhythmFacts {
  const purchaseDays = listPurchaseDays(days);
  const reorder = scoreSeries(toSeriesTable([purchaseDays]), 0, learnt, asOf);
  const lastDay = purchaseDays.at(-1);
  if (!reorder.regular || lastDay === undefined) {
    const why = reorder.regular ? 'few' : reorder.why;
    const orders = purchaseDays.length;
    const hasPool = learnt !== undefined && learnt.medianGapDays !== null && learnt.gaps >= MIN_GAPS_OF_OTHERS;
    return {
      enough: false,
      orders,
      needed: Math.max(MIN_GAPS + 1, why === 'irregular' ? orders + 1 : 0),
      why,
      ...(hasPool && learnt.medianGapDays !== null ? { others: { medianGapDays: learnt.medianGapDays, gaps: learnt.gaps } } : {}),
    };
  }
  const { now, atOrder, silentDays } = reorder;
  return {
    enough: true,
    lastOrderOn: toDay(lastDay),
    gapsDays: purchaseDays.slice(1).map((day, at) => day - (purchaseDays[at] ?? 0)),
    medianGapDays: reorder.medianGapDays,
    dueOn: toDay(lastDay + now.dueDays),
    windowFrom: toDay(lastDay + now.fromDays),
    windowTo: toDay(lastDay + now.toDays),
    remindOn: toDay(lastDay + reorder.remindDays),
    silentDays,
    state: silentDays < atOrder.fromDays ? 'before' : silentDays <= atOrder.toDays ? 'in' : 'after',
    ...expectAmount(lines, days),
  };
}

/** The median amount of the days with an order, when all are known and in one currency. Returns on other days are not in it. */
function expectAmount(lines: Lines, days: readonly DayOfOrders[]): { readonly expectedMinor: number | null; readonly currency: string | null } {
  const bought = days.filter(({ orders }) => orders > 0);
  const [first] = bought;
  if (first === undefined || bought.some((day) => day.currency !== first.currency || day.withoutAmount > 0)) {
    return { expectedMinor: null, currency: null };
  }
  const amount = findMedian(bought.map(({ netMinor }) => netMinor));
  return { expectedMinor: Math.round(amount), currency: lines.dictionary.currency.names[first.currency] ?? NO_CURRENCY };
}
