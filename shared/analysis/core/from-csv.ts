import { toDayNumber, type DayNumber } from './calendar.ts';
import { createLines, type Lines, type LineStore } from './lines.ts';
import { minorPerMajor, NO_CURRENCY, roundMinor } from './money.ts';

/** One row of a table as `shared/import/csv.ts` gives it: its cells as written, and the line on which it begins, from 1. */
type TableRow = { readonly line: number; readonly cells: readonly string[]; readonly isCutOff: boolean };

/** Why a line of a table could not be used. */
export type BadLineReason =
  | 'customer-missing'
  | 'date-missing'
  | 'date-invalid'
  | 'quantity-invalid'
  | 'amount-invalid'
  | 'cost-invalid'
  | 'discount-invalid'
  | 'currency-invalid'
  | 'order-missing'
  | 'product-missing'
  | 'cells-missing'
  | 'quote-open';
export type BadLine = { readonly line: number; readonly reason: BadLineReason };

/** What came of a table. */
export type FromCsv = {
  readonly lines: Lines;
  readonly badLines: readonly BadLine[];
  /** Columns that the table would need and does not have; then no line was read. */
  readonly missingColumns: readonly string[];
};

const NUMBERS = { quantity: 'quantity-invalid', amount: 'amount-invalid', cost: 'cost-invalid', discount: 'discount-invalid' } as const;
type NumberName = keyof typeof NUMBERS;
const DECIMAL = /^[+-]?(?:\d+(?:\.\d*)?|\.\d+)$/u;
const DATE = /^(\d{4}-\d\d-\d\d)(?:[T ](\d\d):\d\d.*)?$/u;

/**
 * Reads order lines from the rows of a table; the first row names the columns, in any order and any case, and unknown ones
 * are passed over. `customer` and `date` are needed, or `order` and `product` for baskets alone. Money is in major units with a
 * point; it becomes whole minor units of the line's currency. An empty cell is a value that is not known; a line with a value
 * that cannot be read is left out and named.
 */
export function linesFromCsv(rows: Iterable<TableRow>): FromCsv {
  const store = createLines();
  const badLines: BadLine[] = [];
  const readDate = createDateReader();
  let columns: ReadonlyMap<string, number> | undefined;
  let missingColumns: readonly string[] = [];
  for (const row of rows) {
    if (columns === undefined) {
      columns = new Map(row.cells.map((name, at): [string, number] => [name.trim().toLowerCase(), at]).toReversed());
      const has = (name: string): boolean => columns?.has(name) === true;
      const isForBaskets = !has('date') && has('order') && has('product');
      missingColumns = isForBaskets ? [] : ['customer', 'date'].filter((name) => !has(name));
      if (missingColumns.length > 0) {
        break;
      }
    } else {
      const reason = appendRow(store, row, columns, readDate);
      if (reason !== undefined) {
        badLines.push({ line: row.line, reason });
      }
    }
  }
  return { lines: store.read(), badLines, missingColumns: columns === undefined ? ['customer', 'date'] : missingColumns };
}

function appendRow(
  store: LineStore,
  row: TableRow,
  columns: ReadonlyMap<string, number>,
  readDate: (cell: string) => DayAndHour | undefined,
): BadLineReason | undefined {
  if (row.isCutOff) {
    return 'quote-open';
  }
  const read = (name: string): string | undefined => {
    const cell = row.cells[columns.get(name) ?? -1]?.trim();
    return cell === undefined || cell === '' ? undefined : cell;
  };
  const needed = columns.has('date') ? (['customer', 'date'] as const) : (['order', 'product'] as const);
  if (needed.some((name) => (columns.get(name) ?? 0) >= row.cells.length)) {
    return 'cells-missing';
  }
  const lacking = needed.find((name) => read(name) === undefined);
  if (lacking !== undefined) {
    return `${lacking}-missing`;
  }
  const currency = read('currency')?.toUpperCase();
  if (currency !== undefined && !/^[A-Z]{3}$/u.test(currency)) {
    return 'currency-invalid';
  }
  const date = read('date');
  const at = date === undefined ? undefined : readDate(date);
  if (date !== undefined && at === undefined) {
    return 'date-invalid';
  }
  const values: Partial<Record<NumberName, number>> = {};
  const perMajor = minorPerMajor(currency ?? NO_CURRENCY);
  for (const name of ['quantity', 'amount', 'cost', 'discount'] as const) {
    const cell = read(name);
    if (cell !== undefined) {
      const value = DECIMAL.test(cell) ? Number(cell) * (name === 'quantity' ? 1 : perMajor) : Number.NaN;
      if (!Number.isFinite(value) || Math.abs(value) > Number.MAX_SAFE_INTEGER) {
        return NUMBERS[name];
      }
      values[name] = name === 'quantity' ? value : roundMoney(value);
    }
  }
  store.append({
    customer: read('customer'),
    day: at?.day,
    hour: at?.hour,
    order: read('order'),
    product: read('product'),
    category: read('category'),
    channel: read('channel'),
    place: read('place'),
    rep: read('rep'),
    campaign: read('campaign'),
    currency,
    quantity: values.quantity,
    amountMinor: values.amount,
    costMinor: values.cost,
    discountMinor: values.discount,
  });
  return undefined;
}

/** Halves away from zero, as read: in binary 1.005 is a little less than a half of a cent, and the table says a half. */
function roundMoney(minor: number): number {
  return roundMinor(minor + Math.sign(minor) * 1e-9 * Math.max(1, Math.abs(minor) * 1e-6));
}

type DayAndHour = { readonly day: DayNumber; readonly hour: number | undefined };

/** Reads days as they are written, with or without a time after them; a table has few days and many lines, so each is read once. */
function createDateReader(): (cell: string) => DayAndHour | undefined {
  const read = new Map<string, DayAndHour | undefined>();
  return (cell) => {
    const held = read.get(cell);
    if (held !== undefined || read.has(cell)) {
      return held;
    }
    const [, on = '', hour] = DATE.exec(cell) ?? [];
    const day = toDayNumber(on);
    const isHour = hour !== undefined && Number(hour) < 24;
    const found = day === undefined ? undefined : { day, hour: isHour ? Number(hour) : undefined };
    if (read.size < 100_000) {
      read.set(cell, found);
    }
    return found;
  };
}
