/** A page of the extension, in whichever browser. */
type OwnPage = { evaluate(read: () => Promise<BookCopy>): Promise<BookCopy> };

/** What a browser's book holds, read from its real IndexedDB behind the extension's back. */
export type BookCopy = {
  readonly customers: readonly { readonly id: string; readonly name: string; readonly title: string }[];
  readonly interactions: readonly {
    readonly id: string;
    readonly happenedAt: string;
    readonly precision: string;
    readonly direction: string;
    readonly subject: string;
    readonly users: readonly string[];
  }[];
  readonly waiting: number;
  readonly failure: string | null;
};

/** Reads the book of the browser that `page`, a page of the extension, belongs to. Deleted records are left out. */
export function readBook(page: OwnPage): Promise<BookCopy> {
  return page.evaluate(async () => {
    type Row = { id: string; deleted: number; b: Record<string, unknown> };
    const open = indexedDB.open('sidebook');
    const database = await new Promise<IDBDatabase>((resolve, reject) => {
      open.onsuccess = () => resolve(open.result);
      open.onerror = () => reject(open.error ?? new Error('IndexedDB'));
    });
    const all = (name: string): Promise<unknown[]> =>
      new Promise((resolve, reject) => {
        const request = database.transaction(name).objectStore(name).getAll();
        request.onsuccess = () => resolve(request.result);
        request.onerror = () => reject(request.error ?? new Error(name));
      });
    const rows = async (name: string): Promise<Row[]> => ((await all(name)) as Row[]).filter((row) => row.deleted === 0);
    const text = (row: Row, field: string): string => String(row.b[field] ?? '');
    const meta = (await all('meta')) as { key: string; failure?: string | null }[];
    const copy = {
      customers: (await rows('customers')).map((row) => ({ id: row.id, name: text(row, 'name'), title: text(row, 'title') })),
      interactions: (await rows('interactions')).map((row) => ({
        id: row.id,
        happenedAt: text(row, 'happenedAt'),
        precision: text(row, 'precision'),
        direction: text(row, 'direction'),
        subject: text(row, 'subject'),
        users: Object.keys(row.b)
          .filter((field) => field.startsWith('participants/u') && row.b[field] === true)
          .toSorted(),
      })),
      waiting: (await all('outbox')).length,
      failure: meta.find((held) => held.key === 'sync')?.failure ?? null,
    };
    database.close();
    return copy;
  });
}

/** Waits until nothing waits to be sent any more. */
export async function settle(page: OwnPage, patienceMs = 30_000): Promise<BookCopy> {
  for (const endMs = Date.now() + patienceMs; Date.now() < endMs;) {
    const book = await readBook(page);
    if (book.waiting === 0 && book.failure === null) {
      return book;
    }
    await new Promise((resolve) => setTimeout(resolve, 200));
  }
  throw new Error(`The queue did not empty: ${JSON.stringify(await readBook(page))}`);
}
