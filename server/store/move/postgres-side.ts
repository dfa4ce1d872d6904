import { createQuery, openClient } from '../postgres/open.ts';
import { createReadTables } from '../postgres/read-tables.ts';
import { LEFT_BY_A_START, lettersIn, PART, PART_LETTERS, type Cell, type MoveSide, type TableForm } from './side.ts';

/** Rows that are read before it is known how large they are. */
const FIRST_PART = 10;
/** How long the move waits until servers that still run have ended their transactions. */
const LOCK_PATIENCE_MS = 10_000;

/** PostgreSQL as a side of a move. Its tables are held against writers until the end. */
export async function openPostgresSide(url: string): Promise<MoveSide> {
  const client = await openClient(url);
  const query = createQuery(client);
  const tables = (
    await query<{ name: string }>('SELECT tablename AS name FROM pg_tables WHERE schemaname = current_schema() ORDER BY tablename')
  ).map(({ name }) => name);
  await client.query(`SET lock_timeout = ${LOCK_PATIENCE_MS}; SET idle_in_transaction_session_timeout = 0; BEGIN ISOLATION LEVEL REPEATABLE READ`);
  // The first statement after the beginning: what is read from here on is what nobody can change any more.
  await client.query(`LOCK TABLE ${tables.map((name) => `"${name}"`).join(', ')} IN SHARE ROW EXCLUSIVE MODE`);
  const types = await query<{ table: string; column: string; type: string }>(
    `SELECT table_name AS "table", column_name AS "column", data_type AS type FROM information_schema.columns WHERE table_schema = current_schema() ORDER BY column_name`,
  );
  const typeOf = new Map(types.map(({ table, column, type }) => [`${table}.${column}`, type]));
  const quoted = ({ columns }: TableForm): string => columns.map((column) => `"${column}"`).join(', ');
  const insertReadTables = createReadTables(query);
  return {
    name: new URL(url).host,
    listTables: () =>
      Promise.resolve(tables.map((name) => ({ name, columns: types.filter(({ table }) => table === name).map(({ column }) => column) }))),
    async *readRows(table) {
      await client.query(`DECLARE part NO SCROLL CURSOR FOR SELECT ${quoted(table)} FROM "${table.name}"`);
      for (let count = FIRST_PART; ;) {
        const found = await query<Record<string, Cell>>(`FETCH ${count} FROM part`);
        const rows = found.map((row) => table.columns.map((column) => row[column] ?? null));
        yield rows;
        if (rows.length < count) {
          break;
        }
        // As many as were large enough together so far.
        const letters = rows.reduce((sum, row) => sum + lettersIn(row), 0) / rows.length;
        count = Math.max(1, Math.min(PART, Math.floor(PART_LETTERS / letters)));
      }
      await client.query('CLOSE part');
    },
    countRows: async (table) => (await query<{ n: number }>(`SELECT count(*) AS n FROM "${table}"`))[0]?.n ?? 0,
    clear: async () => void (await client.query(LEFT_BY_A_START.map((table) => `DELETE FROM "${table}"`).join('; '))),
    async insertRows(table, rows) {
      const arrays = table.columns.map((column, at) => `$${at + 1}::${typeOf.get(`${table.name}.${column}`) ?? 'text'}[]`);
      await query(
        // The numbers of the audit log go over as they are, although the database gives them by itself otherwise.
        `INSERT INTO "${table.name}" (${quoted(table)}) OVERRIDING SYSTEM VALUE SELECT * FROM unnest(${arrays.join(', ')})`,
        table.columns.map((_, at) => rows.map((row) => row[at] ?? null)),
      );
    },
    insertReadTables,
    async commit() {
      await query("SELECT setval(pg_get_serial_sequence('audit', 'n'), coalesce((SELECT max(n) FROM audit), 0) + 1, false)");
      await client.query('COMMIT');
    },
    close: async () => client.end(),
  };
}
