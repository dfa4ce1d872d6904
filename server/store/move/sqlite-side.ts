import { createReadTables } from '../sqlite/read-tables.ts';
import { openConnection } from '../sqlite/open.ts';
import { LEFT_BY_A_START, lettersIn, PART, PART_LETTERS, type Cell, type MoveSide, type TableForm } from './side.ts';

/** The embedded database as a side of a move. It holds the only writer's place, so that nobody writes meanwhile. */
export function openSqliteSide(file: string, keyHex: string): MoveSide {
  const db = openConnection(file, keyHex);
  db.exec('BEGIN IMMEDIATE');
  const quoted = ({ columns }: TableForm): string => columns.map((column) => `"${column}"`).join(', ');
  const insertReadTables = createReadTables(db);
  return {
    name: file,
    listTables: () =>
      Promise.resolve(
        db
          .prepare<[], { name: string }>("SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite_%' ORDER BY name")
          .all()
          .map(({ name }) => ({
            name,
            columns: db
              .prepare<[string], { name: string }>('SELECT name FROM pragma_table_info(?) ORDER BY name')
              .all(name)
              .map((column) => column.name),
          })),
      ),
    async *readRows(table) {
      let part: Cell[][] = [];
      let letters = 0;
      for (const row of db.prepare<[], Record<string, Cell>>(`SELECT ${quoted(table)} FROM "${table.name}"`).iterate()) {
        const cells = table.columns.map((column) => row[column] ?? null);
        part.push(cells);
        letters += lettersIn(cells);
        if (part.length === PART || letters > PART_LETTERS) {
          yield part;
          part = [];
          letters = 0;
        }
      }
      yield part;
    },
    countRows: (table) => Promise.resolve(db.prepare<[], { n: number }>(`SELECT count(*) AS n FROM "${table}"`).get()?.n ?? 0),
    clear: () => Promise.resolve(LEFT_BY_A_START.forEach((table) => db.exec(`DELETE FROM "${table}"`))),
    insertRows(table, rows) {
      const insert = db.prepare<Cell[]>(`INSERT INTO "${table.name}" (${quoted(table)}) VALUES (${table.columns.map(() => '?').join(', ')})`);
      rows.forEach((row) => insert.run(...row));
      return Promise.resolve();
    },
    insertReadTables: (org, records) => Promise.resolve(records.forEach((record) => insertReadTables(org, record))),
    commit: () => Promise.resolve(void db.exec('COMMIT')),
    close() {
      if (db.inTransaction) {
        db.exec('ROLLBACK');
      }
      db.close();
      return Promise.resolve();
    },
  };
}
