import type { ServiceCase } from '../../model/service.ts';
import { createDayReader, toDay, type DayNumber } from '../core/calendar.ts';
import type { OpenComplaint } from '../customer-facts.ts';

/**
 * The complaints among service cases that are not solved, the oldest first.
 * @param zone the team's zone, in which an instant becomes a day
 * @param asOf complaints made later do not count
 */
export function listOpenComplaints(cases: Iterable<ServiceCase>, zone: string, asOf: DayNumber): readonly OpenComplaint[] {
  const readDay = createDayReader(zone);
  return [...cases]
    .flatMap(({ id, kind, title, openedAt, solvedAt, deleted }) => {
      const day = openedAt === undefined ? undefined : readDay(openedAt);
      const isOpen = kind === 'complaint' && !deleted && (solvedAt ?? null) === null;
      return isOpen && day !== undefined && day <= asOf ? [{ case: id, title: title ?? null, openedOn: toDay(day) }] : [];
    })
    .toSorted((a, b) => (a.openedOn + a.case < b.openedOn + b.case ? -1 : 1));
}
