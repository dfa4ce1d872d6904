import { toDay, toDayNumber } from '#shared/analysis/core/calendar.ts';
import { createLines, type Lines, type NewLine } from '#shared/analysis/core/lines.ts';
import type { Order, OrderLine } from '#shared/model/order.ts';

/** The id of a made-up customer or order. */
export const anId = (kind: string, number: number): string => `${kind}${number.toString(16).padStart(32, '0')}`;

/** The number of a day that exists. */
export function aDay(day: string): number {
  const number = toDayNumber(day);
  if (number === undefined) {
    throw new RangeError(day);
  }
  return number;
}

/** A line of an order, 10.00 for one piece when nothing else is said. */
export const anOrderLine = (given: Partial<OrderLine> = {}): OrderLine => ({ productName: 'Tin', quantity: 1, amountMinor: 1000, ...given });

/** An order of one line, placed on a day, in euros. */
export function anOrder(number: number, placedOn: string, given: Partial<Order> & { readonly amountMinor?: number } = {}): Order {
  const { amountMinor = 1000, ...rest } = given;
  return {
    id: anId('o', number),
    deleted: false,
    customer: anId('c', 1),
    status: 'delivered',
    placedOn,
    currency: 'EUR',
    lines: { 0: anOrderLine({ amountMinor, quantity: Math.sign(amountMinor) || 1 }) },
    ...rest,
  };
}

/** Orders of one customer on days counted from 2026-01-01. */
export const ordersOn = (days: readonly number[], given: Partial<Order> & { readonly amountMinor?: number } = {}): readonly Order[] =>
  days.map((day, at) => anOrder(at + 1, toDay(aDay('2026-01-01') + day), given));

/** Lines as they come. */
export function linesOf(lines: readonly NewLine[]): Lines {
  const store = createLines(1);
  for (const line of lines) {
    store.append(line);
  }
  return store.read();
}
