import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { Config } from '../config.ts';
import { UsageFault, type Said } from '../said.ts';
import { findKeyFile, parseKey, readKey } from '../store/key.ts';
import { DATABASE_FILE } from '../store/open-store.ts';

const OF_POSTGRES = 'The book lies in PostgreSQL, which has no key of Sidebook: what protects its files is an encrypted disk.';

/**
 * `sidebook key` prints the key of the book for paper, in groups; with `--check` it reads one from the standard input and
 * says whether it is that key, so that what lies in the safe is known to open something.
 */
export async function keyByCommand(config: Config, isCheck: boolean, readInput: () => Promise<string>): Promise<Said> {
  if (config.databaseUrl !== undefined) {
    throw new UsageFault(OF_POSTGRES);
  }
  if (!existsSync(join(config.dataFolder, DATABASE_FILE))) {
    throw new UsageFault(`There is no book in ${config.dataFolder}; SIDEBOOK_DATA names the folder.`);
  }
  const key = readKey(config, true);
  if (isCheck) {
    return sayChecked(parseKey(await readInput()), key);
  }
  const groups = key.match(/.{8}/gu) ?? [];
  return {
    json: { ok: true, key, file: findKeyFile(config) },
    sentence: [
      'The recovery key of this book:',
      '',
      `  ${groups.slice(0, 4).join(' ')}`,
      `  ${groups.slice(4).join(' ')}`,
      '',
      'Without it neither the book nor any copy of it opens, and nobody can make it again. Keep it on paper or in a password safe,',
      'not beside the copies: whoever has both reads the book. Write it into a file that SIDEBOOK_KEY_FILE names, spaces and',
      'lines as they are, and sidebook restore FILE brings a copy back on any machine.',
    ].join('\n'),
  };
}

function sayChecked(given: string | undefined, key: string): Said {
  if (given === undefined) {
    throw new UsageFault('A key has 64 characters from 0 to 9 and a to f; spaces and lines between them do not matter.');
  }
  return given === key
    ? { json: { ok: true }, sentence: 'This is the key of the book.' }
    : { json: { ok: false }, sentence: 'This is not the key of the book: it would open nothing.', isBad: true };
}
