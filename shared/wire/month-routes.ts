import { CloseMonthRequest, ConfirmMonthRequest, LaterRequest, MarkMonthRequest, MonthQuery, MonthReply } from './months.ts';
import { defineRoute } from './route.ts';

/** The months of service technicians. */
export const monthRoutes = {
  month: defineRoute({
    method: 'GET',
    path: '/months',
    who: 'session',
    permission: 'read-months',
    input: MonthQuery,
    output: MonthReply,
    summary: 'A month of the technicians that the user may see: marks, scores and shares of the pool.',
  }),
  markMonth: defineRoute({
    method: 'POST',
    path: '/months/mark',
    who: 'session',
    permission: 'close-months',
    input: MarkMonthRequest,
    output: MonthReply,
    summary: 'What the lead says of a technician’s month that is not closed.',
  }),
  closeMonth: defineRoute({
    method: 'POST',
    path: '/months/close',
    who: 'session',
    permission: 'close-months',
    input: CloseMonthRequest,
    output: MonthReply,
    summary: 'Closes a month of an area: its sheets are kept as they are and no longer change.',
  }),
  confirmMonth: defineRoute({
    method: 'POST',
    path: '/months/confirm',
    who: 'session',
    permission: 'read-months',
    input: ConfirmMonthRequest,
    output: MonthReply,
    summary: 'Confirms a closed month: the technician the own one, a lead those of the team.',
  }),
  addToMonth: defineRoute({
    method: 'POST',
    path: '/months/later',
    who: 'session',
    permission: 'close-months',
    input: LaterRequest,
    output: MonthReply,
    summary: 'Adds an entry to a closed month, whose sheet stays as it is.',
  }),
} as const;
