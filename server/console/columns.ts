import type { Texts } from '#shared/text/index.ts';
import type { CustomersQuery } from '#shared/wire/customers.ts';

/** How much room the page has: a phone, a narrow window, a full screen. */
export type Room = 'phone' | 'narrow' | 'full';

/** One column of the customers table. `from`: the room from which on it is shown; always when missing. */
export type Column = {
  readonly name: keyof Texts['console']['table'] & ('name' | 'company' | 'place' | 'email' | 'lastContact' | 'interactions' | 'reps' | 'captured');
  readonly sort?: NonNullable<CustomersQuery['sort']>;
  /** The direction of the first press. */
  readonly first?: 'up' | 'down';
  readonly numeric?: boolean;
  readonly from?: 'narrow' | 'full';
};

const columns: readonly Column[] = [
  { name: 'name', sort: 'name', first: 'up' },
  { name: 'company', sort: 'company', first: 'up', from: 'narrow' },
  { name: 'place', from: 'full' },
  { name: 'email', from: 'narrow' },
  { name: 'lastContact', sort: 'last-contact', first: 'down' },
  { name: 'interactions', numeric: true, from: 'narrow' },
  { name: 'reps', from: 'narrow' },
  { name: 'captured', sort: 'captured', first: 'down', from: 'full' },
];

/** The columns that a room has, in their order. */
export function columnsIn(room: Room): readonly Column[] {
  return columns.filter(({ from }) => from === undefined || room === 'full' || (room === 'narrow' && from === 'narrow'));
}
