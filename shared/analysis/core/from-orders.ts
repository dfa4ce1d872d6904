import type { Order, OrderLine } from '../../model/order.ts';
import type { Product } from '../../model/product.ts';
import { createDayReader, createHourReader, toDayNumber, type DayNumber } from './calendar.ts';
import type { Exchange } from './exchange.ts';
import { createLines, type Lines, type NewLine } from './lines.ts';
import { roundMinor, withoutTax } from './money.ts';
import { productsByKey } from './product-keys.ts';

/** How orders become lines. */
export type FromOrders = {
  /** The team's zone, for orders that name an instant and no day. UTC when left out; an unknown zone throws RangeError. */
  readonly zone?: string | undefined;
  /** The record that stands for a customer's id, where records were merged. */
  readonly customerOf?: ((customer: string) => string) | undefined;
  /** Turns sums into one currency by dated rates; what has no rate stays in its own. */
  readonly exchange?: Exchange | undefined;
  /** Products, for lines that do not say what they cost or of which category they are. */
  readonly products?: Iterable<Product> | undefined;
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
  const readHour = createHourReader(options.zone ?? 'UTC');
  const known = productsByKey(options.products ?? []);
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
      hour: order.placedAt === undefined ? undefined : readHour(order.placedAt),
      order: order.id,
      currency: order.currency,
      channel: order.channel,
      place: order.place,
      rep: order.rep,
      campaign: order.campaign,
    };
    for (const line of orderLines) {
      store.append(exchanged({ ...head, ...toLine(line, known.get(productKeyOf(line)), order.currency) }, day, options.exchange));
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

function toLine(line: OrderLine, known: Product | undefined, currency: string | undefined): Partial<NewLine> {
  const net = (minor: number): number =>
    line.taxIncluded === true && line.taxRate !== undefined ? withoutTax(minor, line.taxRate) : roundMinor(minor);
  // The product's cost stands for a line's only in the same currency.
  const unitCost = known !== undefined && known.currency === currency ? known.costMinor : undefined;
  return {
    product: productKeyOf(line),
    category: line.category ?? known?.category,
    quantity: line.quantity,
    amountMinor: net(line.amountMinor),
    costMinor: line.costMinor ?? (unitCost === undefined ? undefined : roundMinor(unitCost * line.quantity)),
    discountMinor: line.discountMinor === undefined ? undefined : net(line.discountMinor),
  };
}

/** The line with its sums in the base currency, where there is a rate of its day. */
function exchanged(line: NewLine, day: DayNumber, exchange: Exchange | undefined): NewLine {
  const { base, convert } = exchange ?? { base: null, convert: undefined };
  if (
    convert === undefined ||
    base === null ||
    line.currency === undefined ||
    line.currency === base ||
    convert(0, line.currency, day) === undefined
  ) {
    return line;
  }
  const turn = (minor: number | undefined): number | undefined => (minor === undefined ? undefined : convert(minor, line.currency, day));
  return { ...line, currency: base, amountMinor: turn(line.amountMinor), costMinor: turn(line.costMinor), discountMinor: turn(line.discountMinor) };
}
