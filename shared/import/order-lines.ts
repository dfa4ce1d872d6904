import { minorPerMajor } from '../analysis/core/money.ts';
import { normalizeEmail } from '../capture/addresses.ts';
import type { Currency, Day } from '../model/field.ts';
import { findSeparator, readCsv, type TableRow } from './csv.ts';

/** The columns that a table of order lines may have (contracts, section 3), and some that name the customer. */
export const ORDER_COLUMNS = [
  'customer',
  'date',
  'order',
  'product',
  'category',
  'quantity',
  'amount',
  'cost',
  'discount',
  'currency',
  'channel',
  'place',
  'rep',
  'campaign',
  'email',
  'name',
  'company',
] as const;
export type OrderColumn = (typeof ORDER_COLUMNS)[number];

/** The columns without which nothing can be read. */
export const NEEDED_COLUMNS: readonly OrderColumn[] = ['customer', 'date'];

/** Why a line is left out. The sentence for it is in shared/text (`importFaults`). */
export type LineFault =
  | 'customer-missing'
  | 'customer-bad'
  | 'date-missing'
  | 'date-bad'
  | 'amount-missing'
  | 'amount-bad'
  | 'quantity-bad'
  | 'cost-bad'
  | 'discount-bad'
  | 'currency-bad'
  | 'email-bad'
  | 'text-too-long'
  | 'order-in-two-currencies'
  | 'order-too-large'
  | 'fields-too-many'
  | 'quote-open';

/** A line that was left out, by its number in the file. */
export type BadLine = { readonly line: number; readonly reason: LineFault };

/** One order line as the table has it. Texts are trimmed, an empty one is undefined; money is in minor units. */
export type OrderLineRow = {
  readonly line: number;
  readonly customer: string;
  readonly email: string | undefined;
  readonly name: string | undefined;
  readonly company: string | undefined;
  readonly day: Day;
  readonly order: string | undefined;
  readonly product: string | undefined;
  readonly category: string | undefined;
  readonly quantity: number;
  readonly amountMinor: number;
  readonly costMinor: number | undefined;
  readonly discountMinor: number | undefined;
  readonly currency: Currency;
  readonly channel: string | undefined;
  readonly place: string | undefined;
  readonly rep: string | undefined;
  readonly campaign: string | undefined;
};

/** A table that was read: its lines, those left out, and which of its columns mean what. */
export type OrderTable = {
  readonly rows: readonly OrderLineRow[];
  readonly badLines: readonly BadLine[];
  /** All lines below the heading, good and bad. */
  readonly lines: number;
  readonly columns: ColumnMap;
};

/** Column -> its place in the heading. */
export type ColumnMap = Partial<Readonly<Record<OrderColumn, number>>>;

const DAY = /^(\d{4}-\d\d-\d\d)(?:[T ]\d\d:\d\d(?::\d\d(?:\.\d+)?)?(?:Z|[+-]\d\d:?\d\d)?)?$/u;
const DECIMAL = /^([+-]?)(\d{1,12})(?:\.(\d{1,12}))?$|^([+-]?)\.(\d{1,12})$/u;
const MAX_CUSTOMER = 200;
const MAX_TEXT = 500;

/** Which columns a heading has; letters' case and blanks around a name do not count, and the first of two wins. */
export function mapColumns(heading: readonly string[]): ColumnMap {
  const map: Partial<Record<OrderColumn, number>> = {};
  heading.forEach((given, place) => {
    const name = given.trim().toLowerCase();
    const column = ORDER_COLUMNS.find((one) => one === name);
    if (column !== undefined && map[column] === undefined) {
      map[column] = place;
    }
  });
  return map;
}

/** The needed columns that a heading lacks. */
export function missingColumns(columns: ColumnMap): readonly OrderColumn[] {
  return NEEDED_COLUMNS.filter((column) => columns[column] === undefined);
}

/** Reads a table of order lines. `currency`: what amounts are in where the line does not say. */
export function readOrderLines(text: string, currency: Currency): OrderTable {
  const separator = findSeparator(text);
  const rows: OrderLineRow[] = [];
  const badLines: BadLine[] = [];
  let columns: ColumnMap | undefined;
  let width = 0;
  let lines = 0;
  for (const row of readCsv(text, separator)) {
    if (columns === undefined) {
      columns = mapColumns(row.cells);
      width = row.cells.length;
      if (missingColumns(columns).length > 0) {
        break;
      }
      continue;
    }
    lines += 1;
    const read = readLine(row, columns, width, currency);
    if (typeof read === 'string') {
      badLines.push({ line: row.line, reason: read });
    } else {
      rows.push(read);
    }
  }
  return { rows, badLines, lines, columns: columns ?? {} };
}

function readLine({ line, cells, isCutOff }: TableRow, columns: ColumnMap, width: number, currencyOfAll: Currency): OrderLineRow | LineFault {
  if (isCutOff) {
    return 'quote-open';
  }
  if (cells.length > width && cells.slice(width).some((cell) => cell.trim() !== '')) {
    return 'fields-too-many';
  }
  const cell = (column: OrderColumn): string | undefined => {
    const place = columns[column];
    const text = place === undefined ? undefined : cells[place]?.normalize('NFC').trim();
    return text === '' ? undefined : text;
  };
  const customer = cell('customer');
  if (customer === undefined) {
    return 'customer-missing';
  }
  if (customer.length > MAX_CUSTOMER || (customer.includes('@') && normalizeEmail(customer) === null)) {
    return 'customer-bad';
  }
  const written = cell('date');
  if (written === undefined) {
    return 'date-missing';
  }
  const day = dayIn(written);
  if (day === undefined) {
    return 'date-bad';
  }
  const currency = cell('currency')?.toUpperCase() ?? currencyOfAll;
  if (!/^[A-Z]{3}$/u.test(currency)) {
    return 'currency-bad';
  }
  const amount = cell('amount');
  if (amount === undefined) {
    return 'amount-missing';
  }
  const digits = Math.round(Math.log10(minorPerMajor(currency)));
  const money = (column: 'amount' | 'cost' | 'discount'): number | undefined | null => {
    const text = cell(column);
    return text === undefined ? undefined : toMinor(text, digits);
  };
  const [amountMinor, costMinor, discountMinor] = [money('amount'), money('cost'), money('discount')];
  if (amountMinor === null || amountMinor === undefined) {
    return 'amount-bad';
  }
  if (costMinor === null) {
    return 'cost-bad';
  }
  if (discountMinor === null) {
    return 'discount-bad';
  }
  const quantity = toNumber(cell('quantity') ?? '1');
  if (quantity === undefined) {
    return 'quantity-bad';
  }
  const email = cell('email');
  if (email !== undefined && normalizeEmail(email) === null) {
    return 'email-bad';
  }
  const texts = (['order', 'product', 'category', 'channel', 'place', 'rep', 'campaign', 'name', 'company'] as const).map(cell);
  if (texts.some((text) => (text ?? '').length > MAX_TEXT)) {
    return 'text-too-long';
  }
  const [order, product, category, channel, place, rep, campaign, name, company] = texts;
  const said = { order, product, category, channel, place, rep, campaign, name, company };
  return { line, customer, email, day, quantity, amountMinor, costMinor, discountMinor, currency, ...said };
}

/** The day of `2026-11-02` or `2026-11-02T10:00:00Z`; undefined for a day that no calendar has. */
function dayIn(text: string): Day | undefined {
  const day = DAY.exec(text)?.[1];
  if (day === undefined) {
    return undefined;
  }
  const parsed = new Date(`${day}T00:00:00Z`);
  return Number.isNaN(parsed.getTime()) || parsed.toISOString().slice(0, 10) !== day ? undefined : day;
}

/** Minor units of an amount written with a point, half units away from zero; null when it is no such number. */
export function toMinor(text: string, digits: number): number | null {
  const found = DECIMAL.exec(text);
  if (!found) {
    return null;
  }
  const sign = (found[1] ?? found[4]) === '-' ? -1 : 1;
  const fraction = (found[3] ?? found[5] ?? '').padEnd(digits + 1, '0');
  // By digits, since 1.005 has no exact place among binary fractions and would be rounded down.
  const whole = Number(`${found[2] ?? '0'}${fraction.slice(0, digits)}`);
  const minor = whole + (fraction.charAt(digits) >= '5' ? 1 : 0);
  return minor === 0 ? 0 : sign * minor;
}

function toNumber(text: string): number | undefined {
  return DECIMAL.test(text) ? Number(text) : undefined;
}
