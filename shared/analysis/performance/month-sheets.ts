import type { MonthSheet, SheetDay } from '../../model/month-sheet.ts';
import type { Assessment, Month } from '../../model/service.ts';
import type { Book } from '../core/book.ts';
import { createDayReader, toDay, type DayNumber } from '../core/calendar.ts';
import { linesFromOrders } from '../core/from-orders.ts';
import { serviceScore } from './service-score.ts';
import { settledWeights, sharePool } from './technician-marks.ts';

/** A technician's month: the sheet, as it is now or as it was closed, and what was said of it since. */
export type TechnicianSheet = {
  readonly user: string;
  readonly sheet: MonthSheet;
  /** Undefined: nobody has marked the month yet. */
  readonly assessment: Assessment | undefined;
};

/** The sheets of a month, by area and then by name. */
export type MonthSheets = {
  readonly month: Month;
  /** False while the month goes on. */
  readonly isOver: boolean;
  readonly currenciesLeftOut: readonly string[];
  readonly technicians: readonly TechnicianSheet[];
};

/**
 * The sheets of all technicians of a month, from a book that holds at least what the month needs: users, teams, settings,
 * rates, duties and assessments, cases, and the payments with their customers and orders. What is closed comes as it was closed.
 */
export function tellMonth(book: Book, month: Month, asOf: DayNumber): MonthSheets {
  const found = serviceScore.run({
    lines: linesFromOrders([], { zone: book.zone }),
    book,
    params: { month },
    asOf,
    needs: {},
  });
  const weights = settledWeights(book.settings);
  const areas = new Map(found.areas.map((one) => [one.area, one]));
  const technicians = found.technicians.map((one): TechnicianSheet => {
    const { user, name, area, parts, attendance, customer, lead, problem, score, incomplete, bonusMinor, n } = one;
    const assessment = book.assessments.find((held) => held.user === user && held.month === found.month);
    if (assessment?.closedAt !== undefined && assessment.sheet !== undefined) {
      return { user, sheet: assessment.sheet, assessment };
    }
    const { netCollectionsMinor = null, poolMinor = null } = areas.get(area) ?? {};
    const sheet: MonthSheet = {
      area,
      name: name ?? '',
      weights,
      parts,
      marks: { attendance, customer, lead, problem },
      score,
      incomplete,
      n,
      remark: cutRemark(assessment?.remark ?? ''),
      bonusMinor,
      netCollectionsMinor,
      poolMinor,
      currency: found.currency,
      days: daysOf(book, user, found.month),
    };
    return { user, sheet, assessment };
  });
  const inOrder = technicians.toSorted(
    (a, b) => compare(a.sheet.area, b.sheet.area) || compare(a.sheet.name, b.sheet.name) || compare(a.user, b.user),
  );
  return { month: found.month, isOver: found.isComplete, currenciesLeftOut: found.currenciesLeftOut, technicians: inOrder };
}

/**
 * The sheets of one area as they are closed: whoever has no score gets nothing, and the pool is shared by the others'
 * scores, to the last minor unit (largest remainders). Without a pool nobody has a bonus.
 */
export function closeSheets(sheets: readonly MonthSheet[]): readonly MonthSheet[] {
  const poolMinor = sheets[0]?.poolMinor ?? null;
  if (poolMinor === null) {
    return sheets.map((sheet) => ({ ...sheet, bonusMinor: null }));
  }
  const shares = sharePool(
    poolMinor,
    sheets.map(({ score }) => score ?? 0),
  );
  return sheets.map((sheet, at) => ({ ...sheet, bonusMinor: shares[at] ?? 0 }));
}

/** A sheet is one field of a record, which holds 16 KiB: this leaves room for a month of days. */
const MAX_REMARK = 2000;

function cutRemark(remark: string): string {
  // Never end in the middle of a character outside the basic plane.
  return remark.slice(0, MAX_REMARK).replace(/[\uD800-\uDBFF]$/u, '');
}

/** The days of a month of which something is known, in order. */
function daysOf(book: Book, user: string, month: Month): SheetDay[] {
  const readDay = createDayReader(book.zone);
  const missed = new Map<string, number>();
  for (const one of book.cases) {
    for (const visit of Object.values(one.visits)) {
      const day = readDay(visit.plannedAt ?? visit.arrivedAt ?? '');
      if (visit.missed === true && day !== undefined && (visit.technician ?? one.technician) === user) {
        missed.set(toDay(day), (missed.get(toDay(day)) ?? 0) + 1);
      }
    }
  }
  const duties = new Map(book.duties.filter((duty) => duty.user === user).map((duty) => [duty.onDay ?? '', duty]));
  return [...new Set([...duties.keys(), ...missed.keys()])]
    .filter((onDay) => onDay.startsWith(`${month}-`))
    .toSorted()
    .map((onDay) => {
      const duty = duties.get(onDay);
      return {
        onDay,
        present: duty === undefined ? null : duty.present !== false,
        late: duty?.late === true,
        leftEarly: duty?.leftEarly === true,
        leave: duty?.leave === true,
        missed: missed.get(onDay) ?? 0,
      };
    });
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
