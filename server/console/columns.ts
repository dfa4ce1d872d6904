import type { Texts } from '#shared/text/index.ts';
import type { CustomersQuery } from '#shared/wire/customers.ts';

/** How much room the page has: a phone, a narrow window, a full screen. */
export type Room = 'phone' | 'narrow' | 'full';

/** One column of the customers table. `from`: the room from which on it is shown; always when missing. */
export type Column = {
  readonly name: keyof Texts['console']['table'] &
    ('tier' | 'name' | 'company' | 'place' | 'email' | 'lastContact' | 'amount' | 'rhythm' | 'nextOrder' | 'reps');
  readonly sort?: NonNullable<CustomersQuery['sort']>;
  /** The direction of the first press. */
  readonly first?: 'up' | 'down';
  readonly numeric?: boolean;
  readonly from?: 'narrow' | 'full';
};

const columns: readonly Column[] = [
  { name: 'tier', sort: 'tier', first: 'down', from: 'narrow' },
  { name: 'name', sort: 'name', first: 'up' },
  { name: 'company', sort: 'company', first: 'up', from: 'narrow' },
  { name: 'place', from: 'full' },
  { name: 'email', from: 'full' },
  { name: 'lastContact', sort: 'last-contact', first: 'down' },
  { name: 'amount', sort: 'amount', first: 'down', numeric: true, from: 'narrow' },
  { name: 'rhythm', from: 'full' },
  { name: 'nextOrder', sort: 'next-order', first: 'up', from: 'narrow' },
  { name: 'reps', from: 'narrow' },
];

/** The columns that a room has, in their order. Addresses stand there only while one searches: then they say why a row is found. */
export function columnsIn(room: Room, isSearching: boolean): readonly Column[] {
  return columns
    .filter(({ from }) => from === undefined || room === 'full' || (room === 'narrow' && from === 'narrow'))
    .filter(({ name }) => (isSearching ? name !== 'rhythm' : name !== 'email'));
}
