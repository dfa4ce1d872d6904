import { FACTS_ANALYSIS, factsOf, readLearnt, type LearntFacts } from '#shared/analysis/facts.ts';
import type { CustomerFacts } from '#shared/analysis/customer-facts.ts';
import type { CustomerFactsBody } from '#shared/wire/facts.ts';
import { toView } from '#shared/model/entity.ts';
import type { Day } from '#shared/model/field.ts';
import { orders, type Order } from '#shared/model/order.ts';
import { bytesFromHex, idFromKey } from '#shared/sync/ids.ts';
import type { Org, Reader } from '../store/port.ts';
import { readMembers } from './link-members.ts';

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

/**
 * The facts of some customers from those of their orders that somebody may see, made by the code that a device runs
 * too. Customers without an order are not in it.
 */
export async function readFacts(
  store: Reader,
  org: Org,
  scopes: readonly string[],
  customers: readonly string[],
  asOf: Day,
): Promise<ReadonlyMap<string, CustomerFacts>> {
  const members = await readMembers(store, org.id, customers);
  const customerOf = new Map([...members].flatMap(([customer, group]) => group.map((id) => [id, customer] as const)));
  const listed = await store.listOrderIds(org.id, [...customerOf.keys()]);
  const visible = await store.readVisible(
    org.id,
    scopes,
    listed.map(({ id }) => id),
  );
  const own = new Map<string, Order[]>();
  for (const { record } of visible) {
    const order = toView(orders, record);
    const customer = order.customer === undefined ? undefined : customerOf.get(order.customer);
    if (customer !== undefined && !order.deleted) {
      own.set(customer, [...(own.get(customer) ?? []), { ...order, customer }]);
    }
  }
  const learnt = own.size > 0 ? await findLearnt(store, org) : undefined;
  return new Map([...own].map(([customer, theirs]) => [customer, factsOf(customer, theirs, learnt, asOf, { zone: org.timeZone })]));
}

/** Facts as they cross the wire; null for a customer without orders. */
export function toFactsBody(facts: CustomerFacts | undefined): CustomerFactsBody | null {
  if (facts === undefined) {
    return null;
  }
  const { rhythm } = facts;
  return { ...facts, rhythm: rhythm.enough ? { ...rhythm, gapsDays: [...rhythm.gapsDays] } : rhythm };
}
