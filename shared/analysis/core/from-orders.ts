import type { Order, OrderLine } from '../../model/order.ts';
import { createDayReader, toDayNumber, type DayNumber } from './calendar.ts';
import { createLines, type Lines, type NewLine } from './lines.ts';
import { roundMinor, withoutTax } from './money.ts';

/** How orders become lines. */
export type FromOrders = {
  /** The team's zone, for orders that name an instant and no day. UTC when left out; an unknown zone throws RangeError. */
  readonly zone?: string | undefined;
  /** The record that stands for a customer's id, where records were merged. */
  readonly customerOf?: ((customer: string) => string) | undefined;
};

const NOT_BOUGHT = new Set<string | undefined>(['draft', 'cancelled']);

/**
 * Orders of the model as lines: net of tax (discount is already taken off `amountMinor`), without drafts, cancelled and
 * deleted orders and orders of nobody. An order marked as returned that lists no return lines counts as not bought. An order
 * without lines is one line without an amount: that it was placed is known, its sum is not.
 */
export function linesFromOrders(orders: Iterable<Order>, options: FromOrders = {}): Lines {
  const store = createLines();
  const readDay = createDayReader(options.zone ?? 'UTC');
  for (const order of orders) {
    const day = dayOf(order, readDay);
    const orderLines = Object.values(order.lines);
    const isTakenBack = order.status === 'returned' && orderLines.every((line) => line.amountMinor >= 0 && line.quantity >= 0);
    if (order.deleted || order.customer === undefined || day === undefined || NOT_BOUGHT.has(order.status) || isTakenBack) {
      continue;
    }
    const head: NewLine = {
      customer: options.customerOf?.(order.customer) ?? order.customer,
      day,
      order: order.id,
      currency: order.currency,
      channel: order.channel,
      place: order.place,
      rep: order.rep,
      campaign: order.campaign,
    };
    for (const line of orderLines) {
      store.append({ ...head, ...toLine(line) });
    }
    if (orderLines.length === 0) {
      store.append(head);
    }
  }
  return store.read();
}

function dayOf(order: Order, readDay: (instant: string) => DayNumber | undefined): DayNumber | undefined {
  if (order.placedOn !== undefined) {
    return toDayNumber(order.placedOn);
  }
  return order.placedAt === undefined ? undefined : readDay(order.placedAt);
}

/** What a product is known by in lines of orders: its record, else its number, else its name. */
export function productKeyOf(line: OrderLine): string {
  return line.product ?? line.sku ?? line.productName;
}

function toLine(line: OrderLine): Partial<NewLine> {
  const net = (minor: number): number =>
    line.taxIncluded === true && line.taxRate !== undefined ? withoutTax(minor, line.taxRate) : roundMinor(minor);
  return {
    product: productKeyOf(line),
    category: line.category,
    quantity: line.quantity,
    amountMinor: net(line.amountMinor),
    costMinor: line.costMinor,
    discountMinor: line.discountMinor === undefined ? undefined : net(line.discountMinor),
  };
}
