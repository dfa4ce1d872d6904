import type { Texts } from '#shared/text/index.ts';
import type { CustomersQuery } from '#shared/wire/customers.ts';

/** One column of the customers table. `wide`: only where there is room; `widest`: only on a full screen. */
export type Column = {
  readonly name: keyof Texts['console']['table'] & ('name' | 'company' | 'place' | 'email' | 'lastContact' | 'interactions' | 'reps' | 'captured');
  readonly sort?: NonNullable<CustomersQuery['sort']>;
  /** The direction of the first press. */
  readonly first?: 'up' | 'down';
  readonly numeric?: boolean;
  readonly room?: 'wide' | 'widest';
};

/** The columns in their order. */
export const columns: readonly Column[] = [
  { name: 'name', sort: 'name', first: 'up' },
  { name: 'company', sort: 'company', first: 'up', room: 'wide' },
  { name: 'place', room: 'widest' },
  { name: 'email', room: 'wide' },
  { name: 'lastContact', sort: 'last-contact', first: 'down' },
  { name: 'interactions', numeric: true, room: 'wide' },
  { name: 'reps', room: 'wide' },
  { name: 'captured', sort: 'captured', first: 'down', room: 'widest' },
];
