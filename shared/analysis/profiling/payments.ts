import * as v from 'valibot';
import { Currency, Day } from '../../model/field.ts';
import type { Order, Payment } from '../../model/order.ts';
import { defineAnalysis, Missing, type AnalysisInput } from '../core/analysis.ts';
import { missingLists, type Book } from '../core/book.ts';
import { toDay, toDayNumber, type DayNumber } from '../core/calendar.ts';
import { ShareOf, shareOf } from '../core/evidence.ts';
import { groupBy } from '../core/group-by.ts';
import { findQuantile, roundTo6 } from '../core/stats.ts';
import { createSumming, type Summing } from '../core/sums.ts';
import { findOverdue, grossOf } from './overdue.ts';

const VERSION = '1';

const PaymentParams = v.object({
  /** Sales of so many days stand against what is open. */
  windowDays: v.optional(v.pipe(v.number(), v.integer(), v.minValue(1)), 90),
});
type PaymentParams = v.InferOutput<typeof PaymentParams>;

const Ages = v.object({ notDue: v.number(), upTo30: v.number(), upTo60: v.number(), upTo90: v.number(), over90: v.number() });

const Payments = v.object({
  method: v.string(),
  version: v.string(),
  enough: v.boolean(),
  missing: v.array(Missing),
  asOf: Day,
  period: v.object({ from: Day, to: Day }),
  currency: v.nullable(Currency),
  currenciesLeftOut: v.array(v.string()),
  n: v.object({ invoices: v.number(), payments: v.number() }),
  openMinor: v.number(),
  overdueMinor: v.number(),
  /** Open by invoiced in the window, times its days; null where nothing was invoiced in it. */
  salesOutstandingDays: v.nullable(v.number()),
  ages: Ages,
  /** From invoice to the day on which the last of it was paid. */
  daysToPay: v.nullable(v.object({ n: v.number(), median: v.number(), low: v.number(), high: v.number() })),
  paidOnTime: v.nullable(ShareOf),
  receivedMinor: v.number(),
  byArea: v.array(v.object({ area: v.string(), openMinor: v.number(), overdueMinor: v.number(), receivedMinor: v.number() })),
  /** Customers with something overdue, the most first. */
  overdue: v.array(
    v.object({ customer: v.string(), currency: Currency, openMinor: v.number(), oldestDueOn: Day, daysOverdue: v.number(), orders: v.number() }),
  ),
  /** Customers who owe more than their credit limit. */
  overLimit: v.array(v.object({ customer: v.string(), openMinor: v.number(), limitMinor: v.number() })),
});
type Payments = v.InferOutput<typeof Payments>;

/** What is open and overdue, how old it is, how long customers take to pay, days of sales outstanding, and money received by area. */
export const paymentsDue = defineAnalysis({
  id: 'profiling.payments',
  version: VERSION,
  needs: [],
  params: PaymentParams,
  output: Payments,
  run: runPayments,
});

/** An invoice and what was paid of it, in the currency of the result. */
type Invoice = {
  readonly customer: string;
  readonly area: string;
  readonly on: DayNumber;
  readonly dueOn: DayNumber | undefined;
  readonly grossMinor: number;
  readonly openMinor: number;
  /** The day on which the last of it was paid. */
  readonly paidOn: DayNumber | undefined;
};

function runPayments({ lines, book, params, asOf }: AnalysisInput<PaymentParams>): Payments {
  const summing = createSumming(book, lines);
  const from = asOf - params.windowDays + 1;
  const areas = new Map(book.customers.map(({ id, area }) => [id, area ?? '']));
  const received = book.payments.filter(({ receivedOn }) => (dayOf(receivedOn) ?? Infinity) <= asOf);
  const invoices = listInvoices(book.orders, received, areas, summing, asOf);
  const isOverdue = ({ dueOn }: Invoice): boolean => dueOn !== undefined && dueOn < asOf;
  const open = sum(invoices, ({ openMinor }) => openMinor);
  const invoiced = sum(
    invoices.filter(({ on }) => on >= from),
    ({ grossMinor }) => grossMinor,
  );
  const took = invoices.flatMap(({ on, paidOn }) => (paidOn === undefined ? [] : [Math.max(0, paidOn - on)])).toSorted((a, b) => a - b);
  const judged = invoices.filter(({ dueOn, paidOn }) => dueOn !== undefined && (dueOn < asOf || paidOn !== undefined));
  const orderAreas = new Map(book.orders.map(({ id, area }) => [id, area]));
  const inWindow = received.flatMap(({ customer, order, amountMinor, currency, receivedOn }) => {
    const day = dayOf(receivedOn) ?? -Infinity;
    const minor = day >= from ? summing.read(amountMinor ?? 0, currency, day) : undefined;
    return minor === undefined ? [] : [{ area: orderAreas.get(order ?? '') ?? areas.get(customer ?? '') ?? '', minor }];
  });
  const names = [...new Set([...invoices.map(({ area }) => area), ...inWindow.map(({ area }) => area)])].toSorted();
  const missing = missingLists(book, ['orders', 'payments']);
  if (book.orders.length > 0 && invoices.length === 0) {
    missing.push({ what: 'invoices', have: 0, needed: 1 });
  }
  return {
    method: 'open = invoiced with tax less received; days of sales outstanding = open / invoiced of the window * its days',
    version: VERSION,
    enough: invoices.length > 0,
    missing,
    asOf: toDay(asOf),
    period: { from: toDay(from), to: toDay(asOf) },
    currency: summing.currency,
    n: { invoices: invoices.length, payments: received.length },
    openMinor: open,
    overdueMinor: sum(invoices.filter(isOverdue), ({ openMinor }) => openMinor),
    salesOutstandingDays: invoiced > 0 ? roundTo6((open / invoiced) * params.windowDays) : null,
    ages: agesOf(invoices, asOf),
    daysToPay:
      took.length === 0 ? null : { n: took.length, median: findQuantile(took, 0.5), low: findQuantile(took, 0.1), high: findQuantile(took, 0.9) },
    paidOnTime:
      judged.length === 0
        ? null
        : shareOf(judged.filter(({ dueOn, paidOn }) => paidOn !== undefined && paidOn <= (dueOn ?? 0)).length, judged.length),
    receivedMinor: sum(inWindow, ({ minor }) => minor),
    byArea: names.map((area) => {
      const own = invoices.filter((invoice) => invoice.area === area);
      return {
        area,
        openMinor: sum(own, ({ openMinor }) => openMinor),
        overdueMinor: sum(own.filter(isOverdue), ({ openMinor }) => openMinor),
        receivedMinor: sum(
          inWindow.filter((one) => one.area === area),
          ({ minor }) => minor,
        ),
      };
    }),
    overdue: listOverdue(book, asOf),
    overLimit: listOverLimit(book, invoices, summing, asOf),
    currenciesLeftOut: summing.leftOut(),
  };
}

function sum<T>(all: readonly T[], read: (one: T) => number): number {
  return all.reduce((total, one) => total + read(one), 0);
}

const dayOf = (day: string | undefined): DayNumber | undefined => (day === undefined ? undefined : toDayNumber(day));

/** Orders that were invoiced or have a due day, up to `asOf`. Others are no claims yet. */
function listInvoices(
  orders: readonly Order[],
  received: readonly Payment[],
  areas: ReadonlyMap<string, string>,
  summing: Summing,
  asOf: DayNumber,
): readonly Invoice[] {
  const paid = groupBy(received, ({ order }) => order ?? '');
  return orders.flatMap((order): readonly Invoice[] => {
    const { id, customer, area, invoicedOn, dueOn, placedOn, currency, status } = order;
    const on = dayOf(invoicedOn ?? placedOn ?? dueOn);
    const isClaim = (invoicedOn !== undefined || dueOn !== undefined) && status !== 'draft' && status !== 'cancelled';
    if (!isClaim || customer === undefined || on === undefined || on > asOf) {
      return [];
    }
    const gross = grossOf(order);
    // In the invoice's own currency first: what is open does not depend on rates of later days.
    const own = (paid.get(id) ?? [])
      .filter((payment) => payment.currency === currency)
      .toSorted((a, b) => ((a.receivedOn ?? '') < (b.receivedOn ?? '') ? -1 : 1));
    let open = gross;
    let paidOn: DayNumber | undefined;
    for (const { amountMinor = 0, receivedOn } of own) {
      open -= amountMinor;
      paidOn = open <= 0 ? (paidOn ?? dayOf(receivedOn)) : undefined;
    }
    const grossMinor = summing.read(gross, currency, on);
    const openMinor = summing.read(Math.max(0, open), currency, on);
    return grossMinor === undefined || openMinor === undefined
      ? []
      : [
          {
            customer,
            area: area ?? areas.get(customer) ?? '',
            on,
            dueOn: dayOf(dueOn),
            grossMinor,
            openMinor,
            paidOn: gross > 0 ? paidOn : undefined,
          },
        ];
  });
}

function agesOf(invoices: readonly Invoice[], asOf: DayNumber): Payments['ages'] {
  const ages = { notDue: 0, upTo30: 0, upTo60: 0, upTo90: 0, over90: 0 };
  for (const { dueOn, openMinor } of invoices) {
    const late = dueOn === undefined ? 0 : asOf - dueOn;
    ages[late <= 0 ? 'notDue' : late <= 30 ? 'upTo30' : late <= 60 ? 'upTo60' : late <= 90 ? 'upTo90' : 'over90'] += openMinor;
  }
  return ages;
}

function listOverdue(book: Book, asOf: DayNumber): Payments['overdue'] {
  const orders = groupBy(book.orders, ({ customer }) => customer ?? '');
  const payments = groupBy(book.payments, ({ customer }) => customer ?? '');
  return [...orders]
    .filter(([customer]) => customer !== '')
    .flatMap(([customer, own]) =>
      findOverdue(own, payments.get(customer) ?? [], asOf).map(({ currency, openMinor, oldestDueOn, daysOverdue, orders: late }) => ({
        customer,
        currency,
        openMinor,
        oldestDueOn,
        daysOverdue,
        orders: late.length,
      })),
    )
    .toSorted((a, b) => b.openMinor - a.openMinor || (a.customer < b.customer ? -1 : 1));
}

function listOverLimit(book: Book, invoices: readonly Invoice[], summing: Summing, asOf: DayNumber): Payments['overLimit'] {
  const open = new Map<string, number>();
  for (const { customer, openMinor } of invoices) {
    open.set(customer, (open.get(customer) ?? 0) + openMinor);
  }
  return book.customers
    .flatMap(({ id, creditLimit }) => {
      const limitMinor = creditLimit === undefined ? undefined : summing.read(creditLimit.minor, creditLimit.currency, asOf);
      const openMinor = open.get(id) ?? 0;
      return limitMinor === undefined || openMinor <= limitMinor ? [] : [{ customer: id, openMinor, limitMinor }];
    })
    .toSorted((a, b) => b.openMinor - b.limitMinor - (a.openMinor - a.limitMinor) || (a.customer < b.customer ? -1 : 1));
}
