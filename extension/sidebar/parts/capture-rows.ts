import type { CapturedContact, CapturedField } from '#shared/model/capture.ts';
import type { Lesson } from '#shared/model/correction.ts';
import type { ChosenField } from './types.ts';

/** One found value in the review: what the reader found, what the rep made of it. */
export type CaptureRow = { readonly id: string; readonly found: CapturedField; readonly value: string; readonly ticked: boolean };

/** From here on a value is ticked by itself. */
const TICKED_FROM = 0.9;
/** Below this a value is hidden until it is asked for. */
export const SHOWN_FROM = 0.5;

/** A customer has one of each of these; e-mails, phones and links may be several. */
const single: ReadonlySet<CapturedField['field']> = new Set(['name', 'title', 'companyName']);

const order: readonly CapturedField['field'][] = ['name', 'email', 'companyName', 'title', 'phone', 'link', 'address'];

/** The rows of a contact in the order of the review; the surest name, company and title is the only one ticked of its kind. */
export function rowsOf(contact: CapturedContact): readonly CaptureRow[] {
  const taken = new Set<CapturedField['field']>();
  return order.flatMap((field) =>
    contact.fields
      .filter((found) => found.field === field)
      .map((found, index) => {
        const ticked = found.confidence >= TICKED_FROM && !(single.has(field) && taken.has(field));
        if (ticked) {
          taken.add(field);
        }
        return { id: `${field}-${index}`, found, value: found.value, ticked };
      }),
  );
}

/** The rows after one was ticked or not; ticking one name unticks the other. */
export function tick(rows: readonly CaptureRow[], id: string, ticked: boolean): readonly CaptureRow[] {
  const field = rows.find((row) => row.id === id)?.found.field;
  return rows.map((row) =>
    row.id === id
      ? { ...row, ticked }
      : ticked && field !== undefined && single.has(field) && row.found.field === field
        ? { ...row, ticked: false }
        : row,
  );
}

/** The rows after one was written over: a corrected value is meant to be kept, an emptied one is not. */
export function correct(rows: readonly CaptureRow[], id: string, value: string): readonly CaptureRow[] {
  return tick(
    rows.map((row) => (row.id === id ? { ...row, value } : row)),
    id,
    value !== '',
  );
}

/** What was chosen, as it is saved. */
export function chosenOf(rows: readonly CaptureRow[]): readonly ChosenField[] {
  return rows.filter((row) => row.ticked && row.value !== '').map(({ found, value }) => ({ ...found, value, corrected: value !== found.value }));
}

/**
 * What can be learnt from what the rep made of the rows: values that were written over, unsure ones that were ticked, sure ones
 * that were not wanted. Where another value of the same kind was chosen instead, leaving one out says nothing of it.
 */
export function lessonsOf(rows: readonly CaptureRow[]): Lesson[] {
  const hasChosen = (field: CapturedField['field']): boolean => rows.some((row) => row.found.field === field && row.ticked && row.value !== '');
  return rows.flatMap(({ found, value, ticked }): Lesson[] => {
    const { field } = found;
    if (ticked && value !== '' && (value !== found.value || found.confidence < TICKED_FROM)) {
      return [{ field, found: found.value, kept: value }];
    }
    const isUnwanted = !ticked && found.confidence >= TICKED_FROM && !(single.has(field) && hasChosen(field));
    return isUnwanted ? [{ field, found: found.value, kept: null }] : [];
  });
}
