import { packStamps } from '#shared/sync/merge.ts';
import type { HistoryRow, Level, SavedRecord } from '../port.ts';
import type { ImportChange } from '../port-imports.ts';
import type { Query } from './open.ts';

/**
 * Numbers that a transaction has taken but the database has not given yet begin here, beyond any real one. They become
 * real in the statement that writes everything they stand on, the last one before the commit: so the counter row of the
 * organization, for which all its writers wait, is held for one statement and the commit alone (sync design 2.17).
 */
const PROVISIONAL = 2 ** 52;

type Vis = { readonly scope: string; readonly id: string; readonly seq: number; readonly gone: boolean; readonly level: Level };

/** What a transaction has written under numbers of one organization and not sent yet. */
export function createPending(query: Query, org: string) {
  const records = new Map<string, SavedRecord>();
  const vis = new Map<string, Vis>();
  const history: HistoryRow[] = [];
  const changes: { readonly batch: string; readonly change: ImportChange }[] = [];
  let taken = 0;
  let given = 0;
  /** For each flush: numbers up to `upTo` are real by adding `base`. */
  const flushed: { readonly upTo: number; readonly base: number }[] = [];

  /** A number as the statement takes it: real already, or counted from this statement's first. */
  function toSent(seq: number): number {
    const nth = seq - PROVISIONAL;
    if (nth <= 0) {
      return seq;
    }
    const segment = flushed.find(({ upTo }) => nth <= upTo);
    return segment ? segment.base + nth : PROVISIONAL + nth - given;
  }

  return {
    org,
    isEmpty: (): boolean => taken === given && records.size === 0 && vis.size === 0 && history.length === 0 && changes.length === 0,
    countTaken: (): number => taken,
    takeSeq(count: number): number {
      taken += count;
      return PROVISIONAL + taken - count + 1;
    },
    findRecord: (id: string) => records.get(id),
    saveRecord(row: SavedRecord): void {
      const { record, seq } = row;
      records.set(record.id, row);
      // A record's number goes into every scope that holds it, into those that it gained just now as well.
      for (const [key, entry] of vis) {
        if (entry.id === record.id && !entry.gone) {
          vis.set(key, { ...entry, seq });
        }
      }
    },
    setVis(entry: Vis): void {
      vis.set(`${entry.scope} ${entry.id}`, entry);
    },
    addHistory: (rows: readonly HistoryRow[]): void => void history.push(...rows),
    addImportChanges: (batch: string, added: readonly ImportChange[]): void => added.forEach((change) => void changes.push({ batch, change })),
    /** Sends everything in one statement. Gives the organization's number after it, or undefined when nothing was numbered. */
    async flush(): Promise<number | undefined> {
      const count = taken - given;
      const saved = [...records.values()];
      const entries = [...vis.values()].toSorted((a, b) => (a.scope < b.scope ? -1 : a.scope > b.scope ? 1 : a.id < b.id ? -1 : 1));
      const [row] = await query<{ head: number }>(FLUSH, [
        org,
        count,
        saved.map(({ record }) => record.id),
        saved.map(({ record }) => record.kind),
        saved.map(({ record, text }) => text?.b ?? JSON.stringify(record.body)),
        saved.map(({ record, text }) => text?.c ?? JSON.stringify(packStamps(record.stamps))),
        saved.map(({ record }) => record.floor ?? null),
        saved.map(({ seq }) => toSent(seq)),
        entries.map(({ scope }) => scope),
        entries.map(({ id }) => id),
        entries.map(({ seq }) => toSent(seq)),
        entries.map(({ gone }) => (gone ? 1 : 0)),
        entries.map(({ level }) => level),
        history.map(({ seq }) => toSent(seq)),
        history.map(({ field }) => field),
        history.map(({ id }) => id),
        history.map(({ atMs }) => atMs),
        history.map(({ actor }) => actor),
        history.map(({ device }) => device),
        history.map(({ oldJson }) => oldJson),
        history.map(({ newJson }) => newJson),
        history.map(({ stamp }) => stamp),
        changes.map(({ batch }) => batch),
        changes.map(({ change }) => toSent(change.seq)),
        changes.map(({ change }) => change.id),
        changes.map(({ change }) => (change.made ? 1 : 0)),
      ]);
      if (!row) {
        throw new Error('takeSeq: no such organization');
      }
      flushed.push({ upTo: taken, base: row.head - taken });
      given = taken;
      records.clear();
      vis.clear();
      history.length = 0;
      changes.length = 0;
      return count > 0 ? row.head : undefined;
    },
  };
}

export type Pending = ReturnType<typeof createPending>;

/** A number of the lists below: real, or the nth after what the organization had. */
const real = (column: string): string => `CASE WHEN ${column} > ${PROVISIONAL} THEN base.n + ${column} - ${PROVISIONAL} ELSE ${column} END`;

const FLUSH = `
  WITH base AS (UPDATE org SET seq = seq + $2 WHERE id = $1 RETURNING seq - $2 AS n, seq AS head),
  saved AS (
    INSERT INTO rec (org, id, kind, b, c, floor, seq) SELECT $1, r.id, r.kind, r.b, r.c, r.floor, ${real('r.seq')}
    FROM base, unnest($3::text[], $4::text[], $5::text[], $6::text[], $7::text[], $8::bigint[]) AS r(id, kind, b, c, floor, seq)
    ON CONFLICT (org, id) DO UPDATE SET b = excluded.b, c = excluded.c, floor = excluded.floor, seq = excluded.seq
  ),
  touched AS (
    UPDATE vis SET seq = ${real('r.seq')} FROM base, unnest($3::text[], $8::bigint[]) AS r(id, seq)
    WHERE vis.org = $1 AND vis.id = r.id AND vis.gone = 0
      AND (vis.scope, vis.id) NOT IN (SELECT * FROM unnest($9::text[], $10::text[]))
  ),
  placed AS (
    INSERT INTO vis (org, scope, id, seq, gone, lvl) SELECT $1, v.scope, v.id, ${real('v.seq')}, v.gone, v.lvl
    FROM base, unnest($9::text[], $10::text[], $11::bigint[], $12::bigint[], $13::text[]) AS v(scope, id, seq, gone, lvl)
    ON CONFLICT (org, scope, id) DO UPDATE SET seq = excluded.seq, gone = excluded.gone,
      lvl = CASE WHEN excluded.gone = 1 THEN vis.lvl ELSE excluded.lvl END
  ),
  noted AS (
    INSERT INTO history (org, seq, field, id, at_ms, actor, device, old, new, hlc)
    SELECT $1, ${real('h.seq')}, h.field, h.id, h.at_ms, h.actor, h.device, h.old, h.new, h.hlc
    FROM base, unnest($14::bigint[], $15::text[], $16::text[], $17::bigint[], $18::text[], $19::text[], $20::text[], $21::text[], $22::text[])
      AS h(seq, field, id, at_ms, actor, device, old, new, hlc)
  ),
  imported AS (
    INSERT INTO import_change (org, batch, seq, id, made) SELECT $1, i.batch, ${real('i.seq')}, i.id, i.made
    FROM base, unnest($23::text[], $24::bigint[], $25::text[], $26::bigint[]) AS i(batch, seq, id, made)
  )
  SELECT head FROM base`;
