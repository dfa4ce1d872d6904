import { createWriteStream, existsSync } from 'node:fs';
import { rename, rm } from 'node:fs/promises';
import { once } from 'node:events';
import { finished } from 'node:stream/promises';
import type { BookTail } from '#shared/import/book-file.ts';
import { BookFileFault, checkBook, readEntries, readHead } from './book-lines.ts';
import { UsageFault, type Said } from './said.ts';
import { exportBook, findHome, importBook } from './services/book-file.ts';
import type { Deps } from './services/deps.ts';

/** `sidebook export --out FILE`: the whole book as one file. It appears under its name only when it is complete. */
export async function exportBookFile(deps: Deps, file: string | undefined): Promise<Said> {
  if (file === undefined || file === '') {
    throw new UsageFault('Say where to write it: sidebook export --out book.jsonl.');
  }
  if (existsSync(file)) {
    throw new UsageFault(`${file} is there already; nothing was written.`);
  }
  const [org] = await deps.store.listOrgs();
  if (!org) {
    throw new UsageFault('There is no organization yet, and so no book to export.');
  }
  const unfinished = `${file}.part`;
  try {
    const tail = await writeLines(unfinished, exportBook(deps, org));
    await rename(unfinished, file);
    const names = Object.entries(tail.counts).map(([kind, count]) => `${count} ${kind}`);
    return {
      json: { ok: true, file, ...tail },
      sentence: `${file}: ${tail.records} records (${names.join(', ')}).\nDigest ${tail.digest}\nKeep it as you would keep the book: it is not encrypted. Passwords and paired browsers are not in it.`,
    };
  } catch (error) {
    await rm(unfinished, { force: true });
    throw error;
  }
}

async function writeLines(file: string, lines: AsyncGenerator<string, BookTail>): Promise<BookTail> {
  const out = createWriteStream(file, { flags: 'wx', mode: 0o600 });
  const done = finished(out);
  // A failure that comes while lines are still made is thrown by the wait below.
  done.catch(() => undefined);
  for (;;) {
    const next = await lines.next();
    if (next.done === true) {
      out.end();
      await done;
      return next.value;
    }
    if (!out.write(`${next.value}\n`)) {
      await Promise.race([once(out, 'drain'), done]);
    }
  }
}

/** `sidebook import FILE` of such a file. It is read to its end and checked before the first record is written. */
export async function importBookFile(deps: Deps, file: string, isRehearsal: boolean): Promise<Said> {
  try {
    const head = await readHead(file);
    const tail = await checkBook(file);
    const home = await findHome(deps, head);
    if (home === 'taken') {
      throw new UsageFault(
        `${file} is the book of ${head.organization.name}, and this is the book of another organization: import it into an empty data folder (SIDEBOOK_DATA). Nothing was imported.`,
      );
    }
    if (isRehearsal) {
      return { json: { ok: true, file, home, ...tail }, sentence: `${file}: ${tail.records} records, complete and unaltered; nothing was imported.` };
    }
    const done = await importBook(deps, head, readEntries(file));
    const way = home === 'new' ? '\nNobody can sign in yet: sidebook user password --email E --password-stdin sets a password.' : '';
    return {
      json: { ok: true, file, ...tail, ...done },
      sentence: `${file}: ${tail.records} records; ${done.added} new, ${done.changed} changed, ${done.unchanged} known already.\nDigest ${tail.digest}${way}`,
    };
  } catch (error) {
    if (error instanceof BookFileFault) {
      throw new UsageFault(`${error.message} Nothing was imported.`);
    }
    throw error;
  }
}
