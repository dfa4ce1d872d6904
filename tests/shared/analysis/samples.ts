import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';

/** Data of others, for checking only: it lies beside the repository and never in it. */
const samples = path.resolve(import.meta.dirname, '../../../../shared/samples/analysis');

export const areMissing = !existsSync(samples);

/** The title of a suite that needs the samples: when they are not there, it says so. */
export const titled = (title: string): string =>
  areMissing ? `${title}: the folder of samples beside the repository is missing, so this is not checked` : title;

export function readSample(...parts: string[]): string {
  return readFileSync(path.join(samples, ...parts), 'utf8');
}

/** Orders of the rfm sample as a table that names each row an order: it has two rows a day for some customers. */
export function readRfmTable(): string {
  const rows = readSample('rfm/rfm_data_orders.csv').trim().split(/\r?\n/u).slice(1);
  return ['customer,date,amount,order', ...rows.map((row, at) => `${row},${at}`)].join('\n');
}

/** The grocery log with the column names that the command knows. */
export function readGroceryTable(): string {
  return readSample('grocery-log/groceryElog.csv').replace('"cust","date"', 'customer,date');
}

/** Groceries as a table of baskets: one line for each thing, without days or customers. */
export function readBasketsTable(): string {
  const rows = readSample('groceries/groceries.csv').trim().split(/\r?\n/u);
  return ['order,product', ...rows.flatMap((row, at) => row.split(',').map((product) => `${at + 1},${product}`))].join('\n');
}

/** Purchases of the CDNOW sample as a table. */
export function readCdnowTable(): string {
  const rows = readSample('cdnow-sample/CDNOW_sample.txt').trim().split(/\r?\n/u);
  return [
    'customer,date,quantity,amount',
    ...rows.map((row) => {
      const [, customer, date = '', quantity, amount] = row.trim().split(/\s+/u);
      return `${customer},${date.slice(0, 4)}-${date.slice(4, 6)}-${date.slice(6)},${quantity},${amount}`;
    }),
  ].join('\n');
}
