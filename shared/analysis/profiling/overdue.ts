import type { Day, Id } from '../../model/field.ts';
import type { Order, Payment } from '../../model/order.ts';
import type { OverdueFacts, OverdueOrder } from '../customer-facts.ts';
import { toDayNumber, type DayNumber } from '../core/calendar.ts';
import { roundMinor } from '../core/money.ts';

const NOT_OWED: ReadonlySet<string | undefined> = new Set(['draft', 'cancelled']);

/**
 * What an order comes to with tax, in minor units. Tax is reckoned once for each rate over the sum of its lines, as an
 * invoice states it (EN 16931, BR-CO-17); a line without a rate counts as it stands.
 */
export function grossOf(order: Order): number {
  const untaxed = new Map<number, number>();
  let grossMinor = 0;
  for (const { amountMinor, taxRate, taxIncluded } of Object.values(order.lines)) {
    if (taxRate === undefined || taxIncluded === true) {
      grossMinor += amountMinor;
    } else {
      untaxed.set(taxRate, (untaxed.get(taxRate) ?? 0) + amountMinor);
    }
  }
  return [...untaxed].reduce((sum, [rate, netMinor]) => sum + netMinor + roundMinor(netMinor * rate), grossMinor);
}

/** What a customer owes in one currency, before money without an order is set against it. */
type Account = { readonly owed: OverdueOrder[]; creditMinor: number };

/**
 * What a customer should have paid by now, in each currency apart: an order is overdue from the day after its due day,
 * with what is open of it after the payments received for it. Money on account, overpayments and returns pay the orders
 * that were due first. An order without a due day or a currency owes nothing that could be late.
 * @param orders the orders of one customer
 * @param payments what this customer paid, for those orders or on account
 * @returns one entry for each currency with something overdue, that with the oldest due day first
 * @example
 * findOverdue([], [], 20000) // []
 */
export function findOverdue(orders: Iterable<Order>, payments: Iterable<Payment>, asOf: DayNumber): readonly OverdueFacts[] {
  const paid = new Map<Id, Payment[]>();
  const accounts = new Map<string, Account>();
  const accountOf = (currency: string): Account => {
    const held = accounts.get(currency) ?? { owed: [], creditMinor: 0 };
    accounts.set(currency, held);
    return held;
  };
  for (const payment of payments) {
    const isReceived = !payment.deleted && isUpTo(payment.receivedOn, asOf);
    if (isReceived && payment.order !== undefined) {
      paid.set(payment.order, [...(paid.get(payment.order) ?? []), payment]);
    } else if (isReceived && payment.currency !== undefined) {
      accountOf(payment.currency).creditMinor += payment.amountMinor ?? 0;
    }
  }
  for (const order of orders) {
    const { currency } = order;
    const isTakenBack = order.status === 'returned' && Object.values(order.lines).every((line) => line.amountMinor >= 0);
    if (order.deleted || currency === undefined || NOT_OWED.has(order.status)) {
      continue;
    }
    // A payment in another currency than the order's says nothing of what is open: rates are not ours to guess.
    const received = (paid.get(order.id) ?? []).filter((payment) => payment.currency === currency);
    const openMinor = received.reduce((open, payment) => open - (payment.amountMinor ?? 0), isTakenBack ? 0 : grossOf(order));
    if (openMinor < 0) {
      accountOf(currency).creditMinor -= openMinor;
    } else if (openMinor > 0 && order.dueOn !== undefined && isUpTo(order.dueOn, asOf - 1)) {
      accountOf(currency).owed.push({ order: order.id, number: order.number ?? null, dueOn: order.dueOn, openMinor });
    }
  }
  return [...accounts]
    .flatMap(([currency, account]) => toFacts(currency, account, asOf))
    .toSorted((a, b) => (a.oldestDueOn + a.currency < b.oldestDueOn + b.currency ? -1 : 1));
}

function toFacts(currency: string, { owed, creditMinor }: Account, asOf: DayNumber): readonly OverdueFacts[] {
  let leftMinor = Math.max(0, creditMinor);
  const open: OverdueOrder[] = [];
  for (const one of owed.toSorted((a, b) => (a.dueOn + a.order < b.dueOn + b.order ? -1 : 1))) {
    const settledMinor = Math.min(leftMinor, one.openMinor);
    leftMinor -= settledMinor;
    if (settledMinor < one.openMinor) {
      open.push({ ...one, openMinor: one.openMinor - settledMinor });
    }
  }
  const [oldest] = open;
  const dueDay = oldest && toDayNumber(oldest.dueOn);
  if (oldest === undefined || dueDay === undefined) {
    return [];
  }
  const openMinor = open.reduce((sum, one) => sum + one.openMinor, 0);
  return [{ currency, openMinor, oldestDueOn: oldest.dueOn, daysOverdue: asOf - dueDay, orders: open }];
}

function isUpTo(day: Day | undefined, asOf: DayNumber): boolean {
  const number = day === undefined ? undefined : toDayNumber(day);
  return number !== undefined && number <= asOf;
}
