import { answers, type Answer } from '../../model/answer.ts';
import { campaigns, type Campaign } from '../../model/campaign.ts';
import { comments, type Comment } from '../../model/comment.ts';
import { customers, type Customer } from '../../model/customer.ts';
import { deals, type Deal } from '../../model/deal.ts';
import { toView, type Entity, type ViewOf } from '../../model/entity.ts';
import type { Currency } from '../../model/field.ts';
import { interactions, type Interaction } from '../../model/interaction.ts';
import { orders, payments, type Order, type Payment } from '../../model/order.ts';
import { products, type Product } from '../../model/product.ts';
import type { StoredRecord } from '../../model/record.ts';
import { assessments, cases, duties, equipment, type Assessment, type Duty, type Equipment, type ServiceCase } from '../../model/service.ts';
import { settings, SETTINGS_ID, type Settings } from '../../model/settings.ts';
import { suppliers, type Supplier } from '../../model/supplier.ts';
import { rates, targets, type Rate, type Target } from '../../model/target.ts';
import { tasks, type Task } from '../../model/task.ts';
import { teams, type Team } from '../../model/team.ts';
import { users, type User } from '../../model/user.ts';
import type { Missing } from './analysis.ts';
import { createExchange } from './exchange.ts';
import { linesFromOrders } from './from-orders.ts';
import type { Lines } from './lines.ts';

/** The records beside the order lines, as views, without deleted ones, by rising id. Nothing that is not there is made up. */
export type Book = {
  /** The team's zone, in which an instant becomes a day; IANA name. */
  readonly zone: string;
  /** The currency in which sums are told; null: that of most lines. */
  readonly currency: Currency | null;
  /** What the team has settled; null: nothing. */
  readonly settings: Settings | null;
  readonly customers: readonly Customer[];
  readonly interactions: readonly Interaction[];
  readonly orders: readonly Order[];
  readonly payments: readonly Payment[];
  readonly products: readonly Product[];
  readonly tasks: readonly Task[];
  readonly users: readonly User[];
  readonly teams: readonly Team[];
  readonly deals: readonly Deal[];
  readonly campaigns: readonly Campaign[];
  readonly cases: readonly ServiceCase[];
  readonly equipment: readonly Equipment[];
  readonly duties: readonly Duty[];
  readonly assessments: readonly Assessment[];
  readonly answers: readonly Answer[];
  readonly targets: readonly Target[];
  readonly rates: readonly Rate[];
  readonly suppliers: readonly Supplier[];
  readonly comments: readonly Comment[];
};

/** The lists of a book by name. */
export type BookList = Exclude<keyof Book, 'zone' | 'currency' | 'settings'>;

/** What is known where only order lines are given. */
export const EMPTY_BOOK: Book = {
  zone: 'UTC',
  currency: null,
  settings: null,
  customers: [],
  interactions: [],
  orders: [],
  payments: [],
  products: [],
  tasks: [],
  users: [],
  teams: [],
  deals: [],
  campaigns: [],
  cases: [],
  equipment: [],
  duties: [],
  assessments: [],
  answers: [],
  targets: [],
  rates: [],
  suppliers: [],
  comments: [],
};

/**
 * Records as a book, in any order. Records that are one customer have to be one record already (`foldBook` of sync does
 * it), since an analysis knows nothing of links.
 * @example
 * toBook([]).customers.length // 0
 */
export function toBook(records: Iterable<StoredRecord>, { zone = 'UTC', currency = null }: Partial<Pick<Book, 'zone' | 'currency'>> = {}): Book {
  const byKind = new Map<string, StoredRecord[]>();
  for (const record of records) {
    const held = byKind.get(record.kind);
    if (held === undefined) {
      byKind.set(record.kind, [record]);
    } else {
      held.push(record);
    }
  }
  const read = <E extends Entity>(entity: E): readonly ViewOf<E>[] =>
    (byKind.get(entity.kind) ?? [])
      .toSorted((a, b) => (a.id < b.id ? -1 : 1))
      .map((record) => toView(entity, record))
      .filter(({ deleted }) => !deleted);
  return {
    zone,
    currency,
    settings: read(settings).find(({ id }) => id === SETTINGS_ID) ?? null,
    customers: read(customers),
    interactions: read(interactions),
    orders: read(orders),
    payments: read(payments),
    products: read(products),
    tasks: read(tasks),
    users: read(users),
    teams: read(teams),
    deals: read(deals),
    campaigns: read(campaigns),
    cases: read(cases),
    equipment: read(equipment),
    duties: read(duties),
    assessments: read(assessments),
    answers: read(answers),
    targets: read(targets),
    rates: read(rates),
    suppliers: read(suppliers),
    comments: read(comments),
  };
}

/** The lists of these that are empty, as what an analysis misses. */
export function missingLists(book: Book, needed: readonly BookList[]): Missing[] {
  return needed.filter((list) => book[list].length === 0).map((what) => ({ what, have: 0, needed: 1 }));
}

/** The orders of a book as lines: days in its zone, costs and categories of its products, sums in its currency by its dated rates. */
export function linesFromBook({ orders: placed, products: known, rates: table, zone, currency }: Book): Lines {
  return linesFromOrders(placed, { zone, products: known, exchange: createExchange(table, currency) });
}
