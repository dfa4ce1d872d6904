import type { TierFacts } from '#shared/analysis/customer-facts.ts';
import { linesFromOrders } from '#shared/analysis/core/from-orders.ts';
import type { Day } from '#shared/model/field.ts';
import type { Order } from '#shared/model/order.ts';

/** One line of an order as it counts: net of tax and discount. */
export type CountedLine = { readonly quantity: number; readonly product: string; readonly netMinor: number };

/** An order as it counts. */
export type CountedOrder = {
  readonly id: string;
  readonly number: string | undefined;
  readonly day: Day;
  readonly netMinor: number;
  readonly lines: readonly CountedLine[];
};

/** What an order's lines come to by the rule of the analyses; undefined for an order that does not count. */
export function toCounted(order: Order): CountedOrder | undefined {
  const lines = linesFromOrders([order]);
  const day = order.placedOn ?? order.placedAt?.slice(0, 10);
  if (lines.count === 0 || day === undefined) {
    return undefined;
  }
  const counted = Object.values(order.lines).map((line, at): CountedLine => ({
    quantity: line.quantity,
    product: line.productName,
    netMinor: lines.number.amountMinor[at] ?? 0,
  }));
  return { id: order.id, number: order.number, day, netMinor: counted.reduce((sum, line) => sum + line.netMinor, 0), lines: counted };
}

/** The orders that a tier rests on, newest first. */
export function ordersBehind(tier: Extract<TierFacts, { enough: true }>, orders: readonly Order[]): readonly CountedOrder[] {
  return orders
    .filter((order) => order.currency === undefined || order.currency === tier.currency)
    .flatMap((order) => toCounted(order) ?? [])
    .filter(({ day }) => day >= tier.windowFrom && day <= tier.windowTo)
    .toSorted((a, b) => (a.day === b.day ? (a.id < b.id ? -1 : 1) : a.day < b.day ? 1 : -1));
}
