import { toView, type Entity } from '#shared/model/entity.ts';
import type { StoredRecord } from '#shared/model/record.ts';
import { entities, findEntity, indexedFields, type IndexedField } from '#shared/model/registry.ts';
import { foldText } from '#shared/model/search.ts';
import { toIndexed, type Query, type SqlValue } from './open.ts';

type View = Readonly<Record<string, unknown>>;

const PG_TYPE: Readonly<Record<IndexedField['sqlType'], string>> = { TEXT: 'text', REAL: 'double precision', INTEGER: 'bigint' };

/** Writes the rows of records into the read tables of their entities: one statement a table for any number of records. */
export function createReadTables(query: Query): (org: string, records: readonly StoredRecord[]) => Promise<void> {
  const writers = new Map(entities.map((entity) => [entity.kind, createReadTable(query, entity)]));
  return async (org, records) => {
    for (const [kind, write] of writers) {
      // In the order of their ids, so that two writers of the same rows never wait for each other in a circle.
      const own = records.filter((record) => record.kind === kind).toSorted((a, b) => (a.id < b.id ? -1 : 1));
      if (own.length > 0) {
        await write(org, own);
      }
    }
    await saveElements(query, org, records);
  };
}

/** All names come from the registry, none from the wire. */
function createReadTable(query: Query, entity: Entity): (org: string, records: readonly StoredRecord[]) => Promise<void> {
  const fields = indexedFields(entity).filter((field) => !field.many);
  const quoted = fields.map(({ name }) => `"${name}"`);
  const arrays = ['text', 'bigint', ...fields.map(({ sqlType }) => PG_TYPE[sqlType])].map((type, index) => `$${index + 2}::${type}[]`);
  const sql = `INSERT INTO "${entity.name}" (${['org', 'id', 'deleted', ...quoted].join(', ')}) SELECT $1, * FROM unnest(${arrays.join(', ')})
    ON CONFLICT (org, id) DO UPDATE SET ${['deleted', ...quoted].map((name) => `${name} = excluded.${name}`).join(', ')}`;
  return async (org, records) => {
    const views = records.map((record): View => toView(entity, record));
    const columns = fields.map(({ name }) => views.map((view) => toSql(view[name])));
    await query(sql, [org, records.map(({ id }) => id), views.map((view) => (view['deleted'] === true ? 1 : 0)), ...columns]);
    if (entity.kind === 'c') {
      await saveFolded(query, org, records, views);
    }
  };
}

/** What a search compares, folded by the code that folds what is searched for. */
async function saveFolded(query: Query, org: string, records: readonly StoredRecord[], views: readonly View[]): Promise<void> {
  const fold = (value: unknown): string | null => (typeof value === 'string' ? foldText(value) : null);
  await query(
    `INSERT INTO folded (org, id, name, company, emails)
     SELECT $1, id, name, company, ARRAY(SELECT json_array_elements_text(emails::json)) FROM unnest($2::text[], $3::text[], $4::text[], $5::text[]) AS t(id, name, company, emails)
     ON CONFLICT (org, id) DO UPDATE SET name = excluded.name, company = excluded.company, emails = excluded.emails`,
    [
      org,
      records.map(({ id }) => id),
      views.map((view) => fold(view['name'])),
      views.map((view) => fold(view['companyName'])),
      views.map((view) => JSON.stringify(listOf(view['emails']).map((email) => foldText(email).replaceAll('\0', '\uFFFD')))),
    ],
  );
}

/** The elements of indexed sets, such as who took part in an interaction. */
async function saveElements(query: Query, org: string, records: readonly StoredRecord[]): Promise<void> {
  const rows = new Map<string, readonly [name: string, value: string, id: string]>();
  const ids: string[] = [];
  for (const record of records) {
    const entity = findEntity(record.kind);
    const names = entity ? indexedFields(entity).filter((field) => field.many) : [];
    if (entity && names.length > 0) {
      ids.push(record.id);
      const view: View = toView(entity, record);
      for (const { name } of names) {
        for (const value of listOf(view[name]).map(toIndexed)) {
          rows.set(JSON.stringify([name, value, record.id]), [name, value, record.id]);
        }
      }
    }
  }
  if (ids.length > 0) {
    await query('DELETE FROM element WHERE org = $1 AND id = ANY($2::text[])', [org, ids]);
    const all = [...rows.values()];
    await query('INSERT INTO element (org, name, value, id) SELECT $1, * FROM unnest($2::text[], $3::text[], $4::text[]) ON CONFLICT DO NOTHING', [
      org,
      all.map(([name]) => name),
      all.map(([, value]) => value),
      all.map(([, , id]) => id),
    ]);
  }
}

function listOf(value: unknown): readonly string[] {
  return Array.isArray(value) ? value.map(String) : [];
}

function toSql(value: unknown): Extract<SqlValue, string | number | null> {
  return typeof value === 'string' ? toIndexed(value) : typeof value === 'number' ? value : typeof value === 'boolean' ? Number(value) : null;
}
