// PouchDB on memory, as our client is on an IndexedDB in memory. One process may hold several of them.
import memory from 'pouchdb-adapter-memory';
import PouchDB from 'pouchdb';
import { randomUUID } from 'node:crypto';
import { hashState, makeCustomers, makeEdits } from '../sync/customers.ts';
import { serveCommands } from '../sync/serve-commands.ts';

PouchDB.plugin(memory);
// Ten times the usual batch: with it PouchDB asks less often and is faster at these sizes.
const options = { batch_size: 1000, batches_limit: 2 };
const clients = [];

serveCommands({
  open({ url }) {
    const local = new PouchDB(randomUUID(), { adapter: 'memory' });
    clients.push({ local, remote: new PouchDB(String(new URL('/book', String(url))), { skip_setup: true }) });
    return { client: clients.length - 1 };
  },
  async pull({ client = 0 }) {
    const { local, remote } = clients[client];
    await local.replicate.from(remote, options);
    return {};
  },
  async push({ client = 0 }) {
    const { local, remote } = clients[client];
    await local.replicate.to(remote, options);
    return {};
  },
  async edit({ client = 0, customers, count, seed }) {
    const { local } = clients[client];
    for (const { id, field, value } of makeEdits(makeCustomers(customers), count, seed)) {
      const doc = await local.get(id);
      await local.put({ ...doc, [field]: value });
    }
    return {};
  },
  async state({ client = 0 }) {
    const { rows } = await clients[client].local.allDocs({ include_docs: true, conflicts: true });
    return {
      records: rows.length,
      conflicts: rows.filter(({ doc }) => doc._conflicts !== undefined).length,
      hash: hashState(rows.map(({ doc: { _id: id, _rev, _conflicts, ...body } }) => ({ id, body }))),
    };
  },
});
