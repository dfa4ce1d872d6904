import { createChance } from '../bench/analysis/some-lines.ts';
import { anId } from '../shared/analysis/an-order.ts';

/** One order as the book in the browser holds it: some fields only, all that learning looks at. */
export type MadeOrder = {
  readonly id: string;
  readonly customer: string;
  readonly placedOn: string;
  readonly amountMinor: number;
  readonly product: string;
};

const DAY_MS = 86_400_000;
const DAYS = 800;

/**
 * Orders of customers up to today, the same in every run: each buys at an own pace, spends an own mean and leaves after each
 * order with an own chance, as the models of purchases think of them, so that the data leave no parameter open.
 */
export function makeOrders(customers: number, todayMs: number): readonly MadeOrder[] {
  const chance = createChance(11);
  const wait = (mean: number): number => mean * -Math.log(1 - chance());
  const made: MadeOrder[] = [];
  for (let customer = 0; customer < customers; customer += 1) {
    const gap = 10 + wait(80);
    const leaves = chance() ** 2;
    const spends = wait(2000) + wait(2000) + 100;
    for (let day = 300 * chance(); day < DAYS; day += 1 + wait(gap)) {
      made.push({
        id: anId('o', made.length),
        customer: customerId(customer),
        placedOn: new Date(todayMs - (DAYS - Math.floor(day)) * DAY_MS).toISOString().slice(0, 10),
        amountMinor: 100 + Math.floor(wait(spends / 2) + wait(spends / 2)),
        product: `Product ${Math.floor(chance() ** 2 * 40)}`,
      });
      if (chance() < leaves) {
        break;
      }
    }
  }
  return made;
}

/** The record of the customer with this number. */
export function customerId(at: number): string {
  return anId('c', at);
}

/** Pages of the extension, in whichever browser, by what is asked of them. */
type Filled = { evaluate(fill: (piece: MadeOrder[]) => Promise<void>, piece: MadeOrder[]): Promise<void> };
type Learnt = { readonly asOf: string; readonly learnt: unknown } | null;
type Read = { evaluate(read: () => Promise<Learnt>): Promise<Learnt> };
type Watched = { evaluate(read: () => number): Promise<number> };

/** Puts orders and their customers into the book of `page`, one of the extension's, behind the extension's back. */
export async function fillBook(page: Filled, orders: readonly MadeOrder[]): Promise<void> {
  const PIECE = 5000;
  for (let from = 0; from < orders.length; from += PIECE) {
    await page.evaluate(
      async (piece) => {
        const open = indexedDB.open('sidebook');
        const database = await new Promise<IDBDatabase>((resolve, reject) => {
          open.onsuccess = () => resolve(open.result);
          open.onerror = () => reject(open.error ?? new Error('IndexedDB'));
        });
        const tx = database.transaction(['orders', 'customers'], 'readwrite');
        for (const { id, customer, placedOn, amountMinor, product } of piece) {
          const b = { customer, placedOn, status: 'delivered', currency: 'EUR', 'lines/0': { productName: product, quantity: 1, amountMinor } };
          tx.objectStore('orders').put({ id, kind: 'o', b, c: {}, deleted: 0, customer, placedOn });
          const name = `Shop ${customer}`;
          tx.objectStore('customers').put({ id: customer, kind: 'c', b: { name }, c: {}, deleted: 0, words: ['shop', customer] });
        }
        await new Promise<void>((resolve, reject) => {
          tx.oncomplete = () => resolve();
          tx.onerror = () => reject(tx.error ?? new Error('IndexedDB'));
        });
        database.close();
      },
      orders.slice(from, from + PIECE),
    );
  }
}

/** What the browser learnt last, from its real IndexedDB; null before the first time. */
export function readInsight(page: Read): Promise<Learnt> {
  return page.evaluate(async () => {
    const open = indexedDB.open('sidebook');
    const database = await new Promise<IDBDatabase>((resolve, reject) => {
      open.onsuccess = () => resolve(open.result);
      open.onerror = () => reject(open.error ?? new Error('IndexedDB'));
    });
    const request = database.transaction('insights').objectStore('insights').getAll();
    const rows = await new Promise<{ b: { asOf: string; learnt: unknown } }[]>((resolve, reject) => {
      request.onsuccess = () => resolve(request.result);
      request.onerror = () => reject(request.error ?? new Error('IndexedDB'));
    });
    database.close();
    const [row] = rows;
    return row === undefined ? null : { asOf: row.b.asOf, learnt: row.b.learnt };
  });
}

/** Runs in a page: from now on notes the longest time in which the page could do nothing. */
export function watchStalls(): void {
  const stalls = { longestMs: 0 };
  Object.assign(globalThis, { stalls });
  let last = performance.now();
  setInterval(() => {
    const now = performance.now();
    stalls.longestMs = Math.max(stalls.longestMs, now - last);
    last = now;
  }, 5);
}

/** The longest stall so far, milliseconds. */
export function readStall(page: Watched): Promise<number> {
  return page.evaluate(() => {
    const held: unknown = Reflect.get(globalThis, 'stalls');
    return typeof held === 'object' && held !== null && 'longestMs' in held ? Number(held.longestMs) : Number.NaN;
  });
}
