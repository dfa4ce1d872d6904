import * as v from 'valibot';
import { Currency, Day } from '../../model/field.ts';
import type { Order, Payment } from '../../model/order.ts';
import { Reason } from '../../model/reason.ts';
import { defineAnalysis, Missing, type AnalysisInput, type Outcome } from '../core/analysis.ts';
import { missingLists, type Book } from '../core/book.ts';
import { listBuyingDays, type BuyingDays } from '../core/buying-days.ts';
import { addMonths, createDayReader, NO_DAY, toDay, type DayNumber } from '../core/calendar.ts';
import { listMissing, Period } from '../core/evidence.ts';
import { listCustomers } from '../core/index-lines.ts';
import type { Dictionary } from '../core/lines.ts';
import { createNumbers, keyByNumber } from '../core/number-customers.ts';
import { tabulatePurchaseDays } from '../core/purchase-days.ts';
import { customerOf, customersIn } from '../core/read-need.ts';
import { roundTo6 } from '../core/stats.ts';
import { usualGapsOf } from '../core/usual-gaps.ts';
import { churnOf } from './churn.ts';
import { concentrationOf, Concentration } from './concentration.ts';
import { findOverdue } from './overdue.ts';

const VERSION = '1';
const MOST_REPS = 50;

const RiskParams = v.object({
  /** Silence from which it is told, in usual gaps of the customer. */
  silentFrom: v.optional(v.pipe(v.number(), v.minValue(0)), 1.5),
  /** Share of the revenue of 12 months from which one customer is a risk by itself. */
  shareFrom: v.optional(v.pipe(v.number(), v.minValue(0), v.maxValue(1)), 0.1),
  complaintsFrom: v.optional(v.pipe(v.number(), v.integer(), v.minValue(1)), 1),
});
type RiskParams = v.InferOutput<typeof RiskParams>;

const Overdue = v.object({ currency: Currency, openMinor: v.number(), customers: v.number(), orders: v.number() });
const One = v.object({
  customer: v.string(),
  /** 1 - P(alive) of the purchase model, 0 to 1; null where it has not enough data. */
  leaving: v.nullable(v.number()),
  /** Each risk apart, none of them weighed against another. */
  reasons: v.array(Reason),
});

const Risk = v.object({
  method: v.string(),
  version: v.string(),
  enough: v.boolean(),
  missing: v.array(Missing),
  asOf: Day,
  period: Period,
  n: v.number(),
  churn: v.object({
    /** Customers whose silence is longer than `silentFrom` usual gaps, and that are not gone for good. */
    silent: v.number(),
    of: v.number(),
    /** How many of them have left by the purchase model: the sum of 1 - P(alive); null where the model has not enough data. */
    left: v.nullable(v.number()),
  }),
  overdue: v.array(Overdue),
  /** Of revenue of 12 months over customers, of all and by rep. */
  concentration: v.nullable(Concentration),
  byRep: v.array(v.object({ rep: v.string(), concentration: Concentration })),
  complaints: v.object({ customers: v.number(), complaints: v.number(), open: v.number() }),
  /** Customers with at least one risk. */
  customers: v.array(One),
});
type Risk = v.InferOutput<typeof Risk>;

/** What may go wrong with a customer: silence, money that is late, too much hanging on one, complaints; each by itself. */
export const risk = defineAnalysis({
  id: 'profiling.risk',
  version: VERSION,
  needs: ['prospecting.purchases'],
  params: RiskParams,
  output: Risk,
  run: runRisk,
});

/** P(alive) of the purchase model by the number of the customer, NaN where it says nothing; null without a model. */
function readAlive(need: Outcome | undefined, customers: Dictionary): Float64Array | null {
  const numberOf = createNumbers(customers);
  const alive = new Float64Array(customers.names.length).fill(Number.NaN);
  let known = 0;
  for (const row of need?.enough === true ? customersIn(need) : []) {
    const customer = customerOf(row);
    if (customer !== undefined && 'alive' in row && typeof row.alive === 'number') {
      alive[numberOf(customer)] = row.alive;
      known += 1;
    }
  }
  return known === 0 ? null : alive;
}

function runRisk({ lines, book, params, asOf, needs }: AnalysisInput<RiskParams>): Risk {
  const buying = listBuyingDays(lines, asOf);
  const usual = usualGapsOf(buying);
  const from = addMonths(asOf, -12) + 1;
  const { names } = lines.dictionary.customer;
  const nets = netsOf(buying, from);
  const concentration = lines.known.has('amountMinor') ? concentrationOf(nets) : null;
  const owed = overdueOf(book, asOf);
  const complained = complaintsOf(book, from, asOf);
  const [owedOf, complaintsBy] = [keyByNumber(owed, lines.dictionary.customer), keyByNumber(complained, lines.dictionary.customer)];
  const customers: Risk['customers'] = [];
  const aliveOf = readAlive(needs['prospecting.purchases'], lines.dictionary.customer);
  const { start, day } = tabulatePurchaseDays(buying);
  const listed = listCustomers(buying.index);
  let [silent, n, left] = [0, 0, 0];
  for (let place = 0; place < listed.length; place += 1) {
    const customer = listed[place] ?? 0;
    const first = start[customer] ?? 0;
    const end = start[customer + 1] ?? 0;
    const gap = usual[customer];
    if (first === end || gap === undefined) {
      continue;
    }
    n += 1;
    const leaving = 1 - (aliveOf?.[customer] ?? Number.NaN);
    left += Number.isNaN(leaving) ? 0 : leaving;
    const reasons = churnOf(day, gap, params.silentFrom, asOf, first, end);
    silent += reasons.length > 0 ? 1 : 0;
    const net = nets[customer] ?? 0;
    const share = concentration === null || concentration.netMinor <= 0 ? 0 : net / concentration.netMinor;
    owedOf.get(customer)?.forEach((late) => reasons.push(late));
    if (share >= params.shareFrom && buying.currency !== null) {
      reasons.push({
        code: 'risk.share',
        numbers: { share: roundTo6(share), netMinor: net, currency: buying.currency },
        from: toDay(from),
        to: toDay(asOf),
      });
    }
    const complaint = complaintsBy.get(customer);
    if (complaint !== undefined && complaint.complaints >= params.complaintsFrom) {
      reasons.push({ code: 'risk.complaints', numbers: complaint, from: toDay(from), to: toDay(asOf) });
    }
    if (reasons.length > 0) {
      customers.push({ customer: names[customer] ?? '', leaving: Number.isNaN(leaving) ? null : roundTo6(leaving), reasons });
    }
  }
  return {
    method:
      'leaving by the purchase model; silence against own gaps and rates of two windows; open orders past their due day; Herfindahl index of 12 months; complaints of 12 months',
    version: VERSION,
    enough: n > 0,
    missing: [...listMissing(lines, ['customer', 'day', 'amountMinor']), ...missingLists(book, ['orders', 'payments', 'interactions', 'cases'])],
    asOf: toDay(asOf),
    period: { from: toDay(from), to: toDay(asOf) },
    n,
    churn: { silent, of: n, left: aliveOf === null ? null : roundTo6(left) },
    overdue: sumOverdue(owed),
    concentration,
    byRep: lines.known.has('rep') ? byRep(buying, from) : [],
    complaints: {
      customers: complained.size,
      complaints: [...complained.values()].reduce((sum, one) => sum + one.complaints, 0),
      open: [...complained.values()].reduce((sum, one) => sum + one.open, 0),
    },
    customers,
  };
}

/** Net of each customer since a day, in the main currency. */
function netsOf(buying: BuyingDays, from: DayNumber): Float64Array {
  const nets = new Float64Array(buying.customers);
  for (let customer = 0; customer < buying.customers; customer += 1) {
    let net = 0;
    for (let at = (buying.start[customer + 1] ?? 0) - 1; at >= (buying.start[customer] ?? 0) && (buying.day[at] ?? 0) >= from; at -= 1) {
      net += buying.netMinor[at] ?? 0;
    }
    nets[customer] = net;
  }
  return nets;
}

/** The revenue of each rep by customer: lines come by customer, so that one pass with a sum for each rep does. */
function byRep(buying: BuyingDays, from: DayNumber): Risk['byRep'] {
  const { index, asOf } = buying;
  const { lines } = index;
  const reps = lines.dictionary.rep.names;
  const nets = reps.map((): number[] => []);
  const sums = new Float64Array(reps.length);
  // The reps of the customer at hand, each once.
  const met = new Int32Array(reps.length);
  const seenBy = new Int32Array(reps.length).fill(-1);
  for (let customer = 0; customer < index.customers; customer += 1) {
    let touched = 0;
    for (let at = (index.start[customer + 1] ?? 0) - 1; at >= (index.start[customer] ?? 0); at -= 1) {
      const line = index.line[at] ?? 0;
      const rep = lines.text.rep[line] ?? -1;
      const day = lines.day[line] ?? NO_DAY;
      const amountMinor = lines.number.amountMinor[line] ?? Number.NaN;
      if (day < from) {
        break;
      }
      if (rep >= 0 && day <= asOf && !Number.isNaN(amountMinor) && lines.text.currency[line] === buying.currencyNumber) {
        if (seenBy[rep] !== customer) {
          seenBy[rep] = customer;
          met[touched] = rep;
          touched += 1;
        }
        sums[rep] = (sums[rep] ?? 0) + amountMinor;
      }
    }
    for (let place = 0; place < touched; place += 1) {
      const rep = met[place] ?? 0;
      nets[rep]?.push(sums[rep] ?? 0);
      sums[rep] = 0;
    }
  }
  return nets
    .flatMap((held, rep) => {
      const concentration = concentrationOf(held);
      return concentration === null ? [] : [{ rep: reps[rep] ?? '', concentration }];
    })
    .toSorted((a, b) => b.concentration.netMinor - a.concentration.netMinor || (a.rep < b.rep ? -1 : 1))
    .slice(0, MOST_REPS);
}

function overdueOf(book: Book, asOf: DayNumber): ReadonlyMap<string, readonly Extract<Reason, { code: 'risk.overdue' }>[]> {
  const orders = groupByCustomer(book.orders);
  const payments = groupByCustomer(book.payments);
  return new Map(
    [...orders].flatMap(([customer, own]) => {
      const late = findOverdue(own, payments.get(customer) ?? [], asOf);
      const reasons = late.map((one): Extract<Reason, { code: 'risk.overdue' }> => ({
        code: 'risk.overdue',
        numbers: { openMinor: one.openMinor, currency: one.currency, daysOverdue: one.daysOverdue, orders: one.orders.length },
        from: one.oldestDueOn,
        to: toDay(asOf),
      }));
      return reasons.length === 0 ? [] : [[customer, reasons] as const];
    }),
  );
}

function groupByCustomer<T extends Order | Payment>(records: readonly T[]): ReadonlyMap<string, readonly T[]> {
  const grouped = new Map<string, T[]>();
  for (const record of records) {
    if (record.customer !== undefined) {
      const held = grouped.get(record.customer) ?? [];
      grouped.set(record.customer, held);
      held.push(record);
    }
  }
  return grouped;
}

function sumOverdue(owed: ReturnType<typeof overdueOf>): Risk['overdue'] {
  const sums = new Map<string, { openMinor: number; customers: number; orders: number }>();
  for (const { numbers } of [...owed.values()].flat()) {
    const held = sums.get(numbers.currency) ?? { openMinor: 0, customers: 0, orders: 0 };
    sums.set(numbers.currency, {
      openMinor: held.openMinor + numbers.openMinor,
      customers: held.customers + 1,
      orders: held.orders + numbers.orders,
    });
  }
  return [...sums].map(([currency, sum]) => ({ currency, ...sum })).toSorted((a, b) => (a.currency < b.currency ? -1 : 1));
}

/** Complaints of each customer since a day: cases, and interactions marked so; open are cases that are not solved. */
function complaintsOf(book: Book, from: DayNumber, asOf: DayNumber): ReadonlyMap<string, { readonly complaints: number; readonly open: number }> {
  const readDay = createDayReader(book.zone);
  const isIn = (instant: string | undefined): boolean => {
    const day = instant === undefined ? undefined : readDay(instant);
    return day !== undefined && day >= from && day <= asOf;
  };
  const found = new Map<string, { complaints: number; open: number }>();
  const add = (customer: string, open: number): void => {
    const held = found.get(customer) ?? { complaints: 0, open: 0 };
    found.set(customer, { complaints: held.complaints + 1, open: held.open + open });
  };
  for (const { kind, customer, openedAt, solvedAt } of book.cases) {
    if (kind === 'complaint' && customer !== undefined && isIn(openedAt)) {
      add(customer, (solvedAt ?? null) === null ? 1 : 0);
    }
  }
  const known = new Set(book.customers.map(({ id }) => id));
  for (const { topic, participants, happenedAt } of book.interactions) {
    if (topic === 'complaint' && isIn(happenedAt)) {
      participants.filter((participant) => known.has(participant)).forEach((customer) => add(customer, 0));
    }
  }
  return found;
}
