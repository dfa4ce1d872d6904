import { setImmediate as breathe } from 'node:timers/promises';
import type { PurchaseFacts, TierId } from '#shared/analysis/customer-facts.ts';
import { linesFromOrders } from '#shared/analysis/core/from-orders.ts';
import { FACTS_ANALYSIS, factsOf, factsOfAll, learnFacts, settledFacts, type LearntFacts } from '#shared/analysis/facts.ts';
import { toView } from '#shared/model/entity.ts';
import type { Order } from '#shared/model/order.ts';
import type { StoredRecord } from '#shared/model/record.ts';
import { tasks } from '#shared/model/task.ts';
import type { CustomerFactRow, Org, Store } from '../store/port.ts';
import { byCustomer, dayOfTeam, factsInsightId, findLearnt, findOwned, readFacts, WHOLE_SIGHT } from './customer-facts.ts';
import type { Deps } from './deps.ts';
import { gatherOrders, readPages } from './gather-orders.ts';
import type { LearnFor, Learnt } from './learn.ts';
import { groupByRoot } from './link-members.ts';
import { saveReorderTasks } from './reorder-tasks.ts';
import { writeServerRecord } from './server-records.ts';
import { findSettings } from './settings.ts';

/** Rows written between two looks at what else the process has to do. */
const PAGE = 2000;
/** Who stands in the history for what the server learns. */
const ACTOR = 'server';

const RANK: Readonly<Record<TierId, number>> = { high: 3, general: 2, low: 1 };

/**
 * Learns what all orders of an organization say, keeps it as the insight that every device gets, keeps what
 * customers are sorted by, and writes the reorder reminders. Nothing is written where nothing changed.
 */
export async function runAnalyses(deps: Deps, orgId: string): Promise<void> {
  const { store, clock } = deps;
  const org = await store.findOrg(orgId);
  if (!org) {
    return;
  }
  const asOf = dayOfTeam(org, clock.nowMs());
  const members = await store.listAllMembers(org.id);
  const roots = new Map(members.map(({ id, root }) => [id, root]));
  const settled = settledFacts(await findSettings(store, org.id));
  const { all, learnt, facts } = await learnAll(store, org, { zone: org.timeZone, asOf, roots, settled });
  if (learnt === undefined) {
    return;
  }
  // Zone and currency go along, so that a device's day begins when the server's does.
  const fields = {
    analysis: FACTS_ANALYSIS,
    version: learnt.version,
    asOf,
    learnt: { ...learnt, zone: org.timeZone, ...(org.currency === null ? {} : { currency: org.currency }) },
  };
  await store.write((tx) => writeServerRecord(tx, { org: org.id, id: factsInsightId(org), kind: 'x', fields, actor: ACTOR }, clock.nowMs()));
  await breathe();
  await saveRows(store, org, [...facts.values()].map(toRow));
  const held = byCustomer(
    (await readAll((after, limit) => store.readKind(org.id, tasks.kind, after, limit))).map((record) => toView(tasks, record)),
    roots,
  );
  const own = byCustomer(all, roots);
  const cases = [...new Set([...facts.keys(), ...held.keys()])].map((customer) => ({
    facts: facts.get(customer) ?? factsOf(customer, [], learnt, asOf),
    orders: own.get(customer) ?? [],
    tasks: held.get(customer) ?? [],
  }));
  await saveReorderTasks(store, org, cases, ACTOR, clock.nowMs());
}

type LearntOfAll = { readonly all: readonly Order[]; readonly learnt: LearntFacts | undefined; readonly facts: Learnt['facts'] };

/** Reads all orders and learns from them. Nothing is learnt of no orders. */
async function learnAll(store: Store, org: Org, of: LearnFor): Promise<LearntOfAll> {
  return gatherOrders(store, org.id, async (all, learner) => {
    if (all.length === 0) {
      return { all, learnt: undefined, facts: new Map() };
    }
    return { all, ...(learner === undefined ? learnHere(all, of) : await learner.learn(of)) };
  });
}

function learnHere(all: readonly Order[], { zone, asOf, roots, settled }: LearnFor): Learnt {
  const lines = linesFromOrders(all, { zone, customerOf: (customer) => roots.get(customer) ?? customer });
  const learnt = learnFacts(lines, settled, asOf);
  return { learnt, facts: factsOfAll(lines, learnt, asOf) };
}

/** Brings the rows of some customers up to date, whose orders were pushed just now. */
export async function refreshCustomers(deps: Deps, orgId: string, changed: readonly string[]): Promise<void> {
  const { store, clock } = deps;
  const org = await store.findOrg(orgId);
  if (!org) {
    return;
  }
  const roots = new Map((await store.listMembers(org.id, changed)).map(({ id, root }) => [id, root]));
  const customers = [...new Set(changed.map((id) => roots.get(id) ?? id))];
  const asOf = dayOfTeam(org, clock.nowMs());
  const found = await readFacts(store, org, WHOLE_SIGHT, customers, asOf);
  const learnt = await findLearnt(store, org);
  // Whose last order went is sorted by nothing any more.
  const facts = new Map(customers.map((customer) => [customer, found.get(customer) ?? factsOf(customer, [], learnt, asOf)]));
  await saveRows(store, org, [...facts.values()].map(toRow));
  const owned = await findOwned(store, org, WHOLE_SIGHT, customers);
  const own = await owned.orders();
  const held = await owned.tasks();
  const cases = [...facts].map(([customer, known]) => ({ facts: known, orders: own.get(customer) ?? [], tasks: held.get(customer) ?? [] }));
  await saveReorderTasks(store, org, cases, ACTOR, clock.nowMs());
}

/** Whichever of its records stands for a customer in a reader's table, the facts are those of all. */
async function saveRows(store: Store, org: Org, found: readonly CustomerFactRow[]): Promise<void> {
  const groups = groupByRoot(await store.listAllMembers(org.id));
  const rows = found.flatMap((row) => groups.get(row.customer)?.map((customer) => ({ ...row, customer })) ?? [row]);
  for (let from = 0; from < rows.length; from += PAGE) {
    await store.write((tx) => tx.saveCustomerFacts(org.id, rows.slice(from, from + PAGE)));
  }
}

function toRow({ customer, asOf, tier, rhythm }: PurchaseFacts): CustomerFactRow {
  return {
    customer,
    asOf,
    tier: tier.enough ? RANK[tier.tier] : 0,
    netMinor: tier.enough ? tier.bought.netMinor : null,
    dueOn: rhythm.enough ? rhythm.dueOn : null,
  };
}

/** Every record that pages hold, page after page; the process breathes between two. */
async function readAll(readPage: (after: string, limit: number) => Promise<readonly StoredRecord[]>): Promise<readonly StoredRecord[]> {
  const all: StoredRecord[] = [];
  await readPages(readPage, (page) => page.forEach((record) => all.push(record)));
  return all;
}
