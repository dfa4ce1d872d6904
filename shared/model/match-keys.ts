import { customers } from './customer.ts';
import { fieldOf, toView } from './entity.ts';
import { isDeleted, type StoredRecord } from './record.ts';
import { isSamePhone, phoneKeysOf } from './same-phone.ts';
import { foldText } from './search.ts';

/** Where each address has a field. */
const ADDRESS = fieldOf('emails', '');

/** So many customers behind one key are a switchboard, or everybody of one name in a town. */
export const MOST_BEHIND_A_KEY = 5;

/**
 * By what a customer is known beside an e-mail address (sync design 2.7): `phone:<last digits>`, `handle:<messenger>:<id>`, and
 * where there is no address `name:<name>|<district>`. Empty for anything else than a customer that is shown.
 */
export function matchKeysOf(record: StoredRecord): readonly string[] {
  if (record.kind !== customers.kind || isDeleted(record.body)) {
    return [];
  }
  const view = toView(customers, record);
  const handles = Object.entries(view.handles).map(([app, id]) => `handle:${app}:${id.trim().toLowerCase()}`);
  const places = [view.area, ...Object.values(view.addresses).map((address) => address.city)].filter((place) => place !== undefined);
  const names =
    view.emails.length > 0 || view.name === undefined ? [] : places.map((place) => `name:${foldText(view.name ?? '')}|${foldText(place)}`);
  return [...new Set([...phoneKeysOf(view.phones), ...handles, ...names])];
}

/** True where two customers are known by the same: of numbers with equal keys only those that are one number. */
export function areTwins(one: StoredRecord, other: StoredRecord): boolean {
  const [mine, theirs] = [one, other].map((record) => toView(customers, record).phones);
  const keys = matchKeysOf(other).filter((key) => !key.startsWith('phone:'));
  return matchKeysOf(one).some((key) => keys.includes(key)) || (mine ?? []).some((phone) => (theirs ?? []).some((own) => isSamePhone(phone, own)));
}

/** True where a customer has an address: then that is its key, and the other keys are only hints. */
export function hasAddress({ body }: Pick<StoredRecord, 'body'>): boolean {
  return Object.keys(body).some((path) => path.startsWith(ADDRESS) && body[path] === true);
}
