import { interactions } from '#shared/model/interaction.ts';
import { isDeleted, type StoredRecord } from '#shared/model/record.ts';
import { customerKey, idFromKey } from '#shared/sync/ids.ts';
import { UsageFault, type Said } from '../said.ts';
import type { Deps } from '../services/deps.ts';
import { readMembers } from '../services/link-members.ts';
import { OPERATOR } from '../services/operate.ts';
import { purgeRecord } from '../services/purge.ts';
import type { Org } from '../store/port.ts';

const CUSTOMER = 'c';
const PARTICIPANT = 'participants/';

/** What of a person is in the book: the records of it, what happened with it alone, and mails that others took part in. */
type Traces = { readonly customers: readonly string[]; readonly events: readonly string[]; readonly shared: readonly string[] };

/**
 * `sidebook erase CUSTOMER [--yes]`: erases a customer, by id or by e-mail address, with every record that is one with it
 * and everything that belongs to these alone. Without `--yes` it only says what that would be. Every browser erases its
 * copy when it next syncs; copies of the database and exported files keep what they hold.
 */
export async function eraseByCommand(deps: Deps, names: readonly string[], isMeant: boolean): Promise<Said> {
  const [name, more] = names;
  if (name === undefined || more !== undefined) {
    throw new UsageFault('Name one customer by e-mail address or id: sidebook erase jo@acme.example.');
  }
  const [org] = await deps.store.listOrgs();
  const found = org ? await findCustomers(deps, org, name) : [];
  if (!org || found.length === 0) {
    throw new UsageFault(`There is no customer ${name}; nothing was erased.`);
  }
  const traces = await findTraces(deps, org, found);
  const erased = [...traces.events, ...traces.customers];
  if (isMeant) {
    for (const id of erased) {
      await purgeRecord(deps, { org: org.id, user: OPERATOR, role: 'admin', team: null }, id);
    }
  }
  const count = `${traces.customers.length} customer records and ${traces.events.length} records of what happened with them`;
  const left = traces.shared.length === 0 ? '' : `\n${traces.shared.length} mails that other customers take part in stay as they are.`;
  return {
    json: { ok: true, erased: isMeant, customers: traces.customers, events: traces.events.length, sharedMails: traces.shared.length },
    sentence: isMeant
      ? `${count} are erased, with their history.${left}\nBrowsers erase their copies when they next sync. Copies of the database and exported files still hold them: remove those too.`
      : `${count} would be erased, which cannot be taken back.${left}\nNothing was erased; with --yes it is.`,
  };
}

async function findCustomers({ store }: Deps, org: Org, name: string): Promise<readonly string[]> {
  const isAlive = (record: StoredRecord | undefined): record is StoredRecord => record !== undefined && Object.keys(record.body).length > 0;
  const wanted = name.includes('@') ? idFromKey(CUSTOMER, Buffer.from(org.idSalt, 'hex'), customerKey(name)) : name;
  const byId = (await store.findRecord(org.id, wanted))?.record;
  const ids = isAlive(byId) && byId.kind === CUSTOMER ? [byId.id] : [];
  if (name.includes('@')) {
    // Whoever was captured under another address and has this one too.
    const { rows } = await store.listCustomers(org.id, {
      scopes: undefined,
      search: name,
      sort: 'name',
      descending: false,
      offset: 0,
      limit: 100,
    });
    for (const { id } of rows) {
      const record = (await store.findRecord(org.id, id))?.record;
      if (record?.body[`emails/${name.toLowerCase()}`] === true) {
        ids.push(id);
      }
    }
  }
  return [...new Set(ids)];
}

async function findTraces({ store }: Deps, org: Org, found: readonly string[]): Promise<Traces> {
  const members = await readMembers(store, org.id, found);
  const customers = [...new Set([...found, ...[...members.values()].flat()])].toSorted();
  const own = new Set(customers);
  const events: string[] = [];
  const shared: string[] = [];
  for (const id of new Set((await store.listEventsOf(org.id, customers)).map((event) => event.id))) {
    const record = (await store.findRecord(org.id, id))?.record;
    if (record && !own.has(id)) {
      (isOfOthersToo(record, own) ? shared : events).push(id);
    }
  }
  return { customers, events: events.toSorted(), shared: shared.toSorted() };
}

function isOfOthersToo({ kind, body }: StoredRecord, own: ReadonlySet<string>): boolean {
  return (
    kind === interactions.kind &&
    !isDeleted(body) &&
    Object.entries(body).some(([field, value]) => {
      const id = field.startsWith(PARTICIPANT) && value === true ? field.slice(PARTICIPANT.length) : '';
      return id.startsWith(CUSTOMER) && !own.has(id);
    })
  );
}
