import { writeFileSync } from 'node:fs';
import { join } from 'node:path';

const DAY_MS = 86_400_000;

/** Writes order lines of many shops as a CSV file, line 501 broken where there are as many; shop 7 buys most and every ten days. */
export function writeOrders(folder: string, size: { readonly lines: number; readonly shops: number }): string {
  const rows = ['customer,email,date,order,product,category,quantity,amount,currency'];
  for (let n = 0; rows.length <= size.lines; n += 1) {
    const shop = n % size.shops;
    const round = Math.floor(n / size.shops);
    const gap = shop === 7 ? 10 : 9 + (shop % 23);
    const date = new Date(Date.now() - (3 + round * gap) * DAY_MS).toISOString().slice(0, 10);
    const amount = (shop === 7 ? 900 : 20 + (shop % 50) * 3).toFixed(2);
    rows.push(`Shop ${shop},buyer${shop}@shop${shop}.example,${date},SO-${n},Formula Stage ${1 + (n % 2)},Formula,${1 + (n % 12)},${amount},GBP`);
  }
  if (rows.length > 500) {
    rows[500] = 'Shop 250,buyer250@shop250.example,not a day,SO-X,Wipes,Care,1,9.00,GBP';
  }
  const file = join(folder, 'orders.csv');
  writeFileSync(file, rows.join('\n'));
  return file;
}
