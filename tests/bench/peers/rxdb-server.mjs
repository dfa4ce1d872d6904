// RxDB's own server: a collection in memory behind its websocket plugin.
import { startWebsocketServer } from 'rxdb/plugins/replication-websocket';
import { hashState, makeCustomers } from '../sync/customers.ts';
import { serveCommands } from '../sync/serve-commands.ts';
import { openBook, readAll } from './rxdb-shape.mjs';

const { database, customers } = await openBook();
const { server } = startWebsocketServer({ database, host: '127.0.0.1', port: 0 });

serveCommands({
  port: () => ({ port: server.address().port }),
  async fill({ count }) {
    const all = makeCustomers(count);
    for (let from = 0; from < count; from += 1000) {
      await customers.bulkInsert(all.slice(from, from + 1000).map(({ id, body }) => ({ id, body })));
    }
    return {};
  },
  async holds({ id, field, value }) {
    const doc = await customers.findOne(id).exec();
    return { holds: doc?.toJSON().body[field] === value };
  },
  async state() {
    const all = await readAll(customers);
    return { records: all.length, hash: hashState(all) };
  },
});
