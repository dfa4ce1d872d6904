// TinyBase in memory, with its websocket synchronizer.
import { createMergeableStore } from 'tinybase';
import { createWsSynchronizer } from 'tinybase/synchronizers/synchronizer-ws-client';
import { WebSocket } from 'ws';
import { hashState, makeCustomers, makeEdits } from '../sync/customers.ts';
import { serveCommands } from '../sync/serve-commands.ts';

const store = createMergeableStore();
let url = '';
let synchronizer;

async function connect() {
  // Its requests end by themselves after a time, and what they asked for is lost then.
  synchronizer = await createWsSynchronizer(store, new WebSocket(url, { maxPayload: 1024 * 1024 * 1024 }), 60);
  await synchronizer.startSync();
}

serveCommands({
  open(command) {
    url = `${String(command.url).replace('http', 'ws')}/book`;
    return {};
  },
  async pull({ count }) {
    await connect();
    while (store.getRowCount('customers') < count) {
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
    await synchronizer.destroy();
    return {};
  },
  /** Connects; when the server has everything the bench sees there. */
  async push() {
    await connect();
    return {};
  },
  edit({ customers, count, seed }) {
    for (const { id, field, value } of makeEdits(makeCustomers(customers), count, seed)) {
      store.setCell('customers', id, field, value);
    }
    return {};
  },
  state() {
    const all = Object.entries(store.getTable('customers')).map(([id, body]) => ({ id, body }));
    return { records: all.length, hash: hashState(all) };
  },
});
