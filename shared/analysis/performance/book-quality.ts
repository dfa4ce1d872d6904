import * as v from 'valibot';
import type { Customer } from '../../model/customer.ts';
import { Day } from '../../model/field.ts';
import { foldText } from '../../model/search.ts';
import { defineAnalysis, Missing, type AnalysisInput } from '../core/analysis.ts';
import { missingLists, type Book } from '../core/book.ts';
import { createDayReader, NO_DAY, toDay, type DayNumber } from '../core/calendar.ts';
import { ShareOf, shareOf } from '../core/evidence.ts';
import { isBought } from '../core/index-lines.ts';
import type { Lines } from '../core/lines.ts';
import { findMedian } from '../core/stats.ts';

const VERSION = '1';
const MOST_DUPLICATES = 100;

const QualityParams = v.object({
  /** Contacts and orders of so many days say who uses the book, and whose contacts are in it. */
  windowDays: v.optional(v.pipe(v.number(), v.integer(), v.minValue(1)), 90),
});
type QualityParams = v.InferOutput<typeof QualityParams>;

const FIELDS = [
  'name',
  'emails',
  'phones',
  'addresses',
  'companyName',
  'title',
  'industry',
  'area',
  'owner',
  'lawfulBasis',
  'informedOn',
  'wonSource',
] as const;

const BookQuality = v.object({
  method: v.string(),
  version: v.string(),
  enough: v.boolean(),
  missing: v.array(Missing),
  asOf: Day,
  period: v.object({ from: Day, to: Day }),
  n: v.number(),
  completeness: v.array(v.object({ field: v.picklist(FIELDS), filled: ShareOf })),
  /** Days since a customer was captured, heard of or ordered last: the median, and the share of more than a year. */
  age: v.nullable(v.object({ medianDays: v.number(), overOneYear: ShareOf })),
  /** Customers with an address that mail came back from, and addresses altogether. */
  bounced: v.object({ customers: v.number(), addresses: v.number(), ofAddresses: v.number() }),
  /** Customers without an address, a number or a handle: nobody can reach them. */
  unreachable: v.number(),
  duplicates: v.object({
    groups: v.number(),
    customers: v.number(),
    some: v.array(v.object({ by: v.picklist(['email', 'phone', 'name']), customers: v.array(v.string()) })),
  }),
  /** Of the customers who bought in the window, those of whom a contact is in the book: what goes past it is not. */
  contactsCaptured: v.nullable(ShareOf),
  use: v.array(v.object({ user: v.string(), name: v.nullable(v.string()), contacts: v.number(), days: v.number(), lastOn: v.nullable(Day) })),
  usedBy: v.nullable(ShareOf),
});
type BookQuality = v.InferOutput<typeof BookQuality>;

/** How good the book is and who uses it: what is filled in, how old it is, what bounced, what may be double, whose contacts are missing. */
export const bookQuality = defineAnalysis({
  id: 'performance.book-quality',
  version: VERSION,
  needs: [],
  params: QualityParams,
  output: BookQuality,
  run: runBookQuality,
});

function runBookQuality({ lines, book, params, asOf }: AnalysisInput<QualityParams>): BookQuality {
  const from = asOf - params.windowDays + 1;
  const { customers } = book;
  const seen = listLastSeen(book, lines, asOf);
  const ages = customers.flatMap(({ id }) => (seen.any.has(id) ? [asOf - (seen.any.get(id) ?? asOf)] : []));
  const groups = findDuplicates(customers);
  const buyers = [...seen.bought].filter(([, day]) => day >= from).map(([customer]) => customer);
  const known = buyers.filter((customer) => (seen.contact.get(customer) ?? -Infinity) >= from);
  const use = countUse(book, from, asOf);
  const missing = missingLists(book, ['customers', 'users']);
  return {
    method: 'counts over customers, contacts and orders; duplicates by equal address, number, or name with company',
    version: VERSION,
    enough: customers.length > 0,
    missing,
    asOf: toDay(asOf),
    period: { from: toDay(from), to: toDay(asOf) },
    n: customers.length,
    completeness:
      customers.length === 0
        ? []
        : FIELDS.map((field) => ({ field, filled: shareOf(customers.filter((one) => isFilled(one, field)).length, customers.length) })),
    age: ages.length === 0 ? null : { medianDays: findMedian(ages), overOneYear: shareOf(ages.filter((days) => days > 365).length, ages.length) },
    bounced: {
      customers: customers.filter(({ bounced }) => bounced.length > 0).length,
      addresses: customers.reduce((sum, { bounced }) => sum + bounced.length, 0),
      ofAddresses: customers.reduce((sum, { emails }) => sum + emails.length, 0),
    },
    unreachable: customers.filter(
      ({ emails, phones, handles, bounced }) =>
        emails.every((email) => bounced.includes(email)) && phones.length === 0 && Object.keys(handles).length === 0,
    ).length,
    duplicates: {
      groups: groups.length,
      customers: new Set(groups.flatMap((group) => group.customers)).size,
      some: groups.slice(0, MOST_DUPLICATES),
    },
    contactsCaptured: buyers.length === 0 ? null : shareOf(known.length, buyers.length),
    use,
    usedBy: use.length === 0 ? null : shareOf(use.filter(({ contacts }) => contacts > 0).length, use.length),
  };
}

function isFilled(customer: Customer, field: (typeof FIELDS)[number]): boolean {
  const value: unknown = customer[field];
  return Array.isArray(value)
    ? value.length > 0
    : typeof value === 'object' && value !== null
      ? Object.keys(value).length > 0
      : value !== undefined && value !== '';
}

type LastSeen = {
  readonly any: ReadonlyMap<string, DayNumber>;
  readonly contact: ReadonlyMap<string, DayNumber>;
  readonly bought: ReadonlyMap<string, DayNumber>;
};

function listLastSeen(book: Book, lines: Lines, asOf: DayNumber): LastSeen {
  const readDay = createDayReader(book.zone);
  const [any, contact, bought] = [new Map<string, DayNumber>(), new Map<string, DayNumber>(), new Map<string, DayNumber>()];
  const note = (map: Map<string, DayNumber>, customer: string, day: DayNumber | undefined): void => {
    if (day !== undefined && day <= asOf && day !== NO_DAY) {
      map.set(customer, Math.max(day, map.get(customer) ?? -Infinity));
      any.set(customer, Math.max(day, any.get(customer) ?? -Infinity));
    }
  };
  for (const { id, capturedAt } of book.customers) {
    note(any, id, capturedAt === undefined ? undefined : readDay(capturedAt));
  }
  for (const { participants, happenedAt } of book.interactions) {
    const day = happenedAt === undefined ? undefined : readDay(happenedAt);
    participants.filter((id) => id.startsWith('c')).forEach((customer) => note(contact, customer, day));
  }
  const last = new Int32Array(lines.dictionary.customer.names.length).fill(NO_DAY);
  for (let line = 0; line < lines.count; line += 1) {
    const customer = lines.text.customer[line] ?? -1;
    const day = lines.day[line] ?? NO_DAY;
    if (customer >= 0 && day <= asOf && day > (last[customer] ?? NO_DAY) && isBought(lines, line)) {
      last[customer] = day;
    }
  }
  lines.dictionary.customer.names.forEach((customer, at) => note(bought, customer, last[at]));
  return { any, contact, bought };
}

type Group = BookQuality['duplicates']['some'][number];

/** Customers who share an address or a number, or a name with its company. A number of many people is a switchboard, and says nothing. */
function findDuplicates(customers: readonly Customer[]): readonly Group[] {
  const held = new Map<string, string[]>();
  const note = (by: Group['by'], value: string, customer: string): void => {
    const key = `${by}\n${value}`;
    const own = held.get(key);
    if (own === undefined) {
      held.set(key, [customer]);
    } else if (own.at(-1) !== customer) {
      own.push(customer);
    }
  };
  for (const { id, emails, phones, name, companyName } of customers) {
    emails.forEach((email) => note('email', email.toLowerCase(), id));
    phones.forEach((phone) => note('phone', phone.replace(/\D/gu, ''), id));
    if (name !== undefined && companyName !== undefined) {
      note('name', `${foldText(name)}\n${foldText(companyName)}`, id);
    }
  }
  const found = new Map<string, Group>();
  for (const [key, own] of held) {
    const by = key.startsWith('email') ? 'email' : key.startsWith('phone') ? 'phone' : 'name';
    if (own.length > 1 && (by !== 'phone' || own.length <= 3)) {
      const all = own.toSorted();
      found.set(all.join(), found.get(all.join()) ?? { by, customers: all });
    }
  }
  return [...found.values()].toSorted((a, b) => b.customers.length - a.customers.length || (a.customers.join() < b.customers.join() ? -1 : 1));
}

function countUse(book: Book, from: DayNumber, asOf: DayNumber): BookQuality['use'] {
  const readDay = createDayReader(book.zone);
  const days = new Map<string, DayNumber[]>();
  for (const { by, loggedBy, happenedAt } of book.interactions) {
    const day = happenedAt === undefined ? undefined : readDay(happenedAt);
    if (day !== undefined && day >= from && day <= asOf) {
      for (const user of new Set([...by, ...(loggedBy === undefined ? [] : [loggedBy])])) {
        const own = days.get(user);
        if (own === undefined) {
          days.set(user, [day]);
        } else {
          own.push(day);
        }
      }
    }
  }
  return book.users
    .filter(({ disabled }) => disabled !== true)
    .map(({ id, name }) => {
      const own = days.get(id) ?? [];
      return {
        user: id,
        name: name ?? null,
        contacts: own.length,
        days: new Set(own).size,
        lastOn: own.length === 0 ? null : toDay(Math.max(...own)),
      };
    });
}
