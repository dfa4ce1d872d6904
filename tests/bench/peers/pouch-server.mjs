// CouchDB's protocol as express-pouchdb serves it, on LevelDB: the peer of our server. Plain JavaScript, since the
// peers' packages are installed here alone and bring no types for the rest of the project.
import express from 'express';
import createApp from 'express-pouchdb';
import PouchDB from 'pouchdb';
import { join } from 'node:path';
import { hashState, makeCustomers, makeEdits } from '../sync/customers.ts';
import { serveCommands } from '../sync/serve-commands.ts';

const folder = process.argv[2];
const Here = PouchDB.defaults({ prefix: join(folder, '/') });
const app = express();
// What the browser's page loads comes from the same origin, so that no rule of the browser stands between.
app.use('/_bench', express.static(join(import.meta.dirname, 'node_modules/pouchdb/dist')));
app.get('/_page', (_, response) => response.type('html').send('<!doctype html><title>bench</title><script src="/_bench/pouchdb.min.js"></script>'));
app.use('/', createApp(Here, { mode: 'minimumForPouchDB', inMemoryConfig: true, logPath: join(folder, 'log.txt') }));
const listener = app.listen(0, '127.0.0.1');

const toCustomer = ({ _id: id, _rev, ...body }) => ({ id, body });

serveCommands({
  port: () => ({ port: listener.address().port }),
  async fill({ count }) {
    const db = new Here('book');
    const customers = makeCustomers(count);
    for (let from = 0; from < customers.length; from += 1000) {
      await db.bulkDocs(customers.slice(from, from + 1000).map(({ id, body }) => ({ _id: id, ...body })));
    }
    // The list of databases is written behind; without it the next process does not find this one.
    while (!(await Here.allDbs()).includes('book')) {
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
    await new Promise((resolve) => setTimeout(resolve, 200));
    return {};
  },
  // `count` edits, written straight into the server's database: only what they leave behind is measured.
  async storm({ customers, count, from }) {
    const db = new Here('book');
    const all = makeCustomers(customers);
    for (let done = 0; done < count; done += customers) {
      const edits = new Map(makeEdits(all, customers, from + done).map((edit) => [edit.id, edit]));
      const { rows } = await db.allDocs({ include_docs: true });
      await db.bulkDocs(rows.map(({ id, doc }) => ({ ...doc, [edits.get(id).field]: edits.get(id).value })));
    }
    return {};
  },
  async state() {
    const { rows } = await new Here('book').allDocs({ include_docs: true });
    return { records: rows.length, hash: hashState(rows.map(({ doc }) => toCustomer(doc))) };
  },
});
