import { fieldOfView, toView, type Entity } from '#shared/model/entity.ts';
import { isDeleted, type StoredRecord } from '#shared/model/record.ts';
import { entities, findEntity, indexedFields, touchesIndex } from '#shared/model/registry.ts';
import type { Statement } from 'better-sqlite3';
import type { Connection } from './open.ts';

type SqlValue = string | number | null;

/**
 * Writes the row of a record into the read table of its entity, and the elements of its indexed sets; with `changed` only
 * what can be seen of those fields.
 */
export function createReadTables(db: Connection): (org: string, record: StoredRecord, changed?: readonly string[]) => void {
  const removeElements = db.prepare('DELETE FROM element WHERE org = ? AND id = ?');
  const insertElement = db.prepare('INSERT INTO element (org, name, value, id) VALUES (?, ?, ?, ?)');
  const readTables = new Map(entities.map((entity) => [entity.kind, createReadTable(db, entity)]));

  function saveElements(org: string, record: StoredRecord): void {
    const entity = findEntity(record.kind);
    const names = entity ? indexedFields(entity).filter((field) => field.many) : [];
    if (!entity || names.length === 0) {
      return;
    }
    const view: Readonly<Record<string, unknown>> = toView(entity, record);
    removeElements.run(org, record.id);
    for (const { name } of names) {
      const values: unknown = view[name];
      for (const value of Array.isArray(values) ? values : []) {
        insertElement.run(org, name, String(value), record.id);
      }
    }
  }

  return (org, record, changed) => {
    if (changed === undefined || touchesIndex(record.kind, changed, false)) {
      readTables.get(record.kind)?.(org, record, changed);
    }
    if (changed === undefined || touchesIndex(record.kind, changed, true)) {
      saveElements(org, record);
    }
  };
}

/** Writes the row of a record into its entity's read table. All names come from the registry, none from the wire. */
function createReadTable(db: Connection, entity: Entity): (org: string, record: StoredRecord, changed?: readonly string[]) => void {
  const names = indexedFields(entity)
    .filter((field) => !field.many)
    .map((field) => field.name);
  const quoted = names.map((name) => `"${name}"`);
  const upsert = db.prepare<SqlValue[]>(
    `INSERT INTO "${entity.name}" (${['org', 'id', 'deleted', ...quoted].join(', ')}) VALUES (${['?', '?', '?', ...names.map(() => '?')].join(', ')})
     ON CONFLICT (org, id) DO UPDATE SET ${['deleted', ...quoted].map((name) => `${name} = excluded.${name}`).join(', ')}`,
  );
  /** By the columns that they write, joined: an index on another column is left alone. */
  const updates = new Map<string, Statement<SqlValue[]>>();
  function update(org: string, record: StoredRecord, changed: readonly string[]): boolean {
    const columns = names.filter((name) => changed.includes(name));
    const key = columns.join();
    const statement =
      updates.get(key) ??
      db.prepare<SqlValue[]>(
        `UPDATE "${entity.name}" SET ${['deleted', ...columns.map((name) => `"${name}"`)].map((name) => `${name} = ?`).join(', ')} WHERE org = ? AND id = ?`,
      );
    updates.set(key, statement);
    const values = columns.map((name) => toSql(fieldOfView(entity, record.body, name)));
    return statement.run(isDeleted(record.body) ? 1 : 0, ...values, org, record.id).changes > 0;
  }
  return (org, record, changed) => {
    // A row may be missing where an older version stored the record and did not know its kind.
    if (changed !== undefined && update(org, record, changed)) {
      return;
    }
    const view: Readonly<Record<string, unknown>> = toView(entity, record);
    upsert.run(org, record.id, view['deleted'] === true ? 1 : 0, ...names.map((name) => toSql(view[name])));
  };
}

function toSql(value: unknown): SqlValue {
  return typeof value === 'string' || typeof value === 'number' ? value : typeof value === 'boolean' ? Number(value) : null;
}
