import type { Principal } from '#shared/access.ts';
import { FACTS_ANALYSIS } from '#shared/analysis/facts.ts';
import type { Day } from '#shared/model/field.ts';
import type { StoredRecord } from '#shared/model/record.ts';
import { unpackStamps } from '#shared/sync/merge.ts';
import { readFacts } from '../../../server/services/customer-facts.ts';
import { listOwnDevices, listScopesOf, toLine } from '../../../server/services/pull-changes.ts';
import type { Store } from '../../../server/store/port.ts';
import { analyse, toKnown, type Results } from './results.ts';

/** What the server says to a user of the same customers. */
export async function resultsThere(store: Store, principal: Principal, customers: readonly string[], today: Day, zone: string): Promise<Results> {
  const org = await store.findOrg(principal.org);
  if (!org) {
    throw new Error('the organization is gone');
  }
  const scopes = await listScopesOf(store, principal);
  const found = await readFacts(store, org, { scopes, reader: principal }, customers, today);
  const facts = Object.fromEntries(customers.map((id) => [id, toKnown(found.get(id))]));
  const page = await store.readSnapshot(org.id, { scopes, part: 'all', sinceDay: '0000-00-00', after: '', limit: 1000 });
  const own = await listOwnDevices(store, principal, page.records);
  const records = page.records.map((visible): StoredRecord => {
    const line = toLine(visible, principal.role, own, visible.seq);
    return { id: line.i, kind: line.k, body: line.b, stamps: unpackStamps(line.c, line.b) };
  });
  const learnt = records.find(({ kind, body }) => kind === 'x' && body['analysis'] === FACTS_ANALYSIS)?.body['learnt'];
  return { facts, all: analyse(records, today, zone), learnt };
}
