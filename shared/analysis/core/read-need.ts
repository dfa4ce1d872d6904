import type { Outcome } from './analysis.ts';

/**
 * The customers that the result of another analysis tells of, none where it tells of none. A schema would copy a hundred thousand rows to
 * read two fields of each: so a row is an object of which nothing else is known, and who reads a field looks what it is.
 */
export function customersIn(need: Outcome | undefined): readonly object[] {
  const rows: unknown = need !== undefined && 'customers' in need ? need.customers : undefined;
  return Array.isArray(rows) ? rows.filter((row) => typeof row === 'object' && row !== null) : [];
}

/** The customer whom a row tells of; undefined where it names none. */
export function customerOf(row: object): string | undefined {
  return 'customer' in row && typeof row.customer === 'string' ? row.customer : undefined;
}
