import { randomBytes, randomUUID } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { dirname, join } from 'node:path';
import { AppError } from '#shared/errors.ts';
import type { StorePlace } from './open-store.ts';

/** Names the key of a data folder; it stays in the folder, so that a folder that is moved finds its key again. */
export const KEY_NAME_FILE = 'key-name';

/**
 * The key of a data folder's database, 32 bytes in hex. A new one is made only when there is no database yet: a new key
 * for an existing one could read nothing and would hide that the old one is lost.
 */
export function readKey(place: StorePlace, databaseExists: boolean): string {
  const file = place.keyFile ?? defaultKeyFile(place.dataFolder, databaseExists);
  if (file === undefined || !existsSync(file)) {
    if (databaseExists || file === undefined) {
      throw new AppError('database-key-lost', { file: file ?? join(place.dataFolder, KEY_NAME_FILE) });
    }
    mkdirSync(dirname(file), { recursive: true, mode: 0o700 });
    writeNew(file, `${randomBytes(32).toString('hex')}\n`);
  }
  const key = parseKey(readFileSync(file, 'utf8'));
  if (key === undefined) {
    throw new AppError('database-key-lost', { file });
  }
  return key;
}

/** The key in a text, also one that was typed from paper: in groups, over several lines, in capitals. Undefined: it is none. */
export function parseKey(text: string): string | undefined {
  const key = text.replaceAll(/[\s-]/gu, '').toLowerCase();
  return /^[0-9a-f]{64}$/u.test(key) ? key : undefined;
}

/** Where the key of a data folder with a database lies; undefined where nothing says so any more. */
export function findKeyFile(place: StorePlace): string | undefined {
  return place.keyFile ?? defaultKeyFile(place.dataFolder, true);
}

function defaultKeyFile(dataFolder: string, databaseExists: boolean): string | undefined {
  const nameFile = join(dataFolder, KEY_NAME_FILE);
  if (!existsSync(nameFile)) {
    if (databaseExists) {
      return undefined;
    }
    writeNew(nameFile, `${randomUUID()}\n`);
  }
  const name = readFileSync(nameFile, 'utf8').trim();
  return /^[0-9a-f-]{36}$/u.test(name) ? join(configFolder(), 'sidebook', `${name}.key`) : undefined;
}

/** The user's folder for configuration on this system. */
function configFolder(): string {
  const { XDG_CONFIG_HOME: xdg, APPDATA: appData } = process.env;
  return xdg ?? (process.platform === 'win32' && appData ? appData : join(homedir(), '.config'));
}

/** Makes a file of mode 0600; when another process was first, its file stays. */
function writeNew(file: string, text: string): void {
  try {
    writeFileSync(file, text, { mode: 0o600, flag: 'wx' });
  } catch (error) {
    if (!existsSync(file)) {
      throw error;
    }
  }
}
