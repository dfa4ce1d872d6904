import type { Target } from '../../model/target.ts';
import type { Book } from '../core/book.ts';
import { addMonths, NO_DAY, toDay, toDayNumber, type DayNumber } from '../core/calendar.ts';
import type { Lines } from '../core/lines.ts';
import type { PeriodUnit } from '../core/periods.ts';
import type { Summing } from '../core/sums.ts';
import { measure, type Measure } from './measures.ts';

/** Sums of orders that reps are measured by. */
export type RepSums = {
  readonly hasRevenue: boolean;
  readonly revenueOverBase: (user: string) => Measure;
  readonly teamGrowth: (team: string | undefined) => Measure;
  readonly discount: (user: string) => Measure;
};

type Sum = { netMinor: number; grossMinor: number; discountMinor: number; lines: number; discountLines: number };

const RECORDS = ['orders'];

/**
 * Adds net amounts by rep for a period, the one before it, and the same period a year earlier. The base of a rep is the
 * figure kept as one (`targets` of kind base), else the year before; without either there is no value.
 */
export function sumByRep(lines: Lines, book: Book, summing: Summing, from: DayNumber, to: DayNumber, unit: PeriodUnit): RepSums {
  const back = (day: DayNumber, months: number): DayNumber => (unit === 'week' ? day - (months === 12 ? 364 : 7) : addMonths(day, -months));
  const step = unit === 'quarter' ? 3 : unit === 'year' ? 12 : 1;
  const now = new Map<string, Sum>();
  const before = new Map<string, Sum>();
  const lastYear = new Map<string, Sum>();
  const windows = [
    { sums: now, first: from, last: to },
    { sums: before, first: back(from, step), last: from - 1 },
    { sums: lastYear, first: back(from, 12), last: back(to, 12) },
  ];
  const { rep, currency } = lines.text;
  for (let line = 0; line < lines.count; line += 1) {
    const day = lines.day[line] ?? NO_DAY;
    const amount = lines.number.amountMinor[line] ?? Number.NaN;
    const user = lines.dictionary.rep.names[rep[line] ?? -1];
    const inside = windows.filter(({ first, last }) => day >= first && day <= last);
    if (user === undefined || Number.isNaN(amount) || inside.length === 0) {
      continue;
    }
    const name = lines.dictionary.currency.names[currency[line] ?? -1];
    const netMinor = summing.read(amount, name, day);
    const discount = lines.number.discountMinor[line] ?? Number.NaN;
    const discountMinor = Number.isNaN(discount) ? undefined : summing.read(discount, name, day);
    for (const { sums } of netMinor === undefined ? [] : inside) {
      const held = sums.get(user) ?? { netMinor: 0, grossMinor: 0, discountMinor: 0, lines: 0, discountLines: 0 };
      held.netMinor += netMinor ?? 0;
      held.lines += 1;
      if (discountMinor !== undefined) {
        held.discountMinor += discountMinor;
        held.grossMinor += (netMinor ?? 0) + discountMinor;
        held.discountLines += 1;
      }
      sums.set(user, held);
    }
  }
  const teams = new Map(book.users.map(({ id, team }) => [id, team]));
  const ofTeam = (sums: ReadonlyMap<string, Sum>, team: string): number =>
    [...sums].reduce((sum, [user, { netMinor }]) => sum + (teams.get(user) === team ? netMinor : 0), 0);
  return {
    hasRevenue: now.size > 0,
    revenueOverBase: (user) => {
      const own = now.get(user);
      const kept = baseOf(book.targets, user, from, to, summing);
      const base = kept ?? lastYear.get(user)?.netMinor;
      const value = base === undefined ? null : (own?.netMinor ?? 0) - base;
      return measure(value, { unit: 'minor', records: kept === undefined ? RECORDS : ['orders', 'targets'], n: own?.lines ?? 0 });
    },
    teamGrowth: (team) => {
      const earlier = team === undefined ? 0 : ofTeam(before, team);
      const value = team === undefined || earlier <= 0 ? null : ofTeam(now, team) / earlier - 1;
      return measure(value, {
        unit: 'share',
        records: RECORDS,
        n: [...now].filter(([user]) => teams.get(user) === team).reduce((n, [, { lines: of }]) => n + of, 0),
      });
    },
    discount: (user) => {
      const own = now.get(user);
      const value = own === undefined || own.discountLines === 0 || own.grossMinor <= 0 ? null : own.discountMinor / own.grossMinor;
      return measure(value, { unit: 'share', records: RECORDS, n: own?.discountLines ?? 0, of: own?.lines ?? 0 });
    },
  };
}

/** The base of the months of a period, where every one of them has a figure for this rep. */
function baseOf(targets: readonly Target[], user: string, from: DayNumber, to: DayNumber, summing: Summing): number | undefined {
  const months: string[] = [];
  for (let day = toDayNumber(`${toDay(from).slice(0, 7)}-01`) ?? from; day <= to; day = addMonths(day, 1)) {
    months.push(toDay(day).slice(0, 7));
  }
  let sum = 0;
  for (const month of months) {
    // The year before the start says what a month was worth: the same month of any year.
    const found = targets.find(
      (one) => one.kind === 'base' && one.measure === 'revenue' && one.rep === user && one.month?.slice(5) === month.slice(5),
    );
    const minor = found?.amount === undefined ? undefined : summing.read(found.amount, found.currency, from);
    if (minor === undefined) {
      return undefined;
    }
    sum += minor;
  }
  return months.length === 0 ? undefined : sum;
}
