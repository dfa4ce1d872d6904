import { SCOPE_EVERYTHING, type Principal } from '#shared/access.ts';
import { AppError } from '#shared/errors.ts';
import { SETTINGS_ID } from '#shared/model/settings.ts';
import { toView } from '#shared/model/entity.ts';
import { cases as caseEntity } from '#shared/model/service.ts';
import { isOpen, tasks as taskEntity } from '#shared/model/task.ts';
import type { CustomerReply, CustomersQuery, CustomersReply, CustomerRow } from '#shared/wire/customers.ts';
import type { RecordLine } from '#shared/wire/sync.ts';
import { foldMembers } from '#shared/sync/links.ts';
import type { CustomerListRow, CustomerSort, Org, Reader, Visible } from '../store/port.ts';
import { dayOfTeam, readFacts, toFactsBody } from './customer-facts.ts';
import type { Deps } from './deps.ts';
import { readMembers } from './link-members.ts';
import { listScopesOf, NO_DEVICES, toLine } from './pull-changes.ts';

const DEFAULT_LIMIT = 100;
const MAX_LIMIT = 500;
/** The newest interactions that a customer's page shows. */
const MAX_INTERACTIONS = 1000;

/** Sorts that read best from the newest or the largest on. */
const NEWEST_FIRST: ReadonlySet<CustomerSort> = new Set(['last-contact', 'captured', 'tier', 'amount']);

/** One page of the customers that somebody of the console may see. */
export async function listCustomers(deps: Deps, principal: Principal, query: CustomersQuery): Promise<CustomersReply> {
  const { store } = deps;
  const org = await getOrg(deps, principal);
  const scopes = await listScopesOf(store, principal);
  const sort = query.sort ?? 'name';
  const { total, rows } = await store.listCustomers(principal.org, {
    scopes: scopes.includes(SCOPE_EVERYTHING) ? undefined : scopes,
    search: query.search ?? '',
    sort,
    descending: query.direction === undefined ? NEWEST_FIRST.has(sort) : query.direction === 'down',
    offset: Number(query.offset ?? 0),
    limit: Math.min(MAX_LIMIT, Math.max(1, Number(query.limit ?? DEFAULT_LIMIT))),
  });
  const ids = rows.map((row) => row.id);
  const asOf = dayOfTeam(org, deps.clock.nowMs());
  const folded = await readFolded(store, principal.org, scopes, ids);
  const facts = await readFacts(store, org, { scopes, reader: principal }, ids, asOf);
  const lines = new Map([...folded].map(([id, entry]) => [id, toLine(entry, principal.role, NO_DEVICES, entry.seq)]));
  return { total, rows: rows.flatMap((row) => toRow(row, lines.get(row.id), toFactsBody(facts.get(row.id)))), currency: org.currency, asOf };
}

async function getOrg({ store }: Deps, { org }: Principal): Promise<Org> {
  const found = await store.findOrg(org);
  if (!found) {
    throw new AppError('not-found');
  }
  return found;
}

function toRow({ lastContactAt, interactions, reps }: CustomerListRow, record: RecordLine | undefined, facts: CustomerRow['facts']): CustomerRow[] {
  return record ? [{ record, lastContactAt, interactions, reps: [...reps], facts }] : [];
}

/** One customer with what happened, the newest first, its orders and open tasks, and the users named in it. Throws `customer-not-found`. */
export async function readCustomer(deps: Deps, principal: Principal, id: string): Promise<CustomerReply> {
  const { store } = deps;
  const org = await getOrg(deps, principal);
  const scopes = await listScopesOf(store, principal);
  const customer = (await readFolded(store, principal.org, scopes, [id])).get(id);
  if (!customer || customer.record.kind !== 'c') {
    throw new AppError('customer-not-found');
  }
  const members = (await readMembers(store, principal.org, [id])).get(id) ?? [id];
  const ids = await store.listInteractionsOf(principal.org, members, MAX_INTERACTIONS);
  const events = await store.readVisible(principal.org, scopes, ids);
  const record = toLine(customer, principal.role, NO_DEVICES, customer.seq);
  const interactions = events.map((event) => toLine(event, principal.role, NO_DEVICES, event.seq));
  const orderIds = (await store.listOrderIds(principal.org, members)).map((order) => order.id);
  const placed = await store.readVisible(principal.org, scopes, orderIds);
  const orders = placed.map((order) => toLine(order, principal.role, NO_DEVICES, order.seq));
  const taskIds = (await store.listTaskIds(principal.org, members)).map((task) => task.id);
  const tasks = (await store.readVisible(principal.org, scopes, taskIds))
    .filter((task) => isOpen(toView(taskEntity, task.record)))
    .map((task) => toLine(task, principal.role, NO_DEVICES, task.seq));
  const caseIds = (await store.listCaseIds(principal.org, members)).map((one) => one.id);
  const cases = (await store.readVisible(principal.org, scopes, caseIds)).map((one) => toLine(one, principal.role, NO_DEVICES, one.seq));
  const facts = toFactsBody((await readFacts(store, org, { scopes, reader: principal }, [id], dayOfTeam(org, deps.clock.nowMs()))).get(id));
  const named = new Set([...[record, ...interactions].flatMap(usersIn), ...cases.flatMap(techniciansIn)]);
  const users = (await store.listUsers(principal.org)).filter((user) => named.has(user.id)).map((user) => ({ id: user.id, name: user.name }));
  const settings = { ...(await store.findRecord(principal.org, SETTINGS_ID))?.record.body };
  return { record, interactions, orders, cases, tasks, facts, settings, currency: org.currency, users };
}

/** Customers as a reader sees them: what of the records that are one with each may be seen, as one record. */
async function readFolded(store: Reader, org: string, scopes: readonly string[], ids: readonly string[]): Promise<ReadonlyMap<string, Visible>> {
  const members = await readMembers(store, org, ids);
  const visible = await store.readVisible(org, scopes, [...new Set([...members.values()].flat())]);
  const byId = new Map(visible.map((entry) => [entry.record.id, entry]));
  return new Map(
    [...members].flatMap(([id, group]): [string, Visible][] => {
      const held = group.flatMap((member) => byId.get(member) ?? []);
      const [first] = held;
      const record = first && foldMembers(held.map((entry) => entry.record));
      return first && record ? [[id, { record, seq: Math.max(...held.map(({ seq }) => seq)), level: first.level }]] : [];
    }),
  );
}

const USER_FIELDS = ['owner', 'capturedBy', 'loggedBy'];

function usersIn({ b }: RecordLine): readonly string[] {
  const participants = Object.keys(b).flatMap((field) => (field.startsWith('participants/u') ? [field.slice('participants/'.length)] : []));
  return [...participants, ...USER_FIELDS.flatMap((field) => b[field] ?? []).filter((value) => typeof value === 'string')];
}

function techniciansIn({ i, b }: RecordLine): readonly string[] {
  const { technician, visits } = toView(caseEntity, { id: i, body: b });
  return [technician, ...Object.values(visits).map((visit) => visit.technician)].filter((user) => user !== undefined);
}
