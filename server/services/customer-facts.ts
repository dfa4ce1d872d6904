import { SCOPE_EVERYTHING, type Principal } from '#shared/access.ts';
import { FACTS_ANALYSIS, factsOf, readLearnt, type LearntFacts } from '#shared/analysis/facts.ts';
import type { CustomerFacts } from '#shared/analysis/customer-facts.ts';
import type { CustomerFactsBody } from '#shared/wire/facts.ts';
import { toView } from '#shared/model/entity.ts';
import type { Day } from '#shared/model/field.ts';
import { orders, payments, type Order, type Payment } from '#shared/model/order.ts';
import { cases, type ServiceCase } from '#shared/model/service.ts';
import type { StoredRecord } from '#shared/model/record.ts';
import { tasks, type Task } from '#shared/model/task.ts';
import { bytesFromHex, idFromKey } from '#shared/sync/ids.ts';
import type { Org, Reader } from '../store/port.ts';
import { readMembers } from './link-members.ts';
import { asSeen, listOwnDevices } from './pull-changes.ts';

/** For whom something is reckoned: what is in `scopes`, as the reader sees it; without a reader all of it. */
export type Sight = { readonly scopes: readonly string[]; readonly reader?: Principal };

/** Everything, as it is: for what the server itself keeps. */
export const WHOLE_SIGHT: Sight = { scopes: [SCOPE_EVERYTHING] };

/** The record under which what was learnt of all customers is kept. */
export function factsInsightId(org: Org): string {
  return idFromKey('x', bytesFromHex(org.idSalt), `analysis:${FACTS_ANALYSIS}`);
}

/** The calendar day of a moment in the team's zone. */
export function dayOfTeam(org: Org, nowMs: number): Day {
  // en-CA writes days as ISO 8601 does.
  return new Intl.DateTimeFormat('en-CA', { timeZone: org.timeZone, year: 'numeric', month: '2-digit', day: '2-digit' }).format(nowMs);
}

/** What was learnt last; undefined before the first time. */
export async function findLearnt(store: Reader, org: Org): Promise<LearntFacts | undefined> {
  return readLearnt((await store.findRecord(org.id, factsInsightId(org)))?.record.body['learnt']);
}

type ByCustomer<T> = Promise<ReadonlyMap<string, readonly T[]>>;

/** What belongs to some customers and somebody may see, by customer; deleted records are left out. Each kind is read when it is asked for. */
export type Owned = {
  readonly orders: () => ByCustomer<Order>;
  readonly payments: () => ByCustomer<Payment>;
  readonly cases: () => ByCustomer<ServiceCase>;
  /** Those that are done too. */
  readonly tasks: () => ByCustomer<Task>;
};

/** What belongs to customers belongs to all records that are one with them. */
export async function findOwned(store: Reader, org: Org, sight: Sight, customers: readonly string[]): Promise<Owned> {
  const customerOf = await readCustomerOf(store, org, customers);
  const all = [...customerOf.keys()];
  const read = async <T extends Belonging>(listed: Promise<readonly { readonly id: string }[]>, view: (record: StoredRecord) => T): ByCustomer<T> => {
    const ids = (await listed).map(({ id }) => id);
    return byCustomer((await readSeen(store, org, sight, ids)).map(view), customerOf);
  };
  return {
    orders: () => read(store.listOrderIds(org.id, all), (record) => toView(orders, record)),
    payments: () => read(store.listPaymentIds(org.id, all), (record) => toView(payments, record)),
    cases: () => read(store.listCaseIds(org.id, all), (record) => toView(cases, record)),
    tasks: () => read(store.listTaskIds(org.id, all), (record) => toView(tasks, record)),
  };
}

/** Records as they are seen: of one that the reader has only in part, what the reader wrote. */
async function readSeen(store: Reader, org: Org, { scopes, reader }: Sight, ids: readonly string[]): Promise<readonly StoredRecord[]> {
  const visible = await store.readVisible(org.id, scopes, ids);
  if (reader === undefined) {
    return visible.map(({ record }) => record);
  }
  const own = await listOwnDevices(store, reader, visible);
  return visible.map((one) => asSeen(one, reader.role, own));
}

/** Of every record that is one customer with one of `customers` that one: what any of them bought is the customer's. */
async function readCustomerOf(store: Reader, org: Org, customers: readonly string[]): Promise<ReadonlyMap<string, string>> {
  const members = await readMembers(store, org.id, customers);
  return new Map([...members].flatMap(([customer, group]) => group.map((id): [string, string] => [id, customer])));
}

type Belonging = { readonly customer?: string; readonly deleted: boolean };

/** What is not deleted, by the customer that it names or, by `customerOf`, by the one that stands for it. */
export function byCustomer<T extends Belonging>(
  views: Iterable<T>,
  customerOf: ReadonlyMap<string, string> = new Map(),
): ReadonlyMap<string, readonly T[]> {
  const grouped = new Map<string, T[]>();
  for (const view of views) {
    if (view.customer !== undefined && !view.deleted) {
      const customer = customerOf.get(view.customer) ?? view.customer;
      const held = grouped.get(customer) ?? [];
      grouped.set(customer, held);
      held.push(customer === view.customer ? view : { ...view, customer });
    }
  }
  return grouped;
}

/**
 * The facts of some customers from those of their orders that somebody may see, made by the code that a device runs
 * too. Customers without an order and without a service case are not in it.
 */
export async function readFacts(
  store: Reader,
  org: Org,
  sight: Sight,
  customers: readonly string[],
  asOf: Day,
): Promise<ReadonlyMap<string, CustomerFacts>> {
  // Of several records of one customer each has the facts of all of them.
  const members = await readMembers(store, org.id, customers);
  const firstOf = new Map(customers.toReversed().flatMap((id) => (members.get(id) ?? [id]).map((member): [string, string] => [member, id])));
  const asked = [...new Set(customers.map((id) => firstOf.get(id) ?? id))];
  const owned = await findOwned(store, org, sight, asked);
  const own = await owned.orders();
  const served = await owned.cases();
  const known = asked.filter((id) => own.has(id) || served.has(id));
  const paid = await owned.payments();
  const settled = known.length > 0 ? await owned.tasks() : new Map<string, readonly Task[]>();
  const learnt = known.length > 0 ? await findLearnt(store, org) : undefined;
  const found = new Map(
    known.map((customer) => [
      customer,
      factsOf(customer, own.get(customer) ?? [], learnt, asOf, {
        zone: org.timeZone,
        payments: paid.get(customer) ?? [],
        tasks: settled.get(customer) ?? [],
        cases: served.get(customer) ?? [],
      }),
    ]),
  );
  return new Map(
    customers.flatMap((id): [string, CustomerFacts][] => {
      const facts = found.get(firstOf.get(id) ?? id);
      return facts === undefined ? [] : [[id, { ...facts, customer: id }]];
    }),
  );
}

/** Facts as they cross the wire; null for a customer without orders. */
export function toFactsBody(facts: CustomerFacts | undefined): CustomerFactsBody | null {
  if (facts === undefined) {
    return null;
  }
  const { rhythm, overdue, together } = facts;
  return {
    ...facts,
    rhythm: rhythm.enough ? { ...rhythm, gapsDays: [...rhythm.gapsDays] } : rhythm,
    complaints: [...facts.complaints],
    overdue: overdue.map((one) => ({ ...one, orders: [...one.orders] })),
    together: [...together],
    risks: [...facts.risks],
  };
}
