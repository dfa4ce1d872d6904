import type { FoundOrder, FoundOrderLine, OrderColumnRole } from '../../model/capture.ts';
import { toLine } from '../line.ts';
import { currencyOfCountry, figuresOf, parseFigures, readCurrency, scoreDecimal, type Decimal } from './amounts.ts';
import { areEnough, rolesOfHeading } from './columns.ts';
import type { Grid } from './grids.ts';

/** Where an order stands, for what its table does not say. */
export type OrderContext = {
  /** The customer's country, as an ISO code. */
  readonly country: string | null;
  /** The text around the table: it may name the currency and the number of the order. */
  readonly around: string;
};

/** Rows that sum up or add what is no product. */
const SUM_ROW =
  /^(?:(?:grand |sub ?|order |net |invoice )?total|sub-total|sum|balance|amount due|zwischensumme|gesamt(?:summe|betrag)?|summe|endbetrag|rechnungsbetrag|netto|brutto|total(?: general| ht| ttc| net| a pagar)?|sous-total|montant total|base imponible|importe total|suma|合计|合計|总计|總計|小计|小計|总额|總額|税込合計|税抜|共计)(?![\p{L}\p{N}])/iu;
/** A sum's label and nothing else; a product may begin with the same word. */
const SUM_LABEL = /^[^\d]{1,24}[:：]?$/u;
const EXTRA_ROW =
  /^(?:vat|tax|sales tax|shipping|postage|freight|delivery|handling|mwst|ust|umsatzsteuer|mehrwertsteuer|versand|fracht|porto|lieferkosten|tva|frais de port|livraison|port|iva|gastos de env[ií]o|portes|env[ií]o|运费|運費|税|消費税|送料|配送料)(?![\p{L}])/iu;

const NUMBER_SAID =
  /(?:\b(?:p\.?o\.?|purchase order|order|bestell(?:ung|nummer)?|bestell-?nr\.?|auftrag(?:snummer)?|commande|pedido|orden de compra)\s*(?:no|nr|number|nummer|num[eé]ro|n[°º]|#)?\.?|订单(?:号|编号)|訂單(?:號|編號)|采购单号|注文番号|発注番号)\s*[:：#]?\s*([A-Z]{0,5}[-/]?\d[\dA-Z/-]{2,20})(?![\dA-Z])/iu;

/** How many rows at the top may stand above the heading: a title, the number of the order. */
const MAX_HEAD_ROWS = 6;
/** No table is so sure that it would be ticked by itself. */
const WITH_SUMS = 0.85;
const WITH_HEADING = 0.75;
const BY_SUMS = 0.7;

type Shape = { readonly heading: readonly string[]; readonly rows: Grid; readonly roles: readonly OrderColumnRole[]; readonly hasHeading: boolean };

/** The order that a table holds, or null where it says not both what and how many. */
export function readOrderTable(grid: Grid, context: OrderContext): FoundOrder | null {
  const shape = findShape(grid);
  return shape === null ? null : readShape(shape, context);
}

/** The order of a table whose columns somebody told; `roles` by column. */
export function readOrderCells(heading: readonly string[], rows: Grid, roles: readonly OrderColumnRole[], context: OrderContext): FoundOrder | null {
  return areEnough(roles) ? readShape({ heading, rows, roles, hasHeading: true }, context) : null;
}

function findShape(grid: Grid): Shape | null {
  for (const [at, heading] of grid.slice(0, MAX_HEAD_ROWS).entries()) {
    const roles = rolesOfHeading(heading);
    const isFilled = heading.some((cell) => /\d{3}/u.test(cell)) && heading.filter((cell) => figuresOf(cell) !== null).length > 1;
    if (areEnough(roles) && !isFilled) {
      return { heading, rows: grid.slice(at + 1), roles, hasHeading: true };
    }
  }
  const roles = rolesBySums(grid);
  return roles === null ? null : { heading: [], rows: grid, roles, hasHeading: false };
}

/** Without a heading sums tell: the columns of which one is the product of the two before it, in every row that has three numbers. */
function rolesBySums(grid: Grid): OrderColumnRole[] | null {
  const rows = grid.filter((row) => row.filter((cell) => isNumeric(cell)).length >= 3 && !SUM_ROW.test(row.find((cell) => cell !== '') ?? ''));
  const width = Math.max(0, ...rows.map((row) => row.length));
  if (rows.length < 2 || width > 12) {
    return null;
  }
  const decimal = chooseDecimal(rows.flatMap((row) => row.filter((cell) => isNumeric(cell))));
  const numberAt = (row: readonly string[], column: number): number | null => {
    const cell = row[column];
    return cell === undefined || !isNumeric(cell) ? null : toNumber(cell, decimal);
  };
  for (let quantity = 0; quantity < width; quantity += 1) {
    for (let price = quantity + 1; price < width; price += 1) {
      for (let amount = price + 1; amount < width; amount += 1) {
        const fits = rows.every((row) => {
          const [q, p, a] = [numberAt(row, quantity), numberAt(row, price), numberAt(row, amount)];
          return q !== null && p !== null && a !== null && q !== 0 && isProduct(q, p, a);
        });
        const product = wordiestColumn(rows, width, [quantity, price, amount]);
        if (fits && product >= 0) {
          return Array.from({ length: width }, (_, at) =>
            at === product ? 'product' : at === quantity ? 'quantity' : at === price ? 'unitPrice' : at === amount ? 'amount' : 'other',
          );
        }
      }
    }
  }
  return null;
}

function wordiestColumn(rows: Grid, width: number, taken: readonly number[]): number {
  const letters = Array.from({ length: width }, (_, at) =>
    taken.includes(at) ? 0 : rows.reduce((sum, row) => sum + (row[at] ?? '').replace(/[^\p{L}]/gu, '').length, 0),
  );
  const most = Math.max(...letters);
  return most > rows.length ? letters.indexOf(most) : -1;
}

/** True for a cell that is a number with at most a currency or a unit beside it. */
function isNumeric(cell: string): boolean {
  const found = figuresOf(cell);
  return found !== null && found.before.length <= 4 && found.after.length <= 12 && !/\d/u.test(found.after.replace(/\/.*$/u, ''));
}

function isProduct(quantity: number, price: number, amount: number): boolean {
  return Math.abs(quantity * price - amount) <= Math.max(0.011, Math.abs(amount) * 0.0005);
}

function chooseDecimal(cells: readonly string[]): Decimal {
  const figures = cells.flatMap((cell) => figuresOf(cell)?.figures ?? []);
  return scoreDecimal(figures, ',') > scoreDecimal(figures, '.') ? ',' : '.';
}

function toNumber(cell: string, decimal: Decimal): number | null {
  const found = figuresOf(cell);
  return found === null ? null : parseFigures(found.figures, decimal);
}

function readShape({ heading, rows, roles, hasHeading }: Shape, context: OrderContext): FoundOrder | null {
  const cellOf = (row: readonly string[], role: OrderColumnRole): string => {
    const at = roles.indexOf(role);
    return at < 0 ? '' : (row[at] ?? '');
  };
  const priced = rows.flatMap((row) => [cellOf(row, 'unitPrice'), cellOf(row, 'amount')]).filter((cell) => cell !== '');
  const counted = rows.map((row) => cellOf(row, 'quantity')).filter((cell) => isNumeric(cell));
  const decimal = decimalOf(rows, priced, counted, cellOf);
  const lines: FoundOrderLine[] = [];
  let totalMajor: number | null = null;
  let fitting = 0;
  for (const row of rows) {
    const first = row.find((cell) => cell !== '') ?? '';
    const product = toLine(cellOf(row, 'product') || cellOf(row, 'sku'));
    const isPriced = isNumeric(cellOf(row, 'quantity')) && isNumeric(cellOf(row, 'unitPrice'));
    if ((SUM_ROW.test(first) && (SUM_LABEL.test(first) || !isPriced)) || (SUM_ROW.test(product) && !isPriced)) {
      const sum = row.toReversed().find((cell) => isNumeric(cell));
      totalMajor = sum === undefined ? totalMajor : toNumber(sum, decimal);
      continue;
    }
    const count = figuresOf(cellOf(row, 'quantity'));
    const quantity = count === null ? null : parseFigures(count.figures, decimal);
    if (count === null || quantity === null || quantity === 0 || !/[\p{L}\d]/u.test(product) || EXTRA_ROW.test(product)) {
      continue;
    }
    const unitPriceMajor = toNumber(cellOf(row, 'unitPrice'), decimal);
    const amountMajor = toNumber(cellOf(row, 'amount'), decimal);
    fitting += unitPriceMajor !== null && amountMajor !== null && isProduct(quantity, unitPriceMajor, amountMajor) ? 1 : 0;
    const unit = toLine(cellOf(row, 'unit')) || count.after.replace(/^[x×*]\s*/u, '');
    lines.push({
      product,
      sku: cellOf(row, 'product') === '' ? null : toLine(cellOf(row, 'sku')) || null,
      quantity,
      unit: unit !== '' && unit.length <= 20 && !/\d/u.test(unit) ? unit : null,
      // Where only the sum of a line stands, the price of one follows from it.
      unitPriceMajor: unitPriceMajor ?? (amountMajor === null ? null : roundPrice(amountMajor / quantity)),
      amountMajor,
    });
  }
  if (lines.length === 0) {
    return null;
  }
  const beside = [...heading, ...priced].join(' ');
  const currency =
    readCurrency(beside, context.country) ?? readCurrency(context.around.slice(0, 20_000), context.country) ?? currencyOfCountry(context.country);
  return {
    number: findOrderNumber(context.around),
    currency: priced.length === 0 ? null : currency,
    totalMajor,
    lines,
    table: {
      heading: heading.map((cell) => toLine(cell)),
      rows: rows.map((row) => row.map((cell) => toLine(cell))),
      roles: [...roles],
    },
    confidence: !hasHeading ? BY_SUMS : fitting * 2 > lines.length ? WITH_SUMS : WITH_HEADING,
  };
}

/** The decimal sign of a table: with it, quantity times price gives the amount in more rows; else by how the sums are written. */
function decimalOf(
  rows: Grid,
  priced: readonly string[],
  counted: readonly string[],
  cellOf: (row: readonly string[], role: OrderColumnRole) => string,
): Decimal {
  const fits = (decimal: Decimal): number =>
    rows.filter((row) => {
      const [q, p, a] = [
        toNumber(cellOf(row, 'quantity'), decimal),
        toNumber(cellOf(row, 'unitPrice'), decimal),
        toNumber(cellOf(row, 'amount'), decimal),
      ];
      return q !== null && p !== null && a !== null && q !== 0 && isProduct(q, p, a);
    }).length;
  const [point, comma] = [fits('.'), fits(',')];
  return point === comma ? chooseDecimal(priced.length > 0 ? priced : counted) : comma > point ? ',' : '.';
}

/** A price that was reckoned, to the ten-thousandth. */
function roundPrice(price: number): number {
  return Math.round(price * 10_000) / 10_000;
}

/** The number that a text gives an order (`PO 4500123`, `Bestellnummer: 8812`, `订单号：20261103`), or null. */
export function findOrderNumber(text: string): string | null {
  return NUMBER_SAID.exec(text.slice(0, 20_000))?.[1] ?? null;
}
