import { customers, type Customer } from '#shared/model/customer.ts';
import { links } from '#shared/model/link.ts';
import { areTwins, MOST_BEHIND_A_KEY } from '#shared/model/match-keys.ts';
import { findCustomer } from './customers.ts';
import type { Book, Row } from './database.ts';
import { readRoots } from './links.ts';
import { toRecord } from './records.ts';

/** Two customers whom a number, a messenger id, or a name with its district says to be one; `keys`: by what. */
export type Twins = { readonly one: Customer; readonly other: Customer; readonly keys: readonly string[] };

/**
 * All pairs of the book that share a key beside the e-mail address (sync design 2.7) and about whom nobody has decided,
 * whoever was captured first as the first of the two. Two people who entered one shop apart find it here after their
 * first sync.
 */
export async function listTwins(book: Book): Promise<readonly Twins[]> {
  const roots = await readRoots(book);
  const rootOf = (id: string): string => roots.get(id) ?? id;
  const decided = new Set(
    (await book.rows(links.kind).toArray()).filter(({ deleted }) => deleted === 0).flatMap(({ b }) => pairOf(rootOf, b['one'], b['other'])),
  );
  const pairs = new Map<string, { readonly rows: readonly [Row, Row]; readonly keys: string[] }>();
  for (const [key, rows] of await readShared(book, rootOf)) {
    for (const [at, row] of rows.entries()) {
      for (const other of rows.slice(at + 1)) {
        const [pair = ''] = pairOf(rootOf, row.id, other.id);
        if (!decided.has(pair) && areTwins(toRecord(row), toRecord(other))) {
          pairs.set(pair, { rows: [row, other], keys: [...(pairs.get(pair)?.keys ?? []), key] });
        }
      }
    }
  }
  const found: Twins[] = [];
  for (const { rows, keys } of pairs.values()) {
    const [one, other] = await Promise.all(rows.map(({ id }) => findCustomer(book, id)));
    if (one && other) {
      found.push({ one, other, keys });
    }
  }
  return found;
}

/** The keys behind which there are several customers, but not too many, each with one record of each of them. */
async function readShared(book: Book, rootOf: (id: string) => string): Promise<readonly (readonly [key: string, rows: readonly Row[]])[]> {
  const table = book.rows(customers.kind);
  // Of an index the browser gives keys and ids in one order without reading a single record.
  const [keys, ids] = await Promise.all([table.orderBy('keys').keys(), table.orderBy('keys').primaryKeys()]);
  const behind = new Map<string, Map<string, string>>();
  for (const [at, key] of keys.entries()) {
    const id = ids[at];
    if (typeof key === 'string' && id !== undefined) {
      behind.set(key, (behind.get(key) ?? new Map<string, string>()).set(rootOf(id), id));
    }
  }
  const shared = [...behind].filter(([, group]) => group.size > 1 && group.size <= MOST_BEHIND_A_KEY);
  const held = await table.bulkGet([...new Set(shared.flatMap(([, group]) => [...group.values()]))]);
  const rows = new Map(held.flatMap((row) => (row ? [[row.id, row]] : [])));
  return shared.map(([key, group]) => [key, [...group.values()].flatMap((id) => rows.get(id) ?? []).toSorted(byCapture)]);
}

function byCapture(a: Row, b: Row): number {
  return capturedAt(a).localeCompare(capturedAt(b)) || a.id.localeCompare(b.id);
}

function capturedAt({ b }: Row): string {
  return typeof b['capturedAt'] === 'string' ? b['capturedAt'] : '9';
}

/** One text for two customers, whichever is named first; nothing for two that are one already. */
function pairOf(rootOf: (id: string) => string, one: unknown, other: unknown): readonly string[] {
  if (typeof one !== 'string' || typeof other !== 'string') {
    return [];
  }
  const [a, b] = [rootOf(one), rootOf(other)];
  return a === b ? [] : [a < b ? `${a}|${b}` : `${b}|${a}`];
}
