import type { Reason } from '../../model/reason.ts';
import { NO_DAY, toDayNumber } from '../core/calendar.ts';
import type { Lines } from '../core/lines.ts';

/**
 * The lines behind a reason: those of its customer in the days on which it rests, by rising place in the table. The
 * sentence of a reason is in the texts (`reasonText`); its numbers are made of these lines and of nothing else, but for what is
 * owed and complained of, which orders, payments and cases say.
 * @param customer the customer whom the reason is about
 */
export function linesBehind(lines: Lines, customer: string, { from, to }: Pick<Reason, 'from' | 'to'>): readonly number[] {
  const place = lines.dictionary.customer.places.get(customer) ?? -1;
  const [first, last] = [toDayNumber(from) ?? NO_DAY, toDayNumber(to) ?? NO_DAY];
  const found: number[] = [];
  for (let line = 0; line < (place < 0 ? 0 : lines.count); line += 1) {
    const day = lines.day[line] ?? NO_DAY;
    if (lines.text.customer[line] === place && day !== NO_DAY && day >= first && day <= last) {
      found.push(line);
    }
  }
  return found;
}
