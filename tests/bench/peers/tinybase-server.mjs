// TinyBase's own websocket server, whose store is kept in memory: nothing is written anywhere.
import { createMergeableStore } from 'tinybase';
import { createCustomPersister } from 'tinybase/persisters';
import { createWsServer } from 'tinybase/synchronizers/synchronizer-ws-server';
import { WebSocketServer } from 'ws';
import { hashState, makeCustomers } from '../sync/customers.ts';
import { serveCommands } from '../sync/serve-commands.ts';

const MERGEABLE_STORE_ONLY = 2;
const store = createMergeableStore();
const sockets = new WebSocketServer({ host: '127.0.0.1', port: 0, maxPayload: 1024 * 1024 * 1024 });
const nothing = () => undefined;
createWsServer(sockets, () =>
  createCustomPersister(
    store,
    async () => store.getMergeableContent(),
    async () => undefined,
    nothing,
    nothing,
    (error) => {
      throw error;
    },
    MERGEABLE_STORE_ONLY,
  ),
);

serveCommands({
  port: () => ({ port: sockets.address().port }),
  fill({ count }) {
    store.transaction(() => makeCustomers(count).forEach(({ id, body }) => store.setRow('customers', id, body)));
    return {};
  },
  holds: ({ id, field, value }) => ({ holds: store.getCell('customers', id, field) === value }),
  state: () => {
    const all = Object.entries(store.getTable('customers')).map(([id, body]) => ({ id, body }));
    return { records: all.length, hash: hashState(all) };
  },
});
