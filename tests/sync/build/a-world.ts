import { copyFileSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'vitest';
import * as v from 'valibot';
import { AppError } from '#shared/errors.ts';
import { DELETED, type StoredRecord } from '#shared/model/record.ts';
import { findField, mergeRuleOf } from '#shared/model/registry.ts';
import { emptyRecord, mergeOps, unpackStamps } from '#shared/sync/merge.ts';
import type { Op } from '#shared/sync/op.ts';
import { PushReply, PushRequest, SnapshotLine } from '#shared/wire/sync.ts';
import { PairReply } from '#shared/wire/auth.ts';
import { authenticateDevice } from '../../../server/services/devices.ts';
import { expire } from '../../../server/services/expire.ts';
import { issueCodeAsOperator } from '../../../server/services/operate.ts';
import { textOfLine } from '../../../server/services/pull-changes.ts';
import { getSyncState } from '../../../extension/store/meta.ts';
import { setOwner } from '../../../server/services/owner.ts';
import { purgeRecord } from '../../../server/services/purge.ts';
import { writeServerRecord } from '../../../server/services/server-records.ts';
import { readSnapshotPage } from '../../../server/services/snapshot.ts';
import { DATABASE_FILE } from '../../../server/store/open-store.ts';
import { openConnection } from '../../../server/store/sqlite/open.ts';
import { keepRows } from '../../server/build/a-postgres.ts';
import { aServer, aUser, takeDatabase, type TestServer, type TestUser } from '../../server/build/a-server.ts';
import { aClient, identityOf, type Client, type Network } from './a-client.ts';
import { readBook } from './read-book.ts';

/** What the server has accepted so far, as the model keeps it: operations by record, floors, and which were seen. */
type Accepted = { readonly ops: Map<string, Op[]>; readonly floors: Map<string, string>; readonly seen: Set<string> };

/** `putBack` makes the server's place hold what it held when the copy was taken. */
type Backup = { readonly putBack: () => Promise<void>; readonly accepted: Accepted };

const copyOf = ({ ops, floors, seen }: Accepted): Accepted => ({
  ops: new Map([...ops].map(([id, list]) => [id, [...list]])),
  floors: new Map(floors),
  seen: new Set(seen),
});

/** Three browsers, a server on a real database, and the model: the set of accepted operations and its fold. */
export async function aWorld() {
  const database = await takeDatabase();
  let server = await aServer({ databaseUrl: database?.url });
  const emails = ['one@lab.test', 'two@lab.test', 'three@lab.test'];
  const users: TestUser[] = [];
  for (const [index, email] of emails.entries()) {
    users.push(await aUser(server, email, index === 2 ? 'lead' : 'rep', 'North'));
  }
  const org = users[0]?.org ?? '';
  let accepted: Accepted = { ops: new Map(), floors: new Map(), seen: new Set() };
  let backup: Backup | undefined;
  let backups = 0;
  /** What some client holds although the server was put back to before it (I9). */
  let promised: readonly Held[] = [];

  const network: Network = async (url, init) => {
    const response = await server.app.request(url, init, { incoming: { socket: { remoteAddress: '127.0.0.1' } } });
    if (url.endsWith('/sync/push') && response.ok) {
      noteAccepted(accepted, await readBody(init), v.parse(PushReply, await response.clone().json()));
    }
    return response;
  };
  const trueMs = (): number => server.clock.nowMs();
  const pair = async (email: string) => {
    const { code } = await issueCodeAsOperator(server.deps, email);
    return v.parse(PairReply, await (await server.send('/pair', { body: { code, deviceName: 'model' } })).json());
  };
  const clients: Client[] = [];
  for (const email of emails) {
    clients.push(await aClient(email, await pair(email), network, trueMs));
  }

  const world = {
    users,
    clients,
    get server(): TestServer {
      return server;
    },
    advance: (ms: number): void => server.clock.advance(ms),
    /** What somebody at the console does to a user. */
    changeUser: (who: number, fields: Readonly<Record<string, string>>): Promise<void> =>
      server.store.write((tx) => writeServerRecord(tx, { org, id: users[who]?.id ?? '', kind: 'u', fields, actor: 'model' }, trueMs())),
    /** Puts a record into a user's scope, or takes it out, as a change of owner does. */
    async moveRecord(id: string, who: number, into: boolean): Promise<void> {
      const scope = `r:${users[who]?.id ?? ''}`;
      await server.store.write(async (tx) => {
        if (await tx.findRecord(org, id)) {
          const seq = await tx.takeSeq(org, 1);
          await (into ? tx.grant(org, scope, id, seq, 'full') : tx.withdraw(org, scope, id, seq));
        }
      });
    },
    /** Hands a customer to a user, as a lead does in the console; what the server then says of its owner is accepted as well. */
    async own(id: string, who: number): Promise<void> {
      const owners = async (): Promise<Map<string, Op>> => {
        const ids = [...accepted.ops.keys()].filter((one) => one.startsWith('c'));
        const found = await Promise.all(ids.map((one) => server.store.findRecord(org, one)));
        return new Map(
          found.flatMap((held): [string, Op][] => {
            const stamp = held?.record.stamps['owner'];
            return held && stamp !== undefined ? [[held.record.id, [held.record.id, 'c', 'owner', held.record.body['owner'] ?? null, stamp]]] : [];
          }),
        );
      };
      const before = await owners();
      await setOwner(server.deps, { org, user: 'model', role: 'admin', team: null }, id, { owner: users[who]?.id ?? null }).catch(allowNobody);
      for (const [one, op] of await owners()) {
        if (before.get(one)?.[4] !== op[4]) {
          accepted.ops.set(one, [...(accepted.ops.get(one) ?? []), op]);
        }
      }
    },
    async purge(id: string): Promise<void> {
      if (await server.store.findRecord(org, id)) {
        await purgeRecord(server.deps, { org, user: 'model', role: 'admin', team: null }, id);
        promised = promised.filter((held) => held.id !== id);
        accepted.floors.set(id, (await server.store.findRecord(org, id))?.record.floor ?? '');
      }
    },
    async expire(): Promise<void> {
      await expire(server.deps, org);
      promised = [];
      for (const id of accepted.ops.keys()) {
        if (!(await server.store.findRecord(org, id))) {
          accepted.ops.delete(id);
        }
      }
    },
    /** Ends a browser's access and pairs it anew. */
    async revoke(who: number): Promise<void> {
      const client = clients[who];
      if (client) {
        promised = [];
        await server.store.write((tx) => tx.revokeDevice(org, client.identity.device, trueMs()));
        await client.sync('good');
        expect((await readBook(client.book)).size).toBe(0);
        expect(await client.book.outbox.count()).toBe(0);
        client.identity = identityOf(await pair(client.email));
        await client.book.meta.put(client.identity);
      }
    },
    async backUp(): Promise<void> {
      backups += 1;
      const putBack = database ? await keepRows(database.url) : copyFiles(server, join(server.folder, `copy-${backups}.db`));
      backup = { putBack, accepted: copyOf(accepted) };
    },
    /** Puts the last copy back, as after a broken disk; devices meet another history. */
    async restore(): Promise<void> {
      if (backup) {
        const { folder } = server;
        await server.store.close();
        await backup.putBack();
        const restored = await aServer({ dataFolder: join(folder, 'data'), keyFile: join(folder, 'key'), databaseUrl: database?.url });
        restored.clock.advance(trueMs() - restored.clock.nowMs());
        server = { ...restored, folder };
        await server.store.write((tx) => tx.saveEpoch(org, `restored-${trueMs()}`));
        accepted = copyOf(backup.accepted);
        // What was erased is meant to be lost.
        const isErased = ({ id, moment }: Held): boolean => moment <= (accepted.floors.get(id) ?? '').slice(0, 16);
        promised = [...promised, ...(await listHeld(clients, trueMs())).filter((held) => !isErased(held))];
        // A browser that was paired after the copy was taken has to be paired again.
        for (const client of clients) {
          if (!(await server.store.findDevice(org, client.identity.device))) {
            const { joinServer } = await import('../../../extension/store/join.ts');
            const paired = await pair(client.email);
            client.identity = identityOf(paired);
            await joinServer(client.book, client.identity, paired.serverNow - client.nowMs(), client.nowMs());
          }
        }
      }
    },
    async check(): Promise<void> {
      await checkAll(server, org, clients, accepted);
      for (const { id, field, moment } of promised) {
        const held = (await server.store.findRecord(org, id))?.record.stamps[field]?.slice(0, 16) ?? '';
        expect(mergeRuleOf(id.charAt(0), field) === 'fww' ? held !== '' && held <= moment : held >= moment, `${id} ${field} was lost`).toBe(true);
      }
    },
    close: async (): Promise<void> => {
      clients.forEach(({ book }) => book.close());
      await Promise.all(clients.map(({ book }) => book.delete()));
      await server.store.close();
      await database?.giveBack();
    },
  };
  return world;
}

/** Nobody has captured the customer yet, or it is deleted. */
function allowNobody(error: unknown): void {
  if (!(error instanceof AppError && error.code === 'customer-not-found')) {
    throw error;
  }
}

export type World = Awaited<ReturnType<typeof aWorld>>;

type Held = { readonly id: string; readonly field: string; readonly moment: string };

/** Older writes than this a server does not take again. */
const HEALED_MS = 100 * 86_400_000;

/**
 * What the server has acknowledged and a client holds, of the records that devices write. Deletions and links are left
 * out: whether they hold is judged anew by who sees the records.
 */
async function listHeld(clients: readonly Client[], trueMs: number): Promise<readonly Held[]> {
  const oldest = (trueMs - HEALED_MS).toString(16).padStart(12, '0');
  const held: Held[] = [];
  for (const { book } of clients) {
    const waiting = new Set((await book.outbox.toArray()).map(({ id, field }) => `${id} ${field}`));
    // Of what the server refused the book holds its own copy until it has fetched the server's.
    const refused = new Set((await getSyncState(book)).toReplace);
    const records = [...(await readBook(book)).values()].filter(({ id, kind }) => !'utxl'.includes(kind) && !refused.has(id));
    for (const { id, kind, stamps } of records) {
      for (const [field, stamp] of Object.entries(stamps)) {
        const moment = stamp.slice(0, 16);
        if (field !== DELETED && moment > oldest && !waiting.has(`${id} ${field}`) && findField(kind, field)?.serverOwned !== true) {
          held.push({ id, field, moment });
        }
      }
    }
  }
  return held;
}

/** Copies a book of files, and gives the way back to it. */
function copyFiles({ folder }: TestServer, copy: string): () => Promise<void> {
  const file = join(folder, 'data', DATABASE_FILE);
  const db = openConnection(file, readFileSync(join(folder, 'key'), 'utf8').trim());
  db.exec(`VACUUM INTO '${copy}'`);
  db.close();
  return () => {
    ['', '-wal', '-shm'].forEach((end) => rmSync(file + end, { force: true }));
    copyFileSync(copy, file);
    return Promise.resolve();
  };
}

async function readBody(init: RequestInit): Promise<PushRequest> {
  const body = new Response(init.body ?? null);
  const isZipped = new Headers(init.headers).get('content-encoding') === 'gzip';
  const stream = isZipped ? body.body?.pipeThrough(new DecompressionStream('gzip')) : body.body;
  return v.parse(PushRequest, JSON.parse(await new Response(stream ?? null).text()));
}

function noteAccepted(accepted: Accepted, request: PushRequest, reply: PushReply): void {
  const refused = new Set(reply.rejected.map(([n]) => n));
  for (const [index, op] of request.ops.entries()) {
    const n = request.from + index;
    const key = `${request.device}:${n}:${op[4]}`;
    if (!refused.has(n) && !accepted.seen.has(key)) {
      accepted.seen.add(key);
      const [id, kind, field, value, stamp] = op;
      accepted.ops.set(id, [...(accepted.ops.get(id) ?? []), [id, kind, field, value, stamp]]);
    }
  }
}

/** The invariants I1 to I4 and I8 of the design, when all is quiet. */
async function checkAll(server: TestServer, org: string, clients: readonly Client[], accepted: Accepted): Promise<void> {
  for (const [id, ops] of accepted.ops) {
    const floor = accepted.floors.get(id);
    const start = { ...emptyRecord(id, id.charAt(0)), ...(floor === undefined ? {} : { floor }) };
    const { record } = mergeOps(start, ops);
    const held = (await server.store.findRecord(org, id))?.record;
    // I1, I2: the server holds exactly the fold of what it accepted.
    expect({ id, ...held }).toEqual({ ...record });
    // I4: what was deleted last stays deleted.
    const deletions = ops.filter(([, , field]) => field === DELETED).toSorted((a, b) => (a[4] < b[4] ? -1 : 1));
    const last = deletions.at(-1);
    if (last && (floor === undefined || last[4] > floor)) {
      expect(held?.body[DELETED]).toBe(last[3]);
    }
  }
  for (const client of clients) {
    const token = client.identity.server?.token ?? '';
    const { hashToken } = await import('../../../server/security/tokens.ts');
    const device = await server.store.findDeviceByToken(hashToken(token));
    const paired = await authenticateDevice(server.deps, token);
    expect(device?.id).toBe(client.identity.device);
    const lines: SnapshotLine[] = [];
    for await (const piece of readSnapshotPage(server.deps, paired, { part: 'all', limit: '1000' })) {
      lines.push(...piece.map((line) => v.parse(SnapshotLine, JSON.parse(textOfLine(line)))));
    }
    const expected = new Map(
      lines
        .filter((line) => 'b' in line)
        .map((line): [string, StoredRecord] => [
          line.i,
          {
            id: line.i,
            kind: line.k,
            body: line.b,
            stamps: unpackStamps(line.c, line.b),
            ...(line.floor === undefined ? {} : { floor: line.floor }),
          },
        ]),
    );
    // I1, I3, I8: a client holds what its scopes show, field by field with its stamps, and nothing else.
    expect(await readBook(client.book)).toEqual(expected);
    // I6: nothing blocks the queue.
    expect(await client.book.outbox.count()).toBe(0);
  }
}
