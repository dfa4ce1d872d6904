import { createHash } from 'node:crypto';
import { AppError } from '#shared/errors.ts';
import { entities } from '#shared/model/registry.ts';
import { toIndexed } from '../postgres/open.ts';
import { toSequenced, type RecRow } from '../rows.ts';
import type { Cell, MoveSide, TableForm } from './side.ts';

/** What went over: rows of how many tables, and one digest of all of them that both sides gave. */
export type Moved = { readonly tables: number; readonly rows: number; readonly records: number; readonly digest: string };

/** Tables that are made anew from the records, and what belongs to one database alone. */
const MADE_ANEW: ReadonlySet<string> = new Set([...entities.map(({ name }) => name), 'element', 'folded', 'migration']);
/** Of these the number of rows must be the same on both sides. */
const COUNTED = [...entities.map(({ name }) => name), 'element'];

/**
 * Copies a whole book from one database into another, empty one: everything with its numbers and under the same epoch, so
 * that browsers go on as if nothing had happened. Rows go over in parts. Before the commit the target is read anew and
 * must give the digest of the source, table by table. Throws `database-in-use` for a target that holds a book and
 * `move-differs` for one that would hold another; the target is then as it was.
 */
export async function moveBook(source: MoveSide, target: MoveSide): Promise<Moved> {
  const tables = (await source.listTables()).filter(({ name }) => !MADE_ANEW.has(name));
  const theirs = (await target.listTables()).filter(({ name }) => !MADE_ANEW.has(name));
  if (JSON.stringify(tables) !== JSON.stringify(theirs)) {
    throw new AppError('move-differs', { what: 'tables' });
  }
  if ((await target.countRows('org')) > 0 || (await target.countRows('rec')) > 0) {
    throw new AppError('database-in-use', { target: target.name });
  }
  await target.clear();
  const digests = new Map<string, Digest>();
  for (const table of tables) {
    digests.set(table.name, await copyTable(source, target, table));
  }
  const whole = createHash('sha256');
  for (const table of tables) {
    const [sent, came] = [digests.get(table.name)?.text() ?? '', await digestOf(target, table)];
    if (sent !== came) {
      throw new AppError('move-differs', { what: table.name });
    }
    whole.update(`${table.name} ${sent}\n`);
  }
  for (const name of COUNTED) {
    if ((await source.countRows(name)) !== (await target.countRows(name))) {
      throw new AppError('move-differs', { what: name });
    }
  }
  await target.commit();
  const rows = [...digests.values()].reduce((sum, digest) => sum + digest.count(), 0);
  return { tables: tables.length, rows, records: digests.get('rec')?.count() ?? 0, digest: whole.digest('hex').slice(0, 16) };
}

async function copyTable(source: MoveSide, target: MoveSide, table: TableForm): Promise<Digest> {
  const digest = createDigest();
  for await (const part of source.readRows(table)) {
    const rows = part.map((row) => row.map((cell, at) => toHeld(table, at, cell)));
    digest.add(rows);
    if (rows.length > 0) {
      await target.insertRows(table, rows);
      if (table.name === 'rec') {
        await insertReadTables(target, table, rows);
      }
    }
  }
  return digest;
}

async function insertReadTables(target: MoveSide, { columns }: TableForm, rows: readonly (readonly Cell[])[]): Promise<void> {
  const byOrg = new Map<string, RecRow[]>();
  for (const row of rows) {
    const cells = Object.fromEntries(columns.map((column, at) => [column, row[at] ?? null]));
    const org = String(cells['org']);
    const record: RecRow = {
      id: String(cells['id']),
      kind: String(cells['kind']),
      b: String(cells['b']),
      c: String(cells['c']),
      floor: cells['floor'] === null ? null : String(cells['floor']),
      seq: Number(cells['seq']),
    };
    byOrg.set(org, [...(byOrg.get(org) ?? []), record]);
  }
  for (const [org, records] of byOrg) {
    await target.insertReadTables(
      org,
      records.map((record) => toSequenced(record).record),
    );
  }
}

/** A cell as both databases can hold it: no NUL, and keys by which customers are found as long as an index takes. */
function toHeld({ name, columns }: TableForm, at: number, cell: Cell): Cell {
  if (typeof cell !== 'string') {
    return cell;
  }
  const text = cell.includes('\0') ? cell.replaceAll('\0', '\uFFFD') : cell;
  return name === 'match_key' && columns[at] === 'key' ? toIndexed(text) : text;
}

async function digestOf(side: MoveSide, table: TableForm): Promise<string> {
  const digest = createDigest();
  for await (const rows of side.readRows(table)) {
    digest.add(rows);
  }
  return digest.text();
}

type Digest = ReturnType<typeof createDigest>;

const MODULUS = 2n ** 64n;

/** Of rows in any order: how many, and the sum of the first eight bytes of each one's hash. */
function createDigest() {
  let count = 0;
  let sum = 0n;
  return {
    add(rows: readonly (readonly Cell[])[]): void {
      for (const row of rows) {
        count += 1;
        sum = (sum + createHash('sha256').update(JSON.stringify(row)).digest().readBigUInt64BE()) % MODULUS;
      }
    },
    count: (): number => count,
    text: (): string => `${count}:${sum.toString(16)}`,
  };
}
