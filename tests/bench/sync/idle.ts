import type { Measured } from '../figure.ts';
import { Anything, measure } from './exchange.ts';
import { startOurs } from './our-server.ts';

const CLIENTS = 50;
/** The alarm wakes a client once a minute. */
const MINUTE_MS = 60_000;
/** How long the streams are watched while nothing happens: one heartbeat each, every 20 seconds. */
const QUIET_MS = 20_000;

/** What fifty clients cost that have nothing to say: a minute's worth of their looks for news, and the server by itself. */
export async function* measureIdle(): AsyncIterable<Measured> {
  const ours = await startOurs(100);
  const client = ours.startClient();
  try {
    const ends = { server: ours.server, client, meter: ours.meter };
    for (let at = 0; at < CLIENTS; at += 1) {
      await ours.pair(client);
      await client.ask(Anything, { do: 'sync', client: at });
    }
    const lookAll = async (): Promise<void> => {
      for (let at = 0; at < CLIENTS; at += 1) {
        await client.ask(Anything, { do: 'sync', client: at });
      }
    };
    // The first minute also compares the books, which is done once a day.
    await lookAll();
    const looks = await measure(ends, lookAll);
    for (let at = 0; at < CLIENTS; at += 1) {
      await client.ask(Anything, { do: 'listen', client: at, forMs: 10 * QUIET_MS });
    }
    const quiet = await measure(ends, () => new Promise((resolve) => setTimeout(resolve, QUIET_MS)));
    const minutes = QUIET_MS / MINUTE_MS;
    yield {
      metric: 'idle.cpu',
      unit: '% of a core',
      ours: 100 * (looks.serverMs / MINUTE_MS + quiet.serverMs / QUIET_MS),
      note: `${CLIENTS} clients, each looking for news once a minute and with a live stream open`,
      atMost: 2,
    };
    yield {
      metric: 'idle.wire',
      unit: 'bytes a minute and client',
      ours: (looks.wireBytes + quiet.wireBytes / minutes) / CLIENTS,
      note: `both ways, heads included, as Node sends them: ${Math.round(looks.wireBytes / CLIENTS)} for the look, the rest for the stream’s heartbeats`,
      atMost: 1024,
    };
  } finally {
    await client.stop();
    await ours.close();
  }
}
