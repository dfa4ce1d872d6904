import { normalizeEmail } from '../capture/addresses.ts';
import type { Currency, Instant } from '../model/field.ts';
import type { Json } from '../model/record.ts';
import { customerKey, idFromKey, sha256Hex } from '../sync/ids.ts';
import { canonicalJson } from '../sync/merge.ts';
import type { BadLine, LineFault, OrderLineRow } from './order-lines.ts';

/** A record as an import wants it to be; `changesOf` says what of it is new. */
export type WantedRecord = {
  readonly id: string;
  readonly kind: 'c' | 'a' | 'o' | 'i';
  readonly fields: Readonly<Record<string, Json>>;
  /** Users whose orders these are; empty where no rep is known. */
  readonly reps: readonly string[];
};

/** What records are made with. */
export type ImportPlace = {
  readonly idSalt: Uint8Array;
  /** Names where the table comes from; the same order of the same source is the same record. */
  readonly source: string;
  /** E-mail address in lower case -> user id. */
  readonly users: ReadonlyMap<string, string>;
  /** Customer value of this source -> the customer that an earlier import or a person put it to. */
  readonly known: ReadonlyMap<string, string>;
  readonly at: Instant;
};

export type ImportedRecords = {
  readonly customers: readonly WantedRecord[];
  readonly aliases: readonly WantedRecord[];
  readonly orders: readonly WantedRecord[];
  readonly badLines: readonly BadLine[];
};

/** A record holds 128 KiB of JSON; its head takes little of it. */
const MAX_LINES_BYTES = 120 * 1024;

/** How an address is compared: as a captured mail's, so that both are one customer. */
export function normalizeAddress(email: string): string {
  return normalizeEmail(email) ?? email.normalize('NFKC').trim().toLowerCase();
}

/** The value under which a customer of a source is found again. */
export function aliasValue(source: string, customer: string): string {
  return `ext:${source}:${customer}`;
}

/** The id of the alias record of such a value. */
export function aliasId(idSalt: Uint8Array, value: string): string {
  return idFromKey('a', idSalt, `external:${value}`);
}

/**
 * The customers, aliases and orders that order lines stand for. Nothing in it depends on the order of the rows: lines
 * are sorted within their order, and where rows differ on something that an order has once, the smallest counts.
 */
export function toRecords(rows: readonly OrderLineRow[], place: ImportPlace): ImportedRecords {
  const idsOf = new Map<string, Person>();
  for (const [customer, own] of groupBy(rows, (row) => row.customer)) {
    idsOf.set(customer, toPerson(customer, own, place));
  }
  const badLines: BadLine[] = [];
  const orders: WantedRecord[] = [];
  const taken = new Map<string, number>();
  for (const group of ordersIn(rows)) {
    const fault = faultOf(group);
    const [first] = group;
    const person = first && idsOf.get(first.customer);
    const made = fault === undefined && person !== undefined ? toOrder(group, person, place, taken) : fault;
    if (typeof made === 'object') {
      orders.push(made);
    } else {
      badLines.push(...group.map(({ line }): BadLine => ({ line, reason: made ?? 'customer-bad' })));
    }
  }
  const kept = new Map<string, Set<string>>();
  for (const { fields, reps } of orders) {
    const { customer } = fields;
    if (typeof customer === 'string') {
      kept.set(customer, new Set([...(kept.get(customer) ?? []), ...reps]));
    }
  }
  // A customer all of whose lines are bad is not made.
  const people = [...idsOf.values()].filter(({ id }) => kept.has(id));
  return {
    customers: mergeSame(people.map(({ id, fields }) => ({ id, kind: 'c', fields, reps: [...(kept.get(id) ?? [])].toSorted() }))),
    aliases: people.flatMap(({ alias }) => (alias === undefined ? [] : [alias])),
    orders,
    badLines: badLines.toSorted((a, b) => a.line - b.line),
  };
}

type Person = {
  readonly id: string;
  readonly fields: Readonly<Record<string, Json>>;
  readonly alias: WantedRecord | undefined;
};

function toPerson(customer: string, rows: readonly OrderLineRow[], place: ImportPlace): Person {
  const { idSalt, source, at } = place;
  const isEmail = customer.includes('@');
  const emails = [...new Set([...(isEmail ? [customer] : []), ...rows.flatMap(({ email }) => email ?? [])].map(normalizeAddress))].toSorted();
  const [email] = isEmail ? [normalizeAddress(customer)] : emails;
  const value = aliasValue(source, customer);
  const key = email === undefined ? value : customerKey(email);
  const id = (isEmail ? undefined : place.known.get(value)) ?? idFromKey('c', idSalt, key);
  const name = smallest(rows.map((row) => row.name)) ?? (isEmail ? undefined : customer);
  const company = smallest(rows.map((row) => row.company));
  const texts = { ...(name === undefined ? {} : { name }), ...(company === undefined ? {} : { companyName: company }) };
  const values: Record<string, Json> = { ...texts, ...Object.fromEntries(emails.map((one) => [`emails/${one}`, true])) };
  const provenance = Object.keys(values).map((field): [string, Json] => [`provenance/${field}`, { reader: 'import', source, at }]);
  const fields = { ...values, ...Object.fromEntries(provenance), capturedAt: at, keyedBy: key };
  const alias: WantedRecord | undefined = isEmail
    ? undefined
    : { id: aliasId(idSalt, value), kind: 'a', fields: { type: 'external', value, to: id }, reps: [] };
  return { id, fields, alias };
}

/** Two values of a table may lead to one customer: an address, and a number with that address beside it. */
function mergeSame(records: readonly WantedRecord[]): readonly WantedRecord[] {
  const merged = new Map<string, WantedRecord>();
  for (const record of records.toSorted((a, b) => compare(canonicalJson(a.fields), canonicalJson(b.fields)))) {
    const before = merged.get(record.id);
    merged.set(record.id, before ? { ...before, fields: { ...record.fields, ...before.fields } } : record);
  }
  return [...merged.values()].toSorted((a, b) => compare(a.id, b.id));
}

/** Lines by order: by customer and number where there is one (shops count from 1 each), else by customer, day and currency. */
function ordersIn(rows: readonly OrderLineRow[]): readonly (readonly OrderLineRow[])[] {
  const groups = groupBy(rows, (row) =>
    row.order === undefined ? `d|${row.customer}|${row.day}|${row.currency}` : `n|${row.customer}|${row.order}`,
  );
  return [...groups].toSorted(([a], [b]) => compare(a, b)).map(([, group]) => group);
}

function faultOf(group: readonly OrderLineRow[]): LineFault | undefined {
  return new Set(group.map((row) => row.currency)).size > 1 ? 'order-in-two-currencies' : undefined;
}

function toOrder(group: readonly OrderLineRow[], person: Person, place: ImportPlace, taken: Map<string, number>): WantedRecord | LineFault {
  const lines = group.map(toLine).toSorted((a, b) => compare(canonicalJson(a), canonicalJson(b)));
  const day = smallest(group.map((row) => row.day)) ?? '';
  const number = group[0]?.order;
  const customer = group[0]?.customer ?? '';
  const currency: Currency = group[0]?.currency ?? '';
  const text = canonicalJson(lines);
  if (new TextEncoder().encode(text).length > MAX_LINES_BYTES) {
    return 'order-too-large';
  }
  const key = number === undefined ? withOccurrence(`${customer}|${day}|${sha256Hex(`${currency}${text}`)}`, taken) : `number:${number}|${customer}`;
  const keyedBy = `order:${place.source}|${key}`;
  const reps = [...new Set(group.flatMap((row) => place.users.get(normalizeAddress(row.rep ?? '')) ?? []))].toSorted();
  const once = {
    number,
    channel: smallest(group.map((row) => row.channel)),
    place: smallest(group.map((row) => row.place)),
    rep: reps[0],
    repName: reps.length > 0 ? undefined : smallest(group.map((row) => row.rep)),
    campaignName: smallest(group.map((row) => row.campaign)),
  };
  return {
    id: idFromKey('o', place.idSalt, keyedBy),
    kind: 'o',
    fields: {
      customer: person.id,
      status: 'placed',
      placedOn: day,
      currency,
      source: place.source,
      // A key longer than a line of text cannot be kept; such an order number is rare and its id stays the same.
      ...(keyedBy.length <= 500 ? { keyedBy } : {}),
      ...Object.fromEntries(Object.entries(once).flatMap(([field, value]): [string, Json][] => (value === undefined ? [] : [[field, value]]))),
      ...Object.fromEntries(lines.map((line, index) => [`lines/${index}`, line])),
    },
    reps,
  };
}

type Line = Readonly<Record<string, Json>>;

function toLine(row: OrderLineRow): Line {
  return {
    productName: row.product ?? '',
    ...(row.category === undefined ? {} : { category: row.category }),
    quantity: row.quantity,
    amountMinor: row.amountMinor,
    ...(row.costMinor === undefined ? {} : { costMinor: row.costMinor }),
    ...(row.discountMinor === undefined ? {} : { discountMinor: row.discountMinor }),
  };
}

/** Orders without a number that are alike in everything are told apart by how many came before. */
function withOccurrence(key: string, taken: Map<string, number>): string {
  const occurrence = taken.get(key) ?? 0;
  taken.set(key, occurrence + 1);
  return `${key}|${occurrence}`;
}

function smallest(texts: readonly (string | undefined)[]): string | undefined {
  return texts.filter((text) => text !== undefined).toSorted(compare)[0];
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

function groupBy<T>(items: readonly T[], keyOf: (item: T) => string): ReadonlyMap<string, readonly T[]> {
  const groups = new Map<string, T[]>();
  for (const item of items) {
    const key = keyOf(item);
    const group = groups.get(key);
    if (group) {
      group.push(item);
    } else {
      groups.set(key, [item]);
    }
  }
  return groups;
}
