import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import { customerKey, idFromKey } from '#shared/sync/ids.ts';
import type { Op } from '#shared/sync/op.ts';
import { joinServer } from '../../extension/store/join.ts';
import { commitAct, type Change } from '../../extension/store/write.ts';
import { findIdentity, getSyncState } from '../../extension/store/meta.ts';
import { dropUnsentFile, listUnsentFiles, wipeBook } from '../../extension/store/wipe.ts';
import { importFiles } from '../../server/import-files.ts';
import { toRow } from '../../extension/store/records.ts';
import type { Book } from '../../extension/store/database.ts';
import { openStore } from '../../server/store/open-store.ts';
import { aClock, aDevice, aFolder, aServer, aUser, signInAs } from '../server/build/a-server.ts';
import { readBook } from './build/read-book.ts';
import { aWorld } from './build/a-world.ts';
import { customerOf, drain, take } from './build/steps.ts';

const DAY_MS = 86_400_000;

/** The browser has no room from here on, until it is told that it has. */
function fillUp(book: Book): { roomAgain: () => void } {
  let isFull = true;
  book.use({
    stack: 'dbcore',
    name: 'full',
    create: (core) => ({
      ...core,
      table: (name) => {
        const table = core.table(name);
        return {
          ...table,
          mutate: (request) =>
            isFull && request.type !== 'delete' ? Promise.reject(new DOMException('full', 'QuotaExceededError')) : table.mutate(request),
        };
      },
    }),
  });
  return { roomAgain: () => (isFull = false) };
}

async function oneClient() {
  const world = await aWorld();
  const [client, other] = world.clients;
  if (!client || !other) {
    throw new Error('no clients');
  }
  const edit = (field: string, value: Change['value']): Promise<number> =>
    commitAct(client.book, 'editField', [{ id: customerOf(client, 'a@b.example'), kind: 'c', field, value }], client.nowMs());
  return { world, client, other, edit };
}

describe('a browser without room', () => {
  test('says so at the press, keeps nothing half, and goes on when there is room', async () => {
    const { world, client, edit } = await oneClient();
    await edit('name', 'before');
    await client.restart();
    const { roomAgain } = fillUp(client.book);
    await expect(edit('name', 'lost')).rejects.toMatchObject({ code: 'browser-full' });
    expect((await readBook(client.book)).get(customerOf(client, 'a@b.example'))?.body).toEqual({ name: 'before' });
    expect(await client.book.outbox.count()).toBe(1);
    expect(await client.sync('good')).toBe('browser-full');
    expect(await client.book.outbox.count()).toBe(1);
    roomAgain();
    expect(await client.sync('good')).toBeNull();
    await drain(world);
    await world.check();
    await world.close();
  });
});

describe('the server’s disk', () => {
  test.skipIf(process.getuid?.() !== 0)('full: 507, nothing half, the queue waits, and everything goes through when there is room', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'sidebook-disk-'));
    execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=4m', 'tmpfs', folder]);
    onTestFinished(() => {
      execFileSync('umount', ['-l', folder]);
      rmSync(folder, { recursive: true, force: true });
    });
    const server = await aServer({ dataFolder: join(folder, 'data'), databaseUrl: undefined });
    await aUser(server, 'ann@team.example', 'rep');
    const device = await aDevice(server, 'ann@team.example');
    const ballast = join(folder, 'ballast');
    writeFileSync(ballast, Buffer.alloc(1024 * 1024));
    let from = 1;
    let refused: Response | undefined;
    const opsOf = (n: number): Op[] =>
      Array.from({ length: 20 }, (_, index) => [`c${String(n + index).padStart(6, '0')}`, 'c', 'needs', 'x'.repeat(1000), device.stamp()]);
    for (let ops = opsOf(from); !refused && from < 20_000; ops = opsOf(from)) {
      const response = await device.pushRaw({ from, ops });
      if (response.ok) {
        from += ops.length;
      } else {
        refused = response;
        expect([response.status, await response.json()]).toMatchObject([507, { code: 'storage-full' }]);
        expect((await server.store.findDevice((await server.store.listOrgs())[0]?.id ?? '', device.device))?.lastN).toBe(from - 1);
        rmSync(ballast);
        expect((await device.pushRaw({ from, ops })).status).toBe(200);
        from += ops.length;
      }
    }
    expect(refused?.status).toBe(507);
    expect([...(await device.pullAll()).keys()].filter((id) => id.startsWith('c'))).toHaveLength(from - 1);
    await server.store.close();
  });

  test('a flipped byte: the start or the reading refuses, and never gives a wrong row', async () => {
    const folder = aFolder();
    const place = { dataFolder: join(folder, 'data'), keyFile: join(folder, 'key') };
    const store = await openStore(place, aClock());
    await store.write((tx) =>
      tx.addOrg({ id: 'o1', name: 'Acme', idSalt: '', seq: 0, epoch: 'e', currency: null, timeZone: 'UTC', floorSeq: 0, shareOnCapture: true }, 1),
    );
    await store.close();
    const file = join(place.dataFolder, 'sidebook.db');
    const bytes = readFileSync(file);
    let noticed = 0;
    const places = Array.from({ length: 12 }, (_, index) => 4096 * (index + 1) + 100 + index * 37).filter((at) => at < bytes.length);
    for (const at of places) {
      const broken = Buffer.from(bytes);
      broken[at] = (broken[at] ?? 0) ^ 0x10;
      rmSync(`${file}-wal`, { force: true });
      rmSync(`${file}-shm`, { force: true });
      writeFileSync(file, broken);
      const outcome = await openStore(place, aClock()).then(
        async (opened) => {
          const orgs = await opened.listOrgs().catch(() => 'refused' as const);
          await opened.close();
          return orgs;
        },
        () => 'refused' as const,
      );
      noticed += outcome === 'refused' ? 1 : 0;
      expect(outcome === 'refused' || (outcome.length === 1 && outcome[0]?.name === 'Acme')).toBe(true);
    }
    expect(noticed).toBeGreaterThan(0);
  });
});

describe('the end of a browser’s access', () => {
  /** A browser with a picture and edits that wait, whose access is ended and that learns of it. */
  async function revoked() {
    const made = await oneClient();
    const { world, client, edit } = made;
    await edit('name', 'canary');
    await client.sync('good');
    await edit('title', 'canary of the title');
    await edit('area', 'canary of the area');
    const { token } = client.identity.server ?? { token: '' };
    await world.server.store.write((tx) => tx.revokeDevice(world.users[0]?.org ?? '', client.identity.device, world.server.clock.nowMs()));
    expect(await client.sync('good')).toBe('device-revoked');
    return { ...made, token };
  }

  test('empties the book at the next contact; what waited is a file that nobody reads here', async () => {
    const { world, client, token } = await revoked();
    const left = JSON.stringify((await Promise.all(client.book.tables.map((table) => table.toArray()))).flat());
    expect(left).not.toContain('canary');
    expect(left).not.toContain(token);
    expect(await findIdentity(client.book)).toBeUndefined();
    expect((await getSyncState(client.book)).failure).toBe('device-revoked');
    expect(await listUnsentFiles(client.book)).toMatchObject([
      { organization: 'Lab', edits: 2, name: expect.stringMatching(/^sidebook-unsent-.+\.json$/u) },
    ]);
    await world.close();
  });

  test('the server takes the file again: as words of their author, once, and from whichever file is whole', async () => {
    const { world, client } = await revoked();
    const { server } = world;
    const [file] = await listUnsentFiles(client.book);
    const path = join(aFolder(), file?.name ?? '');
    writeFileSync(path, file?.text ?? '');
    const rehearsed = await importFiles(server.deps, { 'dry-run': true }, [path]);
    expect(rehearsed.sentence).toContain('2 changes of');
    const said = await importFiles(server.deps, {}, [path]);
    expect(said).toMatchObject({ json: { ok: true, edits: 2, records: 1, refused: {} } });
    const id = customerOf(client, 'a@b.example');
    const org = world.users[0]?.org ?? '';
    const taken = (await server.store.findRecord(org, id))?.record;
    expect(taken?.body).toMatchObject({ name: 'canary', title: 'canary of the title', area: 'canary of the area' });
    expect(taken?.stamps['title']?.endsWith(client.identity.device)).toBe(true);
    expect(await importFiles(server.deps, {}, [path])).toMatchObject({ json: { records: 0 } });
    writeFileSync(path, (file?.text ?? '').replace('"edits":2', '"edits":3'));
    await expect(importFiles(server.deps, {}, [path])).rejects.toThrow('was cut off or altered');
    writeFileSync(path, (file?.text ?? '').replace(client.identity.device, 'ffffffffffff'));
    await expect(importFiles(server.deps, {}, [path])).rejects.toThrow('not with this server');
    await world.close();
  });

  test('the console takes the file from whoever looks after its author, and from nobody else', async () => {
    const { world, client } = await revoked();
    const { server } = world;
    const text = (await listUnsentFiles(client.book))[0]?.text ?? '';
    const lead = await aUser(server, 'lea@team.example', 'lead', 'North', true);
    const [headers, others] = [
      await signInAs(server, lead.email),
      await signInAs(server, (await aUser(server, 'x@team.example', 'lead', 'South', true)).email),
    ];
    const bring = async (as: Record<string, string>, given: string, isRehearsal: boolean) => {
      const answer = await server.send('/imports/unsent', { headers: as, body: { text: given, isRehearsal } });
      return { status: answer.status, said: await answer.json() };
    };
    expect(await bring(others, text, false)).toMatchObject({ status: 403 });
    expect(await bring(headers, text, true)).toMatchObject({ status: 200, said: { edits: 2, brought: null } });
    const id = customerOf(client, 'a@b.example');
    const title = async () => (await server.store.findRecord(lead.org, id))?.record.body['title'];
    expect(await title()).toBeUndefined();
    expect(await bring(headers, text, false)).toMatchObject({ status: 200, said: { brought: { records: 1, pictures: 0, refused: {} } } });
    expect(await title()).toBe('canary of the title');
    expect(await bring(headers, text, false)).toMatchObject({ said: { brought: { records: 0 } } });
    expect(await bring(headers, text.replace('"edits":2', '"edits":3'), false)).toMatchObject({ status: 400, said: { code: 'unsent-altered' } });
    expect(await bring(headers, text.replace(client.identity.device, 'ffffffffffff'), false)).toMatchObject({
      status: 409,
      said: { code: 'unsent-foreign' },
    });
    await world.close();
  });

  test('an edit that comes while the book is emptied is in the file too', async () => {
    const { world, client, edit } = await oneClient();
    await edit('name', 'first');
    const wiped = wipeBook(client.book, client.nowMs());
    await edit('title', 'second').catch(() => undefined);
    await wiped;
    const kept = (await listUnsentFiles(client.book)).reduce((sum, { edits }) => sum + edits, 0);
    // The act came before the end, and is in the file; or after it, and was refused for want of a book.
    const isRefused = (await client.book.outbox.count()) === 0 && kept === 1;
    expect(kept === 2 || isRefused).toBe(true);
    await dropUnsentFile(client.book, (await listUnsentFiles(client.book))[0]?.name ?? '');
    expect(await listUnsentFiles(client.book)).toEqual([]);
    await world.close();
  });

  test('a book with nothing that waits leaves no file, and a file that was not saved yet outlives the next book', async () => {
    const { world, client, other } = await revoked();
    await client.book.meta.put(other.identity);
    await wipeBook(client.book, client.nowMs());
    expect((await listUnsentFiles(client.book)).length).toBe(1);
    await wipeBook(other.book, other.nowMs());
    expect(await listUnsentFiles(other.book)).toEqual([]);
    await world.close();
  });
});

test('a copied profile: one of the two is told so, keeps its edits, and sends them after it was paired anew', async () => {
  const { world, client, other, edit } = await oneClient();
  await edit('name', 'x');
  await client.sync('good');
  // The copy has everything of the original: identity, clock, queue.
  for (const table of client.book.tables) {
    await other.book.table(table.name).clear();
    await other.book.table(table.name).bulkPut(await table.toArray());
  }
  await edit('title', 'of the original');
  const id = customerOf(client, 'a@b.example');
  await commitAct(other.book, 'editField', [{ id, kind: 'c', field: 'area', value: 'of the copy' }], other.nowMs());
  expect(await client.sync('good')).toBeNull();
  world.advance(5);
  expect(await other.sync('good')).toBe('device-forked');
  expect(await other.book.outbox.count()).toBe(1);
  const paired = await aDevice(world.server, 'one@lab.test');
  const identity = { ...client.identity, device: paired.device, server: { url: 'http://127.0.0.1', token: paired.token, organization: 'Lab' } };
  await joinServer(other.book, identity, 0, other.nowMs());
  expect(await other.sync('good')).toBeNull();
  expect((await world.server.store.findRecord(world.users[0]?.org ?? '', id))?.record.body).toEqual({
    name: 'x',
    title: 'of the original',
    area: 'of the copy',
  });
  await world.close();
});

test('a server that does not speak our protocol any more: the queue waits', async () => {
  const { world, client, edit } = await oneClient();
  await edit('name', 'x');
  const { syncOnce } = await import('../../extension/sync/client.ts');
  const body = JSON.stringify({ code: 'update-needed', message: '', details: { oldest: 9 }, requestId: '' });
  const fetch = (): Promise<Response> => Promise.resolve(new Response(body, { status: 426 }));
  expect(await syncOnce({ book: client.book, fetch, nowMs: client.nowMs })).toBe('update-needed');
  expect(await client.book.outbox.count()).toBe(1);
  await drain(world);
  await world.check();
  await world.close();
});

test('a record that differs without anybody knowing why is found by the daily comparison and put right, in both directions', async () => {
  const { world, client, other, edit } = await oneClient();
  await edit('name', 'x');
  await take(world, { do: 'capture', who: 1, email: 'a@b.example', name: 'y' }, new Map());
  await drain(world);
  const id = customerOf(client, 'a@b.example');
  const held = (await readBook(other.book)).get(id);
  if (!held) {
    throw new Error('no record');
  }
  const repaired = async (): Promise<string | undefined> =>
    /sidebook_records_repaired_total (\d+)/u.exec(await (await world.server.app.request('/metrics')).text())?.[1];
  // One book lost what it had.
  await other.book.rows('c').put(toRow({ ...held, body: {}, stamps: {} }));
  world.advance(DAY_MS + 1);
  await drain(world);
  await world.check();
  expect(await repaired()).toBe('1');
  // The other holds a later word that the server never got.
  const own = (await readBook(client.book)).get(id) ?? held;
  const stamp = world.server.clock.nowMs().toString(16).padStart(12, '0') + '0000' + client.identity.device;
  await client.book.rows('c').put(toRow({ ...own, body: { ...own.body, title: 'never sent' }, stamps: { ...own.stamps, title: stamp } }));
  world.advance(DAY_MS + 1);
  await drain(world);
  await world.check();
  expect([await repaired(), (await readBook(other.book)).get(id)?.body['title']]).toEqual(['2', 'never sent']);
  await world.close();
});

test('a book of years without a server joins a team: nothing is too old', async () => {
  const world = await aWorld();
  const [client] = world.clients;
  if (!client) {
    throw new Error('no client');
  }
  const { Book } = await import('../../extension/store/database.ts');
  const book = new Book('years-alone');
  await book.meta.put({ ...client.identity, device: 'cccccccccccc', idSalt: '01'.repeat(32), server: null });
  const local = idFromKey('c', new Uint8Array(32).fill(1), customerKey('old@b.example'));
  const write = (field: string, value: string, ageDays: number) =>
    commitAct(book, 'editField', [{ id: local, kind: 'c', field, value }], world.server.clock.nowMs() - ageDays * DAY_MS);
  await write('keyedBy', customerKey('old@b.example'), 1000);
  await write('name', 'first', 999);
  await write('name', 'second', 400);
  await write('title', 'lately', 1);
  const paired = await aDevice(world.server, 'one@lab.test');
  const identity = { ...client.identity, device: paired.device, server: { url: 'http://127.0.0.1', token: paired.token, organization: 'Lab' } };
  await joinServer(book, identity, 0, world.server.clock.nowMs());
  const { syncOnce } = await import('../../extension/sync/client.ts');
  const fetch = (url: string, init: RequestInit) =>
    Promise.resolve(world.server.app.request(url, init, { incoming: { socket: { remoteAddress: '127.0.0.1' } } }));
  expect(await syncOnce({ book, fetch, nowMs: client.nowMs })).toBeNull();
  expect(await book.rejected.toArray()).toEqual([]);
  const id = customerOf(client, 'old@b.example');
  expect((await world.server.store.findRecord(world.users[0]?.org ?? '', id))?.record.body).toMatchObject({ name: 'second', title: 'lately' });
  book.close();
  await world.close();
});
