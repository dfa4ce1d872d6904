import 'fake-indexeddb/auto';
import { syncOnce } from '../../../extension/sync/client.ts';
import { Book } from '../../../extension/store/database.ts';
import type { Identity } from '../../../extension/store/meta.ts';
import type { Fetch } from '../../../extension/sync/request.ts';
import type { PairReply } from '#shared/wire/auth.ts';

/** What happens to the requests of one sync on their way. */
export const WEATHERS = ['good', 'lose request', 'lose reply', 'cut reply', 'send twice'] as const;
export type Weather = (typeof WEATHERS)[number];

/** The network between a client and the server: gives the answer to a request that arrives. */
export type Network = (path: string, init: RequestInit) => Promise<Response>;

let books = 0;

/** One browser: a real book on an IndexedDB in memory, a clock of its own, and weather on the way to the server. */
export type Client = {
  readonly email: string;
  book: Book;
  identity: Identity;
  /** This device's clock minus the true time, milliseconds. */
  skewMs: number;
  readonly sync: (weather: Weather) => Promise<string | null>;
  /** Syncs until the browser ends the worker at its `step`-th access to the database, then starts it again. */
  readonly syncAndDie: (step: number) => Promise<void>;
  readonly restart: () => Promise<void>;
  readonly nowMs: () => number;
};

/** Whose book it is after pairing. */
export function identityOf(paired: PairReply): Identity {
  return {
    key: 'identity',
    user: paired.user,
    device: paired.device,
    idSalt: paired.idSalt,
    server: { url: 'http://127.0.0.1', token: paired.token, organization: 'Lab' },
  };
}

/** A browser that was just paired. `trueMs`: the server's time. */
export async function aClient(email: string, paired: PairReply, network: Network, trueMs: () => number): Promise<Client> {
  books += 1;
  const name = `model-${books}`;
  const client: Client = {
    email,
    book: new Book(name),
    identity: identityOf(paired),
    skewMs: 0,
    nowMs: () => trueMs() + client.skewMs,
    sync: async (weather) => syncOnce({ book: client.book, fetch: throughWeather(network, weather), nowMs: client.nowMs }),
    async syncAndDie(step) {
      client.book.close();
      const dying = mortal(new Book(name), step);
      await syncOnce({ book: dying, fetch: throughWeather(network, 'good'), nowMs: client.nowMs }).catch(() => undefined);
      dying.close();
      client.book = new Book(name);
    },
    restart() {
      client.book.close();
      client.book = new Book(name);
      return Promise.resolve();
    },
  };
  await client.book.meta.put(client.identity);
  return client;
}

function throughWeather(network: Network, weather: Weather): Fetch {
  let left = weather;
  return async (url, init) => {
    const now = left;
    // One stroke of bad weather: with every request lost nothing would ever be tried.
    left = now === 'send twice' ? now : 'good';
    if (now === 'lose request') {
      throw new TypeError('the request was lost');
    }
    if (now === 'send twice') {
      await network(url, init);
    }
    const response = await network(url, init);
    if (now === 'lose reply') {
      throw new TypeError('the reply was lost');
    }
    const text = await response.text();
    return new Response(now === 'cut reply' ? text.slice(0, Math.floor(text.length / 2)) : text, { status: response.status });
  };
}

/** The book as of a worker that the browser ends at its `step`-th access: that access and every later one fails. */
function mortal(book: Book, step: number): Book {
  let left = step;
  const live = (): boolean => {
    left -= 1;
    return left >= 0;
  };
  book.use({
    stack: 'dbcore',
    name: 'mortal',
    create: (core) => ({
      ...core,
      transaction: (...args) => {
        if (!live()) {
          throw new Error('the worker was ended');
        }
        return core.transaction(...args);
      },
      table: (tableName) => {
        const table = core.table(tableName);
        return { ...table, mutate: (request) => (live() ? table.mutate(request) : Promise.reject(new Error('the worker was ended'))) };
      },
    }),
  });
  return book;
}
