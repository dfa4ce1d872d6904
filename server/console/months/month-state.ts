import type { MonthOfTechnician } from '#shared/wire/months.ts';

/** How far a month is: open, closed, or confirmed by one side or by both. */
export type MonthState = 'open' | 'closed' | 'technician' | 'lead' | 'both';

/** How far a technician's month is. Whoever else than the technician confirmed stands for the lead's side. */
export function stateOf({ user, closed, confirmed }: MonthOfTechnician): MonthState {
  if (closed === null) {
    return 'open';
  }
  const isOwn = confirmed.some((one) => one.user === user);
  const isLeads = confirmed.some((one) => one.user !== user);
  return isOwn && isLeads ? 'both' : isOwn ? 'technician' : isLeads ? 'lead' : 'closed';
}
