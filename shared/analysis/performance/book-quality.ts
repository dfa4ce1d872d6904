import * as v from 'valibot';
import type { Customer } from '../../model/customer.ts';
import { Day } from '../../model/field.ts';
import { foldText } from '../../model/search.ts';
import { defineAnalysis, Missing, type AnalysisInput } from '../core/analysis.ts';
import { missingLists, type Book } from '../core/book.ts';
import { createDayReader, NO_DAY, toDay, type DayNumber } from '../core/calendar.ts';
import { ShareOf, shareOf } from '../core/evidence.ts';
import { indexByCustomer, isBought } from '../core/index-lines.ts';
import type { Dictionary, Lines } from '../core/lines.ts';
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
  const [contacts, bought] = [listLastContacts(book, asOf), listLastBought(lines, asOf)];
  const ages = listAges(book, lines.dictionary.customer, contacts, bought, asOf);
  const groups = findDuplicates(customers);
  const { names } = lines.dictionary.customer;
  let [buyers, known] = [0, 0];
  for (let customer = 0; customer < bought.length; customer += 1) {
    if ((bought[customer] ?? NO_DAY) >= from) {
      buyers += 1;
      known += (contacts.get(names[customer] ?? '') ?? NO_DAY) >= from ? 1 : 0;
    }
  }
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
    contactsCaptured: buyers === 0 ? null : shareOf(known, buyers),
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

/** The newest contact with each customer, up to and with `asOf`. */
function listLastContacts(book: Book, asOf: DayNumber): ReadonlyMap<string, DayNumber> {
  const readDay = createDayReader(book.zone);
  const last = new Map<string, DayNumber>();
  for (const { participants, happenedAt } of book.interactions) {
    const day = happenedAt === undefined ? undefined : readDay(happenedAt);
    for (const customer of day === undefined || day > asOf ? [] : participants.filter((id) => id.startsWith('c'))) {
      last.set(customer, Math.max(day ?? NO_DAY, last.get(customer) ?? NO_DAY));
    }
  }
  return last;
}

/** The day on which each customer bought last, by number; NO_DAY for who never did. */
function listLastBought(lines: Lines, asOf: DayNumber): Int32Array {
  const { customers, start, line } = indexByCustomer(lines);
  const last = new Int32Array(customers).fill(NO_DAY);
  for (let customer = 0; customer < customers; customer += 1) {
    for (let at = (start[customer + 1] ?? 0) - 1; at >= (start[customer] ?? 0); at -= 1) {
      const day = lines.day[line[at] ?? 0] ?? NO_DAY;
      if (day <= asOf && isBought(lines, line[at] ?? 0)) {
        last[customer] = day;
        break;
      }
    }
  }
  return last;
}

/** Days since a customer was captured, heard of or ordered last, of those of whom that is known. */
function listAges(book: Book, { places }: Dictionary, contacts: ReadonlyMap<string, DayNumber>, bought: Int32Array, asOf: DayNumber): number[] {
  const readDay = createDayReader(book.zone);
  return book.customers.flatMap(({ id, capturedAt }) => {
    const captured = (capturedAt === undefined ? undefined : readDay(capturedAt)) ?? NO_DAY;
    const last = Math.max(captured > asOf ? NO_DAY : captured, contacts.get(id) ?? NO_DAY, bought[places.get(id) ?? -1] ?? NO_DAY);
    return last === NO_DAY ? [] : [asOf - last];
  });
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
