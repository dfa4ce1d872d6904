// RxDB in memory, as our client is on an IndexedDB in memory.
import { replicateWithWebsocketServer } from 'rxdb/plugins/replication-websocket';
import { hashState, makeCustomers, makeEdits } from '../sync/customers.ts';
import { serveCommands } from '../sync/serve-commands.ts';
import { openBook, readAll } from './rxdb-shape.mjs';

const { customers } = await openBook();
let url = '';

/** Connects, waits until both sides have what the other has, and leaves. */
async function sync() {
  const replication = await replicateWithWebsocketServer({ collection: customers, url, batchSize: 1000, live: true });
  replication.error$.subscribe((error) => {
    throw error;
  });
  await replication.awaitInitialReplication();
  await replication.awaitInSync();
  await replication.cancel();
  return {};
}

serveCommands({
  open(command) {
    url = String(command.url).replace('http', 'ws');
    return {};
  },
  pull: sync,
  push: sync,
  async edit({ customers: count, count: edits, seed }) {
    for (const { id, field, value } of makeEdits(makeCustomers(count), edits, seed)) {
      const doc = await customers.findOne(id).exec();
      await doc.incrementalModify((data) => ({ ...data, body: { ...data.body, [field]: value } }));
    }
    return {};
  },
  async state() {
    const all = await readAll(customers);
    return { records: all.length, hash: hashState(all) };
  },
});
