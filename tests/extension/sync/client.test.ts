// @vitest-environment node
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Op } from '#shared/sync/op.ts';
import { customerKey, idFromKey, bytesFromHex } from '#shared/sync/ids.ts';
import type { Book } from '../../../extension/store/database.ts';
import { joinServer } from '../../../extension/store/join.ts';
import { getSyncState, type Identity } from '../../../extension/store/meta.ts';
import { findRecord } from '../../../extension/store/records.ts';
import { commitAct, undoAct } from '../../../extension/store/write.ts';
import { syncOnce } from '../../../extension/sync/client.ts';
import type { Fetch } from '../../../extension/sync/request.ts';
import { aBook, anIdentity } from '../../build/book.ts';
import { aDevice, aServer, aUser, type TestServer } from '../../server/build/a-server.ts';

/** What happens to a request on its way. */
type Weather = 'good' | 'lose request' | 'lose reply' | 'cut reply';

type Client = { readonly book: Book; readonly identity: Identity; weather: Weather; readonly sync: () => Promise<string | null> };

/** A browser's book, paired with the server; requests go through real HTTP parsing without a socket. */
async function aClient(server: TestServer, email: string): Promise<Client> {
  const paired = await aDevice(server, email);
  const identity = anIdentity({
    user: paired.user,
    device: paired.device,
    idSalt: paired.idSalt,
    server: { url: 'http://127.0.0.1', token: paired.token, organization: 'Lab' },
  });
  const book = await aBook(identity);
  const client: Client = {
    book,
    identity,
    weather: 'good',
    sync: () => syncOnce({ book, fetch, nowMs: server.clock.nowMs }),
  };
  const fetch: Fetch = async (url, init) => {
    const { weather } = client;
    client.weather = 'good';
    if (weather === 'lose request') {
      throw new TypeError('the request was lost');
    }
    const response = await server.app.request(url, init, { incoming: { socket: { remoteAddress: '127.0.0.1' } } });
    if (weather === 'lose reply') {
      throw new TypeError('the reply was lost');
    }
    const text = await response.text();
    return new Response(weather === 'cut reply' ? text.slice(0, Math.floor(text.length / 2)) : text, { status: response.status });
  };
  return client;
}

async function aTeam(): Promise<{ readonly server: TestServer; readonly clients: readonly Client[] }> {
  const server = await aServer();
  const emails = ['one@lab.test', 'two@lab.test', 'three@lab.test'];
  for (const email of emails) {
    await aUser(server, email, 'rep', 'North');
  }
  const clients: Client[] = [];
  for (const email of emails) {
    clients.push(await aClient(server, email));
  }
  return { server, clients };
}

const emails = ['a@b.example', 'c@d.example'];

function customerId(client: Client, email: string): string {
  return idFromKey('c', bytesFromHex(client.identity.idSalt), customerKey(email));
}

/** Captures a customer as the panel does; two clients that capture the same address make the same record. */
function capture(client: Client, email: string, name: string, nowMs: number): Promise<number> {
  const id = customerId(client, email);
  const fields = { name, [`emails/${email}`]: true, [`by/${client.identity.user.id}`]: true, keyedBy: customerKey(email) };
  return commitAct(
    client.book,
    'saveLead',
    Object.entries(fields).map(([field, value]) => ({ id, kind: 'c', field, value })),
    nowMs,
  );
}

async function drain(server: TestServer, clients: readonly Client[]): Promise<void> {
  for (let round = 0; round < 3; round += 1) {
    for (const client of clients) {
      client.weather = 'good';
      server.clock.advance(10);
      expect(await client.sync()).toBeNull();
    }
  }
}

describe('three browsers and a server', () => {
  type Step =
    | { readonly do: 'capture' | 'edit'; readonly who: number; readonly email: string; readonly text: string }
    | { readonly do: 'undo'; readonly who: number }
    | { readonly do: 'sync'; readonly who: number; readonly weather: Weather };
  const who = fc.integer({ min: 0, max: 2 });
  const aStep: fc.Arbitrary<Step> = fc.oneof(
    fc.record({
      do: fc.constantFrom('capture' as const, 'edit' as const),
      who,
      email: fc.constantFrom(...emails),
      text: fc.string({ minLength: 1, maxLength: 4 }),
    }),
    fc.record({
      do: fc.constantFrom('undo' as const, 'sync' as const, 'sync' as const),
      who,
      weather: fc.constantFrom<Weather[]>('good', 'lose request', 'lose reply', 'cut reply'),
    }),
  );

  it('hold the same in the end, whatever is lost, cut or undone on the way', { timeout: 120_000 }, async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(aStep, { maxLength: 24 }), async (steps) => {
        const { server, clients } = await aTeam();
        const acts: number[][] = [[], [], []];
        for (const step of steps) {
          const client = clients[step.who];
          server.clock.advance(7);
          if (!client) {
            continue;
          }
          if (step.do === 'capture') {
            acts[step.who]?.push(await capture(client, step.email, step.text, server.clock.nowMs()));
          } else if (step.do === 'edit') {
            const change = { id: customerId(client, step.email), kind: 'c', field: 'title', value: step.text };
            acts[step.who]?.push(await commitAct(client.book, 'editField', [change], server.clock.nowMs()));
          } else if (step.do === 'undo') {
            const act = acts[step.who]?.pop();
            if (act !== undefined) {
              await undoAct(client.book, act, server.clock.nowMs());
            }
          } else if (step.do === 'sync') {
            client.weather = step.weather;
            await client.sync();
          }
        }
        await drain(server, clients);
        // Whoever never touched a customer does not see it; all who see it see the same.
        for (const email of emails) {
          const held = await Promise.all(clients.map((client) => findRecord(client.book, customerId(client, email))));
          const seen = held.filter((record) => record !== undefined);
          for (const record of seen) {
            expect(record).toEqual(seen[0]);
          }
        }
        for (const client of clients) {
          expect(await client.book.outbox.count()).toBe(0);
          // Undoing a first edit of what a colleague had all along would delete it for him: that alone is refused.
          const refused = await client.book.rejected.toArray();
          expect(refused.filter(({ field, code }) => field !== '_del' || code !== 'forbidden')).toEqual([]);
        }
      }),
      { numRuns: 40 },
    );
  });

  it('a lost reply neither loses nor doubles an edit, though more is typed before the retry', async () => {
    const { server, clients } = await aTeam();
    const [client] = clients;
    if (!client) {
      throw new Error('no client');
    }
    await capture(client, 'a@b.example', 'Anna', server.clock.nowMs());
    client.weather = 'lose reply';
    expect(await client.sync()).toBe('server-unreachable');
    const sent = (await getSyncState(client.book)).inFlight;
    await commitAct(
      client.book,
      'editField',
      [{ id: customerId(client, 'a@b.example'), kind: 'c', field: 'name', value: 'Anna B.' }],
      server.clock.nowMs(),
    );
    expect((await getSyncState(client.book)).inFlight).toEqual(sent);
    expect(await client.sync()).toBeNull();
    expect((await findRecord(client.book, customerId(client, 'a@b.example')))?.body['name']).toBe('Anna B.');
    expect(await client.book.outbox.count()).toBe(0);
  });

  it('an edit that the server refuses is shown with its reason, and the copy shows the server’s value again', async () => {
    const { server, clients } = await aTeam();
    const [client] = clients;
    if (!client) {
      throw new Error('no client');
    }
    await capture(client, 'a@b.example', 'Anna', server.clock.nowMs());
    await client.sync();
    const id = customerId(client, 'a@b.example');
    await commitAct(client.book, 'editField', [{ id, kind: 'c', field: 'owner', value: client.identity.user.id }], server.clock.nowMs());
    await commitAct(client.book, 'editField', [{ id, kind: 'c', field: 'title', value: 'Buyer' }], server.clock.nowMs());
    expect(await client.sync()).toBeNull();
    expect((await client.book.rejected.toArray()).map((entry) => [entry.field, entry.code])).toEqual([['owner', 'forbidden']]);
    const copy = await findRecord(client.book, id);
    expect([copy?.body['owner'], copy?.body['title'], copy?.body['name']]).toEqual([undefined, 'Buyer', 'Anna']);
  });
});

describe('trap: browser data cleared with unsent edits', () => {
  it('the server’s copy survives, comes back after pairing again, and the new book goes on from it', async () => {
    const { server, clients } = await aTeam();
    const [before] = clients;
    if (!before) {
      throw new Error('no client');
    }
    await capture(before, 'a@b.example', 'Anna', server.clock.nowMs());
    expect(await before.sync()).toBeNull();
    const held = await findRecord(before.book, customerId(before, 'a@b.example'));
    await capture(before, 'c@d.example', 'Unsent', server.clock.nowMs());
    expect(await before.book.outbox.count()).toBeGreaterThan(0);
    await before.book.delete();

    const after = await aClient(server, 'one@lab.test');
    expect(await after.sync()).toBeNull();
    expect(await findRecord(after.book, customerId(before, 'a@b.example'))).toEqual(held);
    expect(await findRecord(after.book, customerId(before, 'c@d.example'))).toBeUndefined();
    await capture(after, 'a@b.example', 'Anna B.', server.clock.nowMs());
    await capture(after, 'c@d.example', 'Typed again', server.clock.nowMs());
    await drain(server, [after, ...clients.slice(1)]);
    expect(await after.book.rejected.toArray()).toEqual([]);
    expect((await findRecord(after.book, customerId(before, 'a@b.example')))?.body['name']).toBe('Anna B.');
  });
});

describe('a book that began without a server', () => {
  it('joins a team with all that it holds, and finds the colleague’s record of the same person', async () => {
    const { server, clients } = await aTeam();
    const [colleague] = clients;
    const paired = await aDevice(server, 'two@lab.test');
    const alone = await aBook(anIdentity({ server: null, idSalt: '01'.repeat(32), device: 'cccccccccccc' }));
    const local = await aBook(anIdentity());
    await local.delete();
    if (!colleague) {
      throw new Error('no colleague');
    }
    const me = anIdentity().user.id;
    const localId = idFromKey('c', new Uint8Array(32).fill(1), customerKey('a@b.example'));
    const note = `i${'d'.repeat(32)}`;
    const changes: readonly Op[] = [
      [localId, 'c', 'name', 'Anna', ''],
      [localId, 'c', 'keyedBy', customerKey('a@b.example'), ''],
      [localId, 'c', 'emails/a@b.example', true, ''],
      [localId, 'c', `by/${me}`, true, ''],
      [note, 'i', 'body', 'met at the fair', ''],
      [note, 'i', `participants/${localId}`, true, ''],
      [note, 'i', `participants/${me}`, true, ''],
    ];
    await commitAct(
      alone,
      'saveLead',
      changes.map(([id, kind, field, value]) => ({ id, kind, field, value })),
      server.clock.nowMs(),
    );
    await capture(colleague, 'a@b.example', 'Anna B.', server.clock.nowMs());
    await colleague.sync();

    const identity = anIdentity({
      user: paired.user,
      device: paired.device,
      idSalt: paired.idSalt,
      server: { url: 'http://127.0.0.1', token: paired.token, organization: 'Lab' },
    });
    await joinServer(alone, identity, 0, server.clock.nowMs());
    const fetch: Fetch = (url, init) => Promise.resolve(server.app.request(url, init, { incoming: { socket: { remoteAddress: '127.0.0.1' } } }));
    expect(await syncOnce({ book: alone, fetch, nowMs: server.clock.nowMs })).toBeNull();
    const id = customerId(colleague, 'a@b.example');
    expect((await findRecord(alone, id))?.body[`by/${colleague.identity.user.id}`]).toBe(true);
    expect((await findRecord(alone, note))?.body).toMatchObject({
      body: 'met at the fair',
      [`participants/${id}`]: true,
      [`participants/${paired.user.id}`]: true,
    });
    expect(await alone.rejected.toArray()).toEqual([]);
  });

  it('does not leave another team’s server while edits wait for it', async () => {
    const book = await aBook();
    await commitAct(book, 'editField', [{ id: `c${'b'.repeat(26)}`, kind: 'c', field: 'name', value: 'x' }], 1_000);
    await expect(joinServer(book, anIdentity({ idSalt: '09'.repeat(32) }), 0, 2_000)).rejects.toMatchObject({ code: 'unsent-edits' });
    expect(await book.outbox.count()).toBe(1);
  });
});
