import type { CustomerFacts, OverdueFacts, RhythmFacts } from '#shared/analysis/customer-facts.ts';
import { toDay, toDayNumber } from '#shared/analysis/core/calendar.ts';
import type { Day, Id } from '#shared/model/field.ts';
import type { Reason } from '#shared/model/reason.ts';
import type { Order } from '#shared/model/order.ts';
import { toCounted, type CountedOrder } from './counted-orders.ts';

/** What a figure of the card rests on: what it says, and which orders are behind it. */
export type Evidence = {
  readonly title: string;
  /** The sentence whose numbers are asked about. */
  readonly says: readonly string[];
  /** The days whose orders are behind it, both included. */
  readonly from: Day;
  readonly to: Day;
  /** Only these orders, where not all of those days are meant. */
  readonly only?: readonly Id[];
};

/** Opens what a figure rests on; undefined where nothing can be opened. */
export type OpenEvidence = ((evidence: Evidence) => void) | undefined;

/** Before every order. */
const EVER: Day = '0001-01-01';

/** What is behind a reason: the orders of its days, and of money that is overdue those that are open. */
export function evidenceOf(title: string, says: string, reason: Reason, overdue: readonly OverdueFacts[]): Evidence {
  const { from, to, code } = reason;
  if (code === 'next.complaint') {
    // The complaint itself stands on the card; no order is behind it.
    return { title, says: [says], from, to, only: [] };
  }
  return code === 'next.collect' || code === 'risk.overdue' ? overdueEvidence(title, [says], overdue) : { title, says: [says], from, to };
}

/** The orders of which something is open after its day. */
export function overdueEvidence(title: string, says: readonly string[], overdue: readonly OverdueFacts[]): Evidence {
  return { title, says, from: EVER, to: '9999-12-31', only: overdue.flatMap(({ orders }) => orders.map(({ order }) => order)) };
}

/** The orders between which the gaps lie that a rhythm is made of. */
export function rhythmEvidence(title: string, says: string, { gapsDays, lastOrderOn }: Extract<RhythmFacts, { enough: true }>): Evidence {
  const last = toDayNumber(lastOrderOn) ?? 0;
  return { title, says: [says], from: toDay(Math.round(last - gapsDays.reduce((sum, days) => sum + days, 0))), to: lastOrderOn };
}

/** What is to be expected rests on every order so far. */
export function worthEvidence(title: string, says: readonly string[], { asOf }: Pick<CustomerFacts, 'asOf'>): Evidence {
  return { title, says, from: EVER, to: asOf };
}

/** The orders behind a figure, the newest first. */
export function ordersBehindEvidence(
  { from, to, only }: Evidence,
  orders: readonly Order[],
): readonly (CountedOrder & { readonly currency: Order['currency'] | undefined })[] {
  const wanted = only === undefined ? undefined : new Set(only);
  return orders
    .filter(({ id }) => wanted?.has(id) ?? true)
    .flatMap((order) => {
      const counted = toCounted(order);
      return counted === undefined ? [] : [{ ...counted, currency: order.currency }];
    })
    .filter(({ day }) => day >= from && day <= to)
    .toSorted((a, b) => (a.day === b.day ? (a.id < b.id ? -1 : 1) : a.day < b.day ? 1 : -1));
}
