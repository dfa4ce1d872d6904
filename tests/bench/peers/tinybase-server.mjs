// TinyBase's own WebSocket server, and beside it in the same process the store that holds everything.
import { createMergeableStore } from 'tinybase';
import { createWsSynchronizer } from 'tinybase/synchronizers/synchronizer-ws-client';
import { createWsServer } from 'tinybase/synchronizers/synchronizer-ws-server';
import { WebSocket, WebSocketServer } from 'ws';
import { hashState, makeCustomers } from '../sync/customers.ts';
import { serveCommands } from '../sync/serve-commands.ts';

const store = createMergeableStore();
const sockets = new WebSocketServer({ host: '127.0.0.1', port: 0, perMessageDeflate: true });
createWsServer(sockets);
await new Promise((resolve) => (sockets.address() ? resolve() : sockets.once('listening', resolve)));
const { port } = sockets.address();

serveCommands({
  port: () => ({ port }),
  async fill({ count }) {
    store.transaction(() => makeCustomers(count).forEach(({ id, body }) => store.setRow('c', id, body)));
    const own = await createWsSynchronizer(store, new WebSocket(`ws://127.0.0.1:${String(port)}`), 60);
    await own.startSync();
    return {};
  },
  state: () => ({ records: store.getRowCount('c'), hash: hashState(store.getRowIds('c').map((id) => ({ id, body: store.getRow('c', id) }))) }),
});
