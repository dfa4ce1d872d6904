import 'fake-indexeddb/auto';
import { randomUUID } from 'node:crypto';
import * as v from 'valibot';
import { PairReply } from '#shared/wire/auth.ts';
import { toStamp } from '#shared/sync/clock.ts';
import { MAX_BATCH_OPS } from '#shared/sync/outbox.ts';
import { API_BASE, routes } from '#shared/wire/routes.ts';
import { PushReply } from '#shared/wire/sync.ts';
import { PROTOCOL, SCHEMA } from '#shared/wire/version.ts';
import { Book } from '../../../extension/store/database.ts';
import type { Identity } from '../../../extension/store/meta.ts';
import { commitAct } from '../../../extension/store/write.ts';
import { syncOnce } from '../../../extension/sync/client.ts';
import { parseReply, post, type Fetch } from '../../../extension/sync/request.ts';
import { hashState, makeCustomers, makeEdits } from './customers.ts';
import { serveCommands } from './serve-commands.ts';

/** Our client as the extension's background runs it, on an IndexedDB in memory. One process may hold several of them. */

type Client = { readonly book: Book; readonly identity: Identity };
const clients: Client[] = [];

/** As Chromium asks over https and on loopback; Node's own fetch leaves brotli out over http. */
const asBrowser: Fetch = (url, init) => {
  const headers = new Headers(init.headers);
  headers.set('accept-encoding', 'gzip, deflate, br, zstd');
  return fetch(url, { ...init, headers });
};

const Which = v.object({ client: v.optional(v.number(), 0) });

function find(command: Readonly<Record<string, unknown>>): Client {
  const client = clients[v.parse(Which, command).client];
  if (!client) {
    throw new Error('no such client');
  }
  return client;
}

serveCommands({
  async open(command) {
    const { url, code } = v.parse(v.object({ url: v.string(), code: v.string() }), command);
    const book = new Book(`bench-${randomUUID()}`);
    const reply = parseReply(PairReply, await post(asBrowser, { url, token: null }, routes.pair, { code, deviceName: 'bench' }));
    const identity: Identity = {
      key: 'identity',
      user: reply.user,
      device: reply.device,
      idSalt: reply.idSalt,
      server: { url, token: reply.token, organization: reply.organization.name },
    };
    await book.meta.put(identity);
    clients.push({ book, identity });
    return { client: clients.length - 1 };
  },
  async sync(command) {
    const { book } = find(command);
    const failure = await syncOnce({ book, fetch: asBrowser, nowMs: Date.now });
    if (failure !== null) {
      throw new Error(`the sync ended with ${failure}`);
    }
    return {};
  },
  /** Leaves a live stream open, as a panel in sight does, for so long. */
  async listen(command) {
    const { forMs } = v.parse(v.object({ forMs: v.number() }), command);
    const { identity } = find(command);
    const signal = AbortSignal.timeout(forMs);
    const response = await asBrowser(`${identity.server?.url}${API_BASE}${routes.liveDevice.path}`, {
      headers: { authorization: `Bearer ${identity.server?.token}` },
      signal,
    });
    if (!response.ok) {
      throw new Error(`the live stream was refused with ${response.status}`);
    }
    void response.text().catch(() => undefined);
    return {};
  },
  /** Edits while there is no server to be reached. */
  async edit(command) {
    const { customers, count, seed, spanMs } = v.parse(
      v.object({ customers: v.number(), count: v.number(), seed: v.number(), spanMs: v.optional(v.number()) }),
      command,
    );
    const { book } = find(command);
    const edits = makeEdits(makeCustomers(customers), count, seed);
    const last = edits.at(-1)?.atMs ?? 0;
    for (const { id, field, value, atMs } of edits) {
      // Made in the days before now; or all within the given span.
      const ago = spanMs === undefined ? last - atMs : Math.round(((last - atMs) / Math.max(1, last)) * spanMs);
      await commitAct(book, 'editField', [{ id, kind: 'c', field, value }], Date.now() - ago);
    }
    return { waiting: await book.outbox.count() };
  },
  /** Sends `count` edits as they would be sent, without keeping a book: what is measured is what they leave behind. */
  async storm(command) {
    const { customers, count, from } = v.parse(v.object({ customers: v.number(), count: v.number(), from: v.number() }), command);
    const { identity } = find(command);
    const all = makeCustomers(customers);
    for (let sent = 0; sent < count; sent += MAX_BATCH_OPS) {
      const n = from + sent;
      const edits = makeEdits(all, MAX_BATCH_OPS, n, n);
      const ops = edits.map(({ id, field, value }, at) => [id, 'c', field, value, toStamp({ ms: Date.now(), counter: at, device: identity.device })]);
      const request = { device: identity.device, epoch: null, proto: PROTOCOL, schema: SCHEMA, sentAt: Date.now(), from: n, ops };
      const server = { url: identity.server?.url ?? '', token: identity.server?.token ?? null };
      const { rejected } = parseReply(PushReply, await post(asBrowser, server, routes.push, request));
      if (rejected.length > 0) {
        throw new Error(`${rejected.length} edits were refused`);
      }
    }
    return {};
  },
  async state(command) {
    const { book } = find(command);
    const rows = await book.rows('c').toArray();
    return { records: rows.length, waiting: await book.outbox.count(), hash: hashState(rows.map(({ id, b }) => ({ id, body: b }))) };
  },
});
