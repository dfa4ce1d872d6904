import { describe, expect, test } from 'vitest';
import { commitAct } from '../../extension/store/write.ts';
import { aWorld, type World } from './build/a-world.ts';
import { WEATHERS } from './build/a-client.ts';
import { customerOf, drain, take, type Step } from './build/steps.ts';

/** A story in which push, pull, refusals, snapshot, another scope and a restored server all have something to do. */
const story: readonly Step[] = [
  { do: 'capture', who: 0, email: 'a@b.example', name: 'x' },
  { do: 'capture', who: 1, email: 'c@d.example', name: 'y' },
  { do: 'sync', who: 0, weather: 'good' },
  { do: 'sync', who: 1, weather: 'good' },
  { do: 'mail', who: 1, email: 'a@b.example', subject: 'x', private: false },
  { do: 'edit', who: 0, email: 'a@b.example', field: 'owner', value: 'x' },
  { do: 'edit', who: 0, email: 'a@b.example', field: 'title', value: 'y' },
];

async function tell(world: World): Promise<void> {
  for (const step of story) {
    await take(world, step, new Map());
  }
}

/** After the first accesses each 5th is tried; `npm run test:soak` tries every one. */
const stride = process.env['SIDEBOOK_SOAK'] === '1' ? 1 : 5;

describe('the browser is ended at any access to its database', () => {
  test.each([
    ['a first sync', []],
    [
      'a push with a refusal, and a pull',
      [
        { do: 'sync', who: 0, weather: 'good' },
        { do: 'edit', who: 0, email: 'a@b.example', field: 'owner', value: 'y' },
        { do: 'edit', who: 0, email: 'a@b.example', field: 'title', value: 'zz' },
        { do: 'sync', who: 1, weather: 'good' },
      ],
    ],
    ['everything anew after a restore', [{ do: 'back up' }, { do: 'sync', who: 0, weather: 'good' }, { do: 'restore' }]],
    [
      'everything anew for another role',
      [
        { do: 'sync', who: 0, weather: 'good' },
        { do: 'role', who: 0, role: 'lead' },
      ],
    ],
    ['a clock that is a year ahead', [{ do: 'clock', who: 0, skewMs: 365 * 86_400_000 }]],
  ] satisfies readonly [string, readonly Step[]][])(
    '%s: nothing is lost and nothing doubled',
    async (_, before) => {
      let dead = true;
      for (let step = 0; dead; step += step < 8 ? 1 : stride) {
        const world = await aWorld();
        await tell(world);
        for (const one of before) {
          await take(world, one, new Map());
        }
        const [client] = world.clients;
        // A moment on, so that the end of an earlier sync is not taken for the end of this one.
        world.advance(1);
        await client?.syncAndDie(step);
        // The last step is the first that lets it end by itself.
        dead = (await client?.book.meta.get('sync'))?.key !== 'sync' || !(await isThrough(world));
        await drain(world);
        await world.check();
        await world.close();
        expect(step).toBeLessThan(400);
      }
    },
    240_000,
  );
});

async function isThrough(world: World): Promise<boolean> {
  const [client] = world.clients;
  const held = await client?.book.meta.get('sync');
  return held?.key === 'sync' && held.failure === null && held.lastSyncedAtMs === client?.nowMs();
}

describe('any of the first requests of a sync', () => {
  test.each(WEATHERS)('%s', async (weather) => {
    const world = await aWorld();
    await tell(world);
    for (let round = 0; round < 3; round += 1) {
      for (const client of world.clients) {
        await client.sync(weather);
      }
    }
    await drain(world);
    await world.check();
    await world.close();
  });
});

describe('clocks', () => {
  test.each([
    ['at 1970', (now: number) => -now],
    ['ten years ahead', () => 3650 * 86_400_000],
    ['a year behind', () => -365 * 86_400_000],
  ])('a browser whose clock goes to %s and back: every edit lands, the later one wins, and no reader stops', async (_, skewOf) => {
    const world = await aWorld();
    const [client, other] = world.clients;
    if (!client || !other) {
      throw new Error('no clients');
    }
    const write = async (title: string): Promise<void> => {
      world.advance(1000);
      const id = customerOf(client, 'a@b.example');
      await commitAct(client.book, 'editField', [{ id, kind: 'c', field: 'title', value: title }], client.nowMs());
    };
    await take(world, { do: 'capture', who: 0, email: 'a@b.example', name: 'x' }, new Map());
    await write('before');
    await drain(world);
    await write('offline, in time');
    client.skewMs = skewOf(world.server.clock.nowMs());
    await write('by the wrong clock');
    expect(await client.sync('good')).toBeNull();
    expect(await client.book.rejected.count()).toBe(0);
    client.skewMs = 0;
    await write('set right again');
    await take(world, { do: 'capture', who: 1, email: 'a@b.example', name: 'x' }, new Map());
    await drain(world);
    await world.check();
    const title = (await world.server.store.findRecord(world.users[0]?.org ?? '', customerOf(client, 'a@b.example')))?.record.body['title'];
    expect([title, await client.book.rejected.count(), await other.book.rejected.count()]).toEqual(['set right again', 0, 0]);
    await world.close();
  });

  test('two edits of one field an hour of which the clock was set back between: the second wins', async () => {
    const world = await aWorld();
    const [client] = world.clients;
    await take(world, { do: 'capture', who: 0, email: 'a@b.example', name: 'first' }, new Map());
    await take(world, { do: 'clock', who: 0, skewMs: -3_600_000 }, new Map());
    await take(world, { do: 'edit', who: 0, email: 'a@b.example', field: 'name', value: 'second' }, new Map());
    await drain(world);
    const name = client && (await world.server.store.findRecord(world.users[0]?.org ?? '', customerOf(client, 'a@b.example')))?.record.body['name'];
    expect(name).toBe('second');
    await world.close();
  });
});
