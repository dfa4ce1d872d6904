import type { Id } from '../model/field.ts';
import { normalizeEmail } from './addresses.ts';
import type { Counterpart } from './people.ts';

/** Who somebody is, and why we think so. */
export type Match = { readonly person: Counterpart; readonly customer: Id | null; readonly reason: 'address' | 'unknown' };

/**
 * Finds the known customers among the people of a message by their whole address, never by name: a name can be anybody's.
 * `lookup` answers for a normalized address.
 */
export function matchByAddress(people: readonly Counterpart[], lookup: (email: string) => Id | undefined): readonly Match[] {
  return people.map((person) => {
    const email = normalizeEmail(person.email);
    const customer = email === null ? undefined : lookup(email);
    return customer === undefined ? { person, customer: null, reason: 'unknown' } : { person, customer, reason: 'address' };
  });
}
