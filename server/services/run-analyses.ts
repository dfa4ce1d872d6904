import { setImmediate as breathe } from 'node:timers/promises';
import type { CustomerFacts, TierId } from '#shared/analysis/customer-facts.ts';
import { linesFromOrders } from '#shared/analysis/core/from-orders.ts';
import { FACTS_ANALYSIS, factsOfAll, learnFacts } from '#shared/analysis/facts.ts';
import { toView } from '#shared/model/entity.ts';
import { orders, type Order } from '#shared/model/order.ts';
import type { CustomerFactRow, Org, Store } from '../store/port.ts';
import { dayOfTeam, factsInsightId, readFacts } from './customer-facts.ts';
import type { Deps } from './deps.ts';
import { groupByRoot } from './link-members.ts';
import { writeServerRecord } from './server-records.ts';
import { SCOPE_EVERYTHING } from '#shared/access.ts';

/** Orders read, and rows written, between two looks at what else the process has to do. */
const PAGE = 2000;
/** Who stands in the history for what the server learns. */
const ACTOR = 'server';

const RANK: Readonly<Record<TierId, number>> = { high: 3, general: 2, low: 1 };

/**
 * Learns what all orders of an organization say, keeps it as the insight that every device gets, and keeps what
 * customers are sorted by. Nothing is written where nothing changed.
 */
export async function runAnalyses(deps: Deps, orgId: string): Promise<void> {
  const { store, clock } = deps;
  const org = await store.findOrg(orgId);
  if (!org) {
    return;
  }
  const asOf = dayOfTeam(org, clock.nowMs());
  const all = await readAll(store, org);
  if (all.length === 0) {
    return;
  }
  const members = await store.listAllMembers(org.id);
  const roots = new Map(members.map(({ id, root }) => [id, root]));
  const lines = linesFromOrders(all, { zone: org.timeZone, customerOf: (customer) => roots.get(customer) ?? customer });
  const learnt = learnFacts(lines, {}, asOf);
  // Zone and currency go along, so that a device's day begins when the server's does.
  const fields = {
    analysis: FACTS_ANALYSIS,
    version: learnt.version,
    asOf,
    learnt: { ...learnt, zone: org.timeZone, ...(org.currency === null ? {} : { currency: org.currency }) },
  };
  await store.write((tx) => writeServerRecord(tx, { org: org.id, id: factsInsightId(org), kind: 'x', fields, actor: ACTOR }, clock.nowMs()));
  await breathe();
  const rows = [...factsOfAll(lines, learnt, asOf).values()].map(toRow);
  // Whichever of its records stands for a customer in a reader's table, the facts are those of all.
  const groups = groupByRoot(members);
  await saveRows(
    store,
    org,
    rows.flatMap((row) => groups.get(row.customer)?.map((customer) => ({ ...row, customer })) ?? [row]),
  );
}

/** Brings the rows of some customers up to date, whose orders were pushed just now. */
export async function refreshCustomers(deps: Deps, orgId: string, customers: readonly string[]): Promise<void> {
  const org = await deps.store.findOrg(orgId);
  if (org) {
    const facts = await readFacts(deps.store, org, [SCOPE_EVERYTHING], customers, dayOfTeam(org, deps.clock.nowMs()));
    await saveRows(deps.store, org, [...facts.values()].map(toRow));
  }
}

async function saveRows(store: Store, org: Org, rows: readonly CustomerFactRow[]): Promise<void> {
  for (let from = 0; from < rows.length; from += PAGE) {
    await store.write((tx) => tx.saveCustomerFacts(org.id, rows.slice(from, from + PAGE)));
  }
}

function toRow({ customer, asOf, tier, rhythm }: CustomerFacts): CustomerFactRow {
  return {
    customer,
    asOf,
    tier: tier.enough ? RANK[tier.tier] : 0,
    netMinor: tier.enough ? tier.bought.netMinor : null,
    dueOn: rhythm.enough ? rhythm.dueOn : null,
  };
}

async function readAll(store: Store, org: Org): Promise<readonly Order[]> {
  const all: Order[] = [];
  for (let after = ''; ;) {
    const page = await store.readOrders(org.id, after, PAGE);
    page.forEach((record) => all.push(toView(orders, record)));
    const last = page.at(-1);
    if (!last || page.length < PAGE) {
      return all;
    }
    after = last.id;
    await breathe();
  }
}
