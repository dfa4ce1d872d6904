import { chmodSync, copyFileSync, existsSync, mkdtempSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { BookTail } from '#shared/import/book-file.ts';
import { AppError } from '#shared/errors.ts';
import type { Config } from '../config.ts';
import { systemRandom, type Clock } from '../runtime.ts';
import { UsageFault, type Said } from '../said.ts';
import { countBook } from '../services/book-file.ts';
import { inspectFile, inspectPostgres, type Flaw } from '../store/inspect.ts';
import { KEY_NAME_FILE, readKey } from '../store/key.ts';
import { DATABASE_FILE, openStore, type StorePlace } from '../store/open-store.ts';
import type { Store } from '../store/port.ts';

/** How the folder begins in which a copy is looked at; it lies beside the book and is removed afterwards. */
export const COPY_PREFIX = 'copy-';

/** An organization's book as it was read to its end. */
export type Counted = BookTail & { readonly organization: string };

/** What a look at a database found. `books` is empty where it cannot be read. */
export type Verified = { readonly flaws: readonly Flaw[]; readonly books: readonly Counted[] };

/**
 * `sidebook verify [FILE]`: reads the whole book, or a copy of it as a restore would, and says whether everything in it is
 * as it should be. The digest is the one that an export of the same records has.
 */
export async function verifyByCommand(config: Config, files: readonly string[], clock: Clock): Promise<Said> {
  const [file, more] = files;
  if (more !== undefined) {
    throw new UsageFault('Name one copy at a time: sidebook verify FILE.');
  }
  const found = file === undefined ? await verifyPlace(config, clock) : await verifyCopy(config, file, clock, () => Promise.resolve());
  const where = file ?? (config.databaseUrl === undefined ? join(config.dataFolder, DATABASE_FILE) : 'The book in PostgreSQL');
  return sayVerified(where, found);
}

/** The findings in sentences. */
export function sayVerified(where: string, { flaws, books }: Verified): Said {
  const isBad = flaws.length > 0;
  const counts = books.map(({ organization, records, digest }) => `${organization}: ${records} records, digest ${digest}`);
  const sentence = isBad
    ? [`${where} is not in order:`, ...flaws.map((flaw) => `  ${sentenceOf(flaw)}`), 'A copy that is in order comes back with sidebook restore FILE.']
    : [`${where} is in order.`];
  return { json: { ok: !isBad, file: where, flaws, books }, sentence: [...sentence, ...counts].join('\n'), isBad };
}

function sentenceOf({ code, what, count }: Flaw): string {
  switch (code) {
    case 'damaged':
      return `${what} is damaged: ${count === 1 ? 'it cannot be read to its end' : `${count} places`}.`;
    case 'scope-of-nothing':
      return `${count} rows say who may see a record that is not there.`;
    case 'number-ahead':
      return `${count} rows of ${what} have a number that was never given; browsers would not be sent them.`;
    case 'number-missing':
      return `${count} records have no number; browsers are not sent them.`;
    case 'read-table-differs':
      return `The list of ${what} has ${count} rows too many or too few.`;
  }
}

/** Looks at the book where it lies; servers may go on. */
async function verifyPlace(config: Config, clock: Clock): Promise<Verified> {
  if (config.databaseUrl === undefined) {
    const file = join(config.dataFolder, DATABASE_FILE);
    if (!existsSync(file)) {
      throw new UsageFault(`There is no book in ${config.dataFolder}; SIDEBOOK_DATA names the folder.`);
    }
    const flaws = await inspectFile(file, readKey(config, true));
    return flaws.some(({ code }) => code === 'damaged') ? { flaws, books: [] } : { flaws, books: await countAt(config, clock) };
  }
  // Opened first: it brings the tables to the newest form.
  const books = await countAt(config, clock);
  return { flaws: await inspectPostgres(config.databaseUrl), books };
}

/**
 * Looks at a copy without touching it: at another one of it, which is brought to the newest form, in a folder that is
 * removed afterwards. `use` gets that folder when all is well and may take the database out of it.
 */
export async function verifyCopy(config: Config, file: string, clock: Clock, use: (folder: string) => Promise<void>): Promise<Verified> {
  if (!existsSync(file)) {
    throw new UsageFault(`There is no file ${file}.`);
  }
  const place: StorePlace = { dataFolder: config.dataFolder, keyFile: config.keyFile };
  const keyHex = readKey(place, true);
  const folder = mkdtempSync(join(existsSync(config.dataFolder) ? config.dataFolder : dirname(file), COPY_PREFIX));
  try {
    const copy = join(folder, DATABASE_FILE);
    copyFileSync(file, copy);
    chmodSync(copy, 0o600);
    // The name of the key goes with the folder, so that the copy is opened with the same one.
    const name = join(config.dataFolder, KEY_NAME_FILE);
    if (existsSync(name)) {
      copyFileSync(name, join(folder, KEY_NAME_FILE));
    }
    const flaws = await inspectFile(copy, keyHex).catch(sayForeign(file));
    if (flaws.length > 0) {
      return { flaws: flaws.map((flaw) => (flaw.code === 'damaged' ? { ...flaw, what: file } : flaw)), books: [] };
    }
    const books = await countAt({ dataFolder: folder, keyFile: config.keyFile }, clock);
    await use(folder);
    return { flaws, books };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** The sentence names the file that was given, not the copy of it. */
function sayForeign(file: string): (error: unknown) => never {
  return (error) => {
    throw error instanceof AppError && error.code === 'database-foreign' ? new AppError('database-foreign', { file }, error) : error;
  };
}

async function countAt(place: StorePlace, clock: Clock): Promise<readonly Counted[]> {
  const store = await openStore(place, clock);
  try {
    return await countAll(store, clock);
  } finally {
    await store.close();
  }
}

async function countAll(store: Store, clock: Clock): Promise<readonly Counted[]> {
  const books: Counted[] = [];
  for (const org of await store.listOrgs()) {
    books.push({ organization: org.name, ...(await countBook({ store, clock, random: systemRandom }, org)) });
  }
  return books;
}
