import 'fake-indexeddb/auto';
import Dexie from 'dexie';
import { copyFileSync, mkdirSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import * as v from 'valibot';
import { DELETED } from '#shared/model/record.ts';
import { unpackStamps } from '#shared/sync/merge.ts';
import { PushReply } from '#shared/wire/sync.ts';
import { Book } from '../../../extension/store/database.ts';
import { syncOnce } from '../../../extension/sync/client.ts';
import { moveBook } from '../../../server/store/move/move.ts';
import { openPostgresSide } from '../../../server/store/move/postgres-side.ts';
import { openSqliteSide } from '../../../server/store/move/sqlite-side.ts';
import { DATABASE_FILE, openStore } from '../../../server/store/open-store.ts';
import { Recorded, ReleasedBook } from '../../released/recorded.ts';
import { readBook } from '../../sync/build/read-book.ts';
import { aDatabaseUrl, aFolder, aServer, type TestServer } from '../build/a-server.ts';

const RELEASED = join(import.meta.dirname, '..', '..', 'fixtures', 'released');
const versions = readdirSync(RELEASED);
const FROM = { incoming: { socket: { remoteAddress: '127.0.0.1' } } };

const requestsOf = (version: string): readonly Recorded[] =>
  readFileSync(join(RELEASED, version, 'requests.jsonl'), 'utf8')
    .trimEnd()
    .split('\n')
    .map((line) => v.parse(Recorded, JSON.parse(line)));

/** This program's server on the database of a released one, in either engine. */
async function aServerOf(version: string): Promise<TestServer> {
  const folder = aFolder();
  const place = { dataFolder: join(folder, 'data'), keyFile: join(folder, 'key') };
  mkdirSync(place.dataFolder);
  copyFileSync(join(RELEASED, version, DATABASE_FILE), join(place.dataFolder, DATABASE_FILE));
  copyFileSync(join(RELEASED, version, 'key'), place.keyFile);
  const databaseUrl = await aDatabaseUrl();
  if (databaseUrl !== undefined) {
    await (await openStore(place, { nowMs: Date.now })).close();
    const sides = [
      openSqliteSide(join(place.dataFolder, DATABASE_FILE), readFileSync(place.keyFile, 'utf8').trim()),
      await openPostgresSide(databaseUrl),
    ] as const;
    await moveBook(...sides);
    await Promise.all(sides.map((side) => side.close()));
  }
  return { ...(await aServer({ ...place, databaseUrl })), folder };
}

/** Sends a recorded request at its own moment. */
function replay(server: TestServer, { at, method, path, headers, body }: Recorded): Promise<Response> {
  server.clock.advance(at - server.clock.nowMs());
  const payload = body === null ? {} : { body: Buffer.from(body, 'base64') };
  return Promise.resolve(server.app.request(path, { method, headers, ...payload }, FROM));
}

const Line = v.looseObject({ i: v.string(), b: v.record(v.string(), v.unknown()), c: v.record(v.string(), v.string()) });
const Gone = v.looseObject({ i: v.string(), gone: v.literal(1) });

/** What of an answer a browser goes by: values and stamps field by field, what is gone, and what was taken or refused. */
function meaningOf(path: string, status: number, reply: string): object {
  if (status !== 200) {
    return { status, code: v.parse(v.looseObject({ code: v.string() }), JSON.parse(reply)).code };
  }
  if (path.endsWith('/push')) {
    const { lastN, rejected } = v.parse(PushReply, JSON.parse(reply));
    return { lastN, rejected };
  }
  const lines: unknown[] = path.endsWith('/records')
    ? v.parse(v.looseObject({ records: v.array(v.unknown()) }), JSON.parse(reply)).records
    : reply
        .trimEnd()
        .split('\n')
        .map((line): unknown => JSON.parse(line));
  const records = lines.flatMap((line) =>
    v.is(Line, line)
      ? [[line.i, { b: line.b, c: unpackStamps(line.c, Object.fromEntries(Object.keys(line.b).map((field) => [field, null]))) }] as const]
      : [],
  );
  const gone = lines.flatMap((line) => (v.is(Gone, line) ? [line.i] : []));
  return { records: Object.fromEntries(records), gone: gone.toSorted() };
}

describe.each(versions)('what browsers of %s send', (version) => {
  test('is answered as their own server answered it', async () => {
    const server = await aServerOf(version);
    const requests = requestsOf(version);
    expect(requests.length).toBeGreaterThan(20);
    for (const [at, request] of requests.entries()) {
      const response = await replay(server, request);
      const asThen = meaningOf(request.path, request.status, request.reply);
      // A later server may say more; what the old browser reads of it must be the same.
      expect(meaningOf(request.path, response.status, await response.text()), `request ${at}: ${request.path}`).toMatchObject(asThen);
    }
  });

  test('came from a book that this program opens with everything in it, and what it had not sent arrives', async () => {
    const server = await aServerOf(version);
    for (const request of requestsOf(version)) {
      await replay(server, request);
    }
    const old = v.parse(ReleasedBook, JSON.parse(readFileSync(join(RELEASED, version, 'browser.json'), 'utf8')));
    const name = `released-${version}`;
    const then = new Dexie(name);
    then.version(old.verno).stores(Object.fromEntries(old.tables.map((table) => [table.name, table.schema])));
    for (const { name: table, rows } of old.tables) {
      await then.table(table).bulkPut([...rows]);
    }
    then.close();
    const book = new Book(name);
    onTestFinished(() => book.delete());
    const unsent = await book.outbox.toArray();
    expect(unsent.map(({ field }) => field)).toEqual(['title', 'tags/vip', 'about', 'text']);
    const held = await readBook(book);
    expect([...held.values()].filter(({ body }) => body[DELETED] === true)).toHaveLength(1);
    const records = old.tables.flatMap((table) => (['outbox', 'rejected', 'acts', 'blobs', 'meta'].includes(table.name) ? [] : table.rows));
    expect(held.size).toBe(records.length);
    server.clock.advance(old.at + 1000 - server.clock.nowMs());
    const failure = await syncOnce({ book, fetch: async (url, init) => server.app.request(url, init, FROM), nowMs: server.clock.nowMs });
    const refusedThen = old.tables.find((table) => table.name === 'rejected')?.rows.length;
    expect([failure, await book.outbox.count(), await book.rejected.count()]).toEqual([null, 0, refusedThen]);
    const org = (await server.store.listOrgs())[0]?.id ?? '';
    for (const { id, field, value } of unsent) {
      expect((await server.store.findRecord(org, id))?.record.body[field]).toEqual(value);
    }
  });
});
