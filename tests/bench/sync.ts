import type { Bench } from './figure.ts';
import { measureGrowth } from './sync/growth.ts';
import { measureIdle } from './sync/idle.ts';
import { measureInChromium } from './sync/in-chromium.ts';
import { measureManyClients } from './sync/many-clients.ts';
import { measureOneClient } from './sync/one-client.ts';
import { installPeers } from './sync/peers.ts';
import { measurePostgres } from './sync/postgres.ts';

/**
 * What sync costs beside PouchDB: every server and client a process of its own, their seconds of the processor as they tell
 * them themselves, bytes counted on a cable of loopback between them, and the end compared record by record. RxDB is not
 * among the peers, since it brings no server: what its server cost would be a figure of our handler.
 */
export const sync: Bench = {
  name: 'sync',
  async *run(options) {
    const without = installPeers();
    yield* measureOneClient(options, without);
    yield* measureInChromium(options, without);
    yield* measureManyClients(options, without);
    yield* measureGrowth(options, without);
    yield* measureIdle();
    yield* measurePostgres(options);
  },
};
