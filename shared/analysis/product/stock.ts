import type { Product } from '../../model/product.ts';
import { NO_DAY, toDayNumber, type DayNumber } from '../core/calendar.ts';
import type { Lines } from '../core/lines.ts';
import { productsByKey } from '../core/product-keys.ts';

/** What is there of a product, and what is ordered and not there yet. */
export type Stock = { readonly now: number; readonly onTheWay: number; readonly countedOn: DayNumber };

/**
 * The stock of products on the evening of `asOf`: the newest count, less what was sold and plus what came in after that day;
 * what came back is in again. A product that was never counted is not in it: its stock is not known.
 */
export function countStocks(products: readonly Product[], lines: Lines, asOf: DayNumber): ReadonlyMap<string, Stock> {
  const stocks = new Map<string, { now: number; onTheWay: number; readonly countedOn: DayNumber }>();
  for (const { id, counted, deliveries } of products) {
    const last = Object.entries(counted)
      .map(([day, count]) => ({ day: toDayNumber(day.slice(0, 10)) ?? NO_DAY, count }))
      .filter(({ day }) => day !== NO_DAY && day <= asOf)
      .toSorted((a, b) => a.day - b.day)
      .at(-1);
    if (last !== undefined) {
      const stock = { now: last.count, onTheWay: 0, countedOn: last.day };
      for (const { quantity, arrivedOn } of Object.values(deliveries)) {
        const arrived = arrivedOn === undefined ? undefined : toDayNumber(arrivedOn);
        if (arrived === undefined || arrived > asOf) {
          stock.onTheWay += quantity;
        } else if (arrived > last.day) {
          stock.now += quantity;
        }
      }
      stocks.set(id, stock);
    }
  }
  const { names } = lines.dictionary.product;
  const byKey = productsByKey(products);
  const byNumber = names.map((name) => stocks.get(byKey.get(name)?.id ?? name));
  for (let line = 0; line < (stocks.size === 0 ? 0 : lines.count); line += 1) {
    const stock = byNumber[lines.text.product[line] ?? -1];
    const [day, quantity] = [lines.day[line] ?? NO_DAY, lines.number.quantity[line] ?? Number.NaN];
    if (stock !== undefined && day > stock.countedOn && day <= asOf && !Number.isNaN(quantity)) {
      stock.now -= quantity;
    }
  }
  return stocks;
}
