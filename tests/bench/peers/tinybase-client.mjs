// TinyBase's MergeableStore in memory, on its own WebSocket synchronizer.
import { createMergeableStore } from 'tinybase';
import { createWsSynchronizer } from 'tinybase/synchronizers/synchronizer-ws-client';
import { WebSocket } from 'ws';
import { hashState } from '../sync/customers.ts';
import { serveCommands } from '../sync/serve-commands.ts';

const PATIENCE_MS = 90_000;
const store = createMergeableStore();

serveCommands({
  open: () => ({ client: 0 }),
  async pull({ url, count }) {
    const synchronizer = await createWsSynchronizer(store, new WebSocket(String(url).replace('http', 'ws')), 60);
    await synchronizer.startSync();
    for (let waitedMs = 0; store.getRowCount('c') < Number(count); waitedMs += 20) {
      if (waitedMs > PATIENCE_MS) {
        throw new Error(`${store.getRowCount('c')} of ${String(count)} rows after ${PATIENCE_MS} ms`);
      }
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
    return {};
  },
  state: () => ({ records: store.getRowCount('c'), hash: hashState(store.getRowIds('c').map((id) => ({ id, body: store.getRow('c', id) }))) }),
});
