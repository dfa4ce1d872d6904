import { customers, type Customer } from '#shared/model/customer.ts';
import { links } from '#shared/model/link.ts';
import { matchKeysOf } from '#shared/model/match-keys.ts';
import { findCustomer } from './customers.ts';
import type { Book, Row } from './database.ts';
import { readRoots } from './links.ts';
import { toRecord } from './records.ts';

/** Two customers whom a number, a messenger id, or a name with its district says to be one; `keys`: by what. */
export type Twins = { readonly one: Customer; readonly other: Customer; readonly keys: readonly string[] };

/** So many customers behind one key are a switchboard, or everybody of one name in a town. */
const MOST_BEHIND_A_KEY = 5;

/**
 * All pairs of the book that share a key beside the e-mail address (sync design 2.7) and about whom nobody has decided,
 * whoever was captured first as the first of the two. Two people who entered one shop apart find it here after their
 * first sync. Reads every customer once: ask when the user looks, not at each write.
 */
export async function listTwins(book: Book): Promise<readonly Twins[]> {
  const roots = await readRoots(book);
  const rootOf = (id: string): string => roots.get(id) ?? id;
  const behind = new Map<string, Map<string, Row>>();
  await book
    .rows(customers.kind)
    .filter(({ deleted, b }) => deleted === 0 && mayHaveKeys(b))
    .each((row) => {
      for (const key of matchKeysOf(toRecord(row)).map(withoutCountry)) {
        behind.set(key, (behind.get(key) ?? new Map<string, Row>()).set(rootOf(row.id), row));
      }
    });
  const decided = new Set(
    (await book.rows(links.kind).toArray()).filter(({ deleted }) => deleted === 0).flatMap(({ b }) => pairOf(rootOf, b['one'], b['other'])),
  );
  const pairs = new Map<string, { readonly rows: readonly [Row, Row]; readonly keys: string[] }>();
  for (const [key, group] of behind) {
    const rows =
      group.size > MOST_BEHIND_A_KEY
        ? []
        : [...group.values()].toSorted((a, b) => capturedAt(a).localeCompare(capturedAt(b)) || a.id.localeCompare(b.id));
    for (const [at, row] of rows.entries()) {
      for (const other of rows.slice(at + 1)) {
        const [pair = ''] = pairOf(rootOf, row.id, other.id);
        if (!decided.has(pair)) {
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

/** The last nine digits of a number: with and without the country's code it is the same. */
function withoutCountry(key: string): string {
  return key.startsWith('phone:') ? `phone:${key.slice('phone:'.length).slice(-9)}` : key;
}

/** Most customers have an address and nothing else that others could share: they need not be looked at closely. */
function mayHaveKeys(body: Row['b']): boolean {
  return Object.keys(body).some((field) => field === 'area' || /^(?:phones|handles|addresses)\//u.test(field));
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
