import type { Bench } from './figure.ts';
import { measureFloor } from './sync/floor.ts';
import { measureGrowth } from './sync/growth.ts';
import { measureIdle } from './sync/idle.ts';
import { measureInChromium } from './sync/in-chromium.ts';
import { measureManyClients } from './sync/many-clients.ts';
import { measureOneClient } from './sync/one-client.ts';
import { installPeers } from './sync/peers.ts';
import { measureOtherPeers } from './sync/other-peers.ts';
import { measurePostgres } from './sync/postgres.ts';

/**
 * What sync costs beside PouchDB, RxDB and TinyBase: every server and client a process of its own, their seconds of the
 * processor as they tell them themselves, bytes counted on a cable of loopback between them, and the end compared record by
 * record. Only PouchDB's server keeps its book on a disk, so it is the one that ours is held against.
 */
export const sync: Bench = {
  name: 'sync',
  async *run(options) {
    const without = installPeers();
    yield* measureOneClient(options, without);
    yield* measureFloor(options);
    yield* measureOtherPeers(options, without);
    yield* measureInChromium(options, without);
    yield* measureManyClients(options, without);
    yield* measureGrowth(options, without);
    yield* measureIdle();
    yield* measurePostgres(options);
  },
};
