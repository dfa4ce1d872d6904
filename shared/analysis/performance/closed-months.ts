import type { MonthSheet } from '../../model/month-sheet.ts';
import type { Assessment } from '../../model/service.ts';
import type { Book } from '../core/book.ts';
import type { TechnicianMonth } from './technician-month.ts';

/** What is kept of a closed month. */
export type Closed = Assessment & { readonly sheet: MonthSheet; readonly closedAt: string };

/** The closed months of technicians, by user. */
export function listClosed(book: Book, month: string): ReadonlyMap<string, Closed> {
  return new Map(
    book.assessments.flatMap((one): [string, Closed][] => {
      const { user, sheet, closedAt } = one;
      return user === undefined || one.month !== month || sheet === undefined || closedAt === undefined ? [] : [[user, { ...one, sheet, closedAt }]];
    }),
  );
}

/** A month as it was closed, whatever the records say by now. */
export function tellClosed(user: string, { sheet, closedAt, confirmed, later }: Closed): TechnicianMonth {
  const { name, area, parts, marks, score, incomplete, bonusMinor, n } = sheet;
  return {
    user,
    name,
    area,
    parts,
    ...marks,
    score,
    incomplete,
    bonusMinor,
    n,
    closedAt,
    confirmed: Object.keys(confirmed).toSorted(),
    later: Object.keys(later).length,
  };
}
