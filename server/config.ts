import { resolve } from 'node:path';
import * as v from 'valibot';
import { err, ok, type Result } from '#shared/result.ts';

/** What the environment says, parsed. */
export type Config = {
  readonly port: number;
  readonly host: string;
  /** Absolute path of the folder that holds the database. */
  readonly dataFolder: string;
  /** Undefined: the default place in the user's configuration folder. */
  readonly keyFile: string | undefined;
  /** A PostgreSQL database that holds the book; undefined: the embedded one in the data folder. */
  readonly databaseUrl?: string | undefined;
  /** The origin under which people reach the server, as `https://book.example`; undefined: what the request says. */
  readonly publicOrigin: string | undefined;
  /** Answer plain http to other machines too. */
  readonly allowHttp: boolean;
  /** The server copies the book by itself each hour; PostgreSQL never. Missing: it does not. */
  readonly hourlyCopies?: boolean;
  /** Absolute path of the folder for these copies; undefined: below the data. */
  readonly copyFolder?: string | undefined;
  /** Absolute path of a folder at another place, which gets them too. */
  readonly secondCopyFolder?: string | undefined;
};

const Port = v.pipe(v.string(), v.regex(/^\d{1,5}$/u), v.transform(Number), v.maxValue(65_535));
const Origin = v.pipe(
  v.string(),
  v.check((text) => URL.canParse(text) && /^https?:$/u.test(new URL(text).protocol) && new URL(text).pathname === '/'),
  v.transform((text) => new URL(text).origin),
);
const DatabaseUrl = v.pipe(
  v.string(),
  v.check((text) => URL.canParse(text) && /^postgres(?:ql)?:$/u.test(new URL(text).protocol)),
);
const Switch = v.picklist(['0', '1', 'true', 'false']);
const Filled = v.pipe(v.string(), v.minLength(1));

/** Each variable with its schema, and what to write instead of a bad value. */
const variables = {
  SIDEBOOK_PORT: { schema: v.optional(Port, '8787'), hint: 'a port number from 0 to 65535' },
  SIDEBOOK_HOST: { schema: v.optional(Filled, '127.0.0.1'), hint: 'an address to listen on, such as 127.0.0.1' },
  SIDEBOOK_DATA: { schema: v.optional(Filled, 'data'), hint: 'a folder' },
  SIDEBOOK_KEY_FILE: { schema: v.optional(Filled), hint: 'a file' },
  SIDEBOOK_DATABASE_URL: { schema: v.optional(DatabaseUrl), hint: 'an address such as postgres://user:password@host:5432/database' },
  SIDEBOOK_PUBLIC_URL: { schema: v.optional(Origin), hint: 'an address without a path, such as https://book.example' },
  SIDEBOOK_BACKUP: { schema: v.optional(Switch, '1'), hint: '1 or 0' },
  SIDEBOOK_BACKUP_FOLDER: { schema: v.optional(Filled), hint: 'a folder' },
  SIDEBOOK_BACKUP_SECOND: { schema: v.optional(Filled), hint: 'a folder' },
  SIDEBOOK_ALLOW_HTTP: { schema: v.optional(Switch, '0'), hint: '1 or 0' },
} as const;

/** Settings of the build and of the tests, which may stand in the same environment. */
const SETTINGS_OF_OTHERS: ReadonlySet<string> = new Set(['SIDEBOOK_E2E', 'SIDEBOOK_SOAK', 'SIDEBOOK_BENCH_LINES']);

/** The configuration from environment variables, or one sentence that says what is wrong with them. */
export function parseConfig(env: Readonly<Record<string, string | undefined>>, cwd: string): Result<Config> {
  const unknown = Object.keys(env).find((name) => name.startsWith('SIDEBOOK_') && !Object.hasOwn(variables, name) && !SETTINGS_OF_OTHERS.has(name));
  if (unknown !== undefined) {
    return err(`${unknown} is not a setting of Sidebook; the settings are ${Object.keys(variables).join(', ')}.`);
  }
  const bad = Object.entries(variables).find(([name, { schema }]) => !v.is(schema, env[name]));
  if (bad) {
    // An address may hold a password, which has no place in a log.
    const given = bad[0] === 'SIDEBOOK_DATABASE_URL' ? 'another text' : `"${env[bad[0]] ?? ''}"`;
    return err(`${bad[0]} must be ${bad[1].hint}, and is ${given}.`);
  }
  const keyFile = v.parse(variables.SIDEBOOK_KEY_FILE.schema, env['SIDEBOOK_KEY_FILE']);
  const isOn = (value: v.InferOutput<typeof Switch>): boolean => value === '1' || value === 'true';
  const folder = (name: 'SIDEBOOK_BACKUP_FOLDER' | 'SIDEBOOK_BACKUP_SECOND'): string | undefined => {
    const given = v.parse(variables[name].schema, env[name]);
    return given === undefined ? undefined : resolve(cwd, given);
  };
  return ok({
    port: v.parse(variables.SIDEBOOK_PORT.schema, env['SIDEBOOK_PORT']),
    host: v.parse(variables.SIDEBOOK_HOST.schema, env['SIDEBOOK_HOST']),
    dataFolder: resolve(cwd, v.parse(variables.SIDEBOOK_DATA.schema, env['SIDEBOOK_DATA'])),
    keyFile: keyFile === undefined ? undefined : resolve(cwd, keyFile),
    databaseUrl: v.parse(variables.SIDEBOOK_DATABASE_URL.schema, env['SIDEBOOK_DATABASE_URL']),
    publicOrigin: v.parse(variables.SIDEBOOK_PUBLIC_URL.schema, env['SIDEBOOK_PUBLIC_URL']),
    allowHttp: isOn(v.parse(variables.SIDEBOOK_ALLOW_HTTP.schema, env['SIDEBOOK_ALLOW_HTTP'])),
    hourlyCopies: isOn(v.parse(variables.SIDEBOOK_BACKUP.schema, env['SIDEBOOK_BACKUP'])),
    copyFolder: folder('SIDEBOOK_BACKUP_FOLDER'),
    secondCopyFolder: folder('SIDEBOOK_BACKUP_SECOND'),
  });
}
