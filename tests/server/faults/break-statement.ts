import Database from 'better-sqlite3';
import { Client } from 'pg';

/**
 * What befalls a statement. `killed`: the process ends before it, and nothing runs any more, not even a rollback. `lost
 * before` and `lost after`: this one fails before or after the database has done it, once, and the process lives.
 */
export const HARMS = ['killed', 'lost before', 'lost after'] as const;
export type Harm = (typeof HARMS)[number];

/** The statements that run from here on. `mend` ends the watch; it tells whether there was a statement to harm. */
export type Watch = { readonly texts: readonly string[]; readonly mend: () => boolean };

const statements: Database.Statement = Object.getPrototypeOf(new Database(':memory:').prepare('SELECT 1'));

/**
 * Harms the `at`-th statement from now (the first is 0) of the stores of this process: the real ones, at the last door
 * before the database. On PostgreSQL the connection breaks, on the embedded database the call throws.
 */
export function harmStatement(at: number, harm: Harm): Watch {
  const texts: string[] = [];
  const isHarmed = (text: string): boolean => {
    // Hints to other processes are sent whenever it suits.
    if (/^LISTEN|pg_notify/u.test(text)) {
      return false;
    }
    texts.push(text);
    const n = texts.length - 1;
    return harm === 'killed' ? n >= at : n === at;
  };
  const away = [...harmEmbedded(isHarmed, harm), harmPostgres(isHarmed, harm)];
  return {
    texts,
    mend: () => {
      away.forEach((restore) => restore());
      return texts.length > at;
    },
  };
}

type Judge = (text: string) => boolean;
type Call = (self: object, values: unknown[]) => unknown;

/** Puts a method around another one; what it gives takes it away again. */
function surround(target: object, name: string, around: (self: object, values: unknown[], real: Call) => unknown): () => void {
  const method = Reflect.get(target, name);
  const real: Call = (self, values) => Reflect.apply(method, self, values);
  const set = (value: unknown): void => void Object.defineProperty(target, name, { configurable: true, writable: true, value });
  set(function (this: object, ...values: unknown[]) {
    return around(this, values, real);
  });
  return () => set(method);
}

function harmEmbedded(isHarmed: Judge, harm: Harm): (() => void)[] {
  const around = (text: string, run: () => unknown): unknown => {
    const isThis = isHarmed(text);
    if (isThis && harm !== 'lost after') {
      throw new Error(`harmed before: ${text}`);
    }
    const result = run();
    if (isThis) {
      throw new Error(`harmed after: ${text}`);
    }
    return result;
  };
  return [
    surround(Database.prototype, 'exec', (self, values, real) => around(String(values[0]), () => real(self, values))),
    ...['run', 'get', 'all', 'iterate'].map((name) =>
      surround(statements, name, (self, values, real) => around(String(Reflect.get(self, 'source')), () => real(self, values))),
    ),
  ];
}

function harmPostgres(isHarmed: Judge, harm: Harm): () => void {
  return surround(Client.prototype, 'query', (self, values, real) => {
    const [text] = values;
    if (!(self instanceof Client) || !isHarmed(typeof text === 'string' ? text : 'a prepared statement')) {
      return real(self, values);
    }
    const cut = (): Error => {
      self.connection.stream.destroy();
      return new Error('Connection terminated unexpectedly');
    };
    if (harm !== 'lost after') {
      cut();
      return real(self, values);
    }
    // The pool asks with a callback, the store without.
    const back = values.at(-1);
    return typeof back === 'function'
      ? real(self, [...values.slice(0, -1), () => back(cut())])
      : Promise.resolve(real(self, values)).then(() => Promise.reject(cut()));
  });
}
