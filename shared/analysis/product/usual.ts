import { productKeyOf } from '../core/from-orders.ts';
import type { Order } from '../../model/order.ts';

/** A product is the usual one when so large a part of the orders holds it. */
const USUAL_SHARE = 0.6;
const NOT_BOUGHT: ReadonlySet<string | undefined> = new Set(['draft', 'cancelled']);

/** Names by product as orders have them; the newest order has the last word. */
export function namesOf(orders: Iterable<Order>): ReadonlyMap<string, string> {
  const byDay = [...orders].toSorted((a, b) => ((a.placedOn ?? '') < (b.placedOn ?? '') ? -1 : 1));
  return new Map(byDay.flatMap((order) => Object.values(order.lines).map((line) => [productKeyOf(line), line.productName] as const)));
}

/**
 * What one customer orders again and again, by name: the product that most of the orders hold, at least three of five; of
 * several the one on which most was spent. Undefined when no product is in so many, or nothing is called by a name.
 */
export function findUsualProduct(orders: Iterable<Order>): string | undefined {
  const held = new Map<string, { orders: number; amountMinor: number }>();
  const bought = [...orders].filter((order) => !order.deleted && !NOT_BOUGHT.has(order.status) && Object.keys(order.lines).length > 0);
  for (const order of bought) {
    const counted = new Set<string>();
    for (const line of Object.values(order.lines).filter(({ quantity, amountMinor }) => quantity > 0 && amountMinor >= 0)) {
      const product = productKeyOf(line);
      const before = held.get(product) ?? { orders: 0, amountMinor: 0 };
      held.set(product, { orders: before.orders + (counted.has(product) ? 0 : 1), amountMinor: before.amountMinor + line.amountMinor });
      counted.add(product);
    }
  }
  const [best] = [...held]
    .filter(([, count]) => count.orders >= bought.length * USUAL_SHARE)
    .toSorted(([a, m], [b, n]) => n.orders - m.orders || n.amountMinor - m.amountMinor || (a < b ? -1 : 1));
  return best && (namesOf(bought).get(best[0]) || undefined);
}
