import * as v from 'valibot';
import type { Answer } from '../../model/answer.ts';
import { Currency, Day } from '../../model/field.ts';
import { defineAnalysis, Missing, type AnalysisInput } from '../core/analysis.ts';
import { missingLists, type Book } from '../core/book.ts';
import { addMonths, createDayReader, NO_DAY, toDay, toDayNumber, type DayNumber } from '../core/calendar.ts';
import { indexByCustomer, type CustomerIndex } from '../core/index-lines.ts';
import type { Lines } from '../core/lines.ts';
import { roundTo6, selectMedian } from '../core/stats.ts';
import { createSumming, type Summing } from '../core/sums.ts';
import { netByCustomer } from '../core/net-by-customer.ts';
import { sumEffort } from './effort.ts';

const VERSION = '1';

const WalletParams = v.object({
  /** Answers older than so many months say nothing any more. */
  answerMonths: v.optional(v.pipe(v.number(), v.minValue(1)), 12),
});
type WalletParams = v.InferOutput<typeof WalletParams>;

const Wallet = v.object({
  customer: v.string(),
  category: v.nullable(v.string()),
  /** 0 to 1. */
  share: v.number(),
  /** `asked`: what the customer said to spend with everybody; `estimated`: from our rank among its suppliers. */
  basis: v.picklist(['asked', 'estimated']),
  answeredOn: Day,
  oursMinor: v.nullable(v.number()),
  spendMinor: v.nullable(v.number()),
  rank: v.nullable(v.number()),
  suppliers: v.nullable(v.number()),
  /** We sold more than the customer said to spend: the answer is too low, and the share is told as 1. */
  isAboveOne: v.boolean(),
});
type Wallet = v.InferOutput<typeof Wallet>;

const Market = v.object({
  area: v.nullable(v.string()),
  category: v.nullable(v.string()),
  marketMinor: v.number(),
  oursMinor: v.number(),
  share: v.number(),
  answeredOn: Day,
});
const Effort = v.object({
  customers: v.number(),
  revenueMinor: v.number(),
  minutes: v.number(),
  moneyMinor: v.number(),
  minutesKnown: v.number(),
  interactions: v.number(),
});

const WalletShare = v.object({
  method: v.string(),
  version: v.string(),
  enough: v.boolean(),
  missing: v.array(Missing),
  asOf: Day,
  currency: v.nullable(Currency),
  /** Currencies for which there is no rate: their sums are in nothing here. */
  currenciesLeftOut: v.array(v.string()),
  n: v.object({ asked: v.number(), estimated: v.number(), unknown: v.number() }),
  /** Of the customers who were asked: ours by all of their spend. */
  askedShare: v.nullable(v.number()),
  customers: v.array(Wallet),
  /** Share of the market, where its size was asked or told. */
  market: v.array(Market),
  /** In twelve months. */
  customersPerProduct: v.nullable(v.number()),
  productsPerCustomer: v.nullable(v.number()),
  /** Customers before and after their first order, in twelve months. */
  winning: Effort,
  keeping: Effort,
});
type WalletShare = v.InferOutput<typeof WalletShare>;

/** Our share of what customers spend, asked or by rank, and unknown where nobody was asked; share of market; what winning and keeping take. */
export const walletShare = defineAnalysis({
  id: 'profitability.wallet-share',
  version: VERSION,
  needs: [],
  params: WalletParams,
  output: WalletShare,
  run: runWalletShare,
});

/**
 * The share of a wallet that a rank says. Source: Keiningham, Aksoy, Williams and Buoye, The Wallet Allocation Rule, 2015:
 * (1 - rank / (n + 1)) * 2 / n. Undefined for a rank that is not among the suppliers.
 * @example
 * walletByRank(1, 2) // 0.6666666666666667
 */
export function walletByRank(rank: number, suppliers: number): number | undefined {
  return rank >= 1 && rank <= suppliers ? (1 - rank / (suppliers + 1)) * (2 / suppliers) : undefined;
}

function runWalletShare({ lines, book, params, asOf }: AnalysisInput<WalletParams>): WalletShare {
  const summing = createSumming(book, lines);
  const index = indexByCustomer(lines);
  const oldest = addMonths(asOf, -params.answerMonths);
  const answered = book.answers.flatMap((answer) => {
    const day = answer.answeredOn === undefined ? undefined : toDayNumber(answer.answeredOn);
    return day === undefined || day > asOf || day <= oldest ? [] : [{ answer, day }];
  });
  const ours = createOurs(index, summing);
  const wallets = latestBy(answered, 'spend').flatMap(({ answer, day }) => askedOf(answer, day, ours, summing));
  const asked = new Set(wallets.map(({ customer, category }) => `${customer}\n${category ?? ''}`));
  const ranked = latestBy(answered, 'suppliers').flatMap(({ answer }) => (asked.has(keyOf(answer)) ? [] : rankedOf(answer)));
  const customers = [...wallets, ...ranked].toSorted((a, b) => (a.customer + (a.category ?? '') < b.customer + (b.category ?? '') ? -1 : 1));
  const known = new Set(customers.map(({ customer }) => customer));
  const year = addMonths(asOf, -12) + 1;
  const nets = netByCustomer(lines, summing, asOf, year);
  const { names, places } = lines.dictionary.customer;
  const withoutLines = new Set(book.customers.map(({ id }) => id).filter((id) => !places.has(id)));
  const answering = [...known].filter((customer) => places.has(customer) || withoutLines.has(customer)).length;
  const spends = wallets.reduce((sum, { spendMinor }) => sum + (spendMinor ?? 0), 0);
  const missing = missingLists(book, ['answers']);
  if (missing.length === 0 && customers.length === 0) {
    missing.push({ what: 'spend-or-rank-answers', have: 0, needed: 1 });
  }
  return {
    method: 'asked spend of the category; else the Wallet Allocation Rule from ranks; else unknown',
    version: VERSION,
    enough: customers.length > 0,
    missing,
    asOf: toDay(asOf),
    currency: summing.currency,
    n: { asked: wallets.length, estimated: ranked.length, unknown: names.length + withoutLines.size - answering },
    askedShare:
      spends > 0 ? roundTo6(wallets.reduce((sum, { oursMinor, spendMinor }) => sum + Math.min(oursMinor ?? 0, spendMinor ?? 0), 0) / spends) : null,
    customers,
    market: marketsOf(answered, book, lines, summing, year, asOf),
    ...crossings(index, year, asOf),
    ...sumEffort(book, netByCustomer(lines, summing, asOf), nets, summing, year, asOf, createDayReader(book.zone)),
    currenciesLeftOut: summing.leftOut(),
  };
}

type Answered = { readonly answer: Answer; readonly day: DayNumber };
type Ours = (customer: string, category: string | undefined, from: DayNumber, to: DayNumber) => number;

const keyOf = ({ customer, category }: Answer): string => `${customer ?? ''}\n${category ?? ''}`;

/** The last answer of each customer and category of one kind. */
function latestBy(answered: readonly Answered[], kind: Answer['kind']): readonly Answered[] {
  const last = new Map<string, Answered>();
  for (const one of answered) {
    const held = last.get(keyOf(one.answer));
    if (one.answer.kind === kind && one.answer.customer !== undefined && (held === undefined || one.day >= held.day)) {
      last.set(keyOf(one.answer), one);
    }
  }
  return [...last.values()];
}

/** What we sold to a customer in a category (in all, when none is named) on some days. */
function createOurs({ lines, start, line }: CustomerIndex, summing: Summing): Ours {
  return (customer, category, from, to) => {
    const number = lines.dictionary.customer.places.get(customer) ?? -1;
    let sum = 0;
    for (let at = start[number] ?? 0; at < (start[number + 1] ?? 0); at += 1) {
      const one = line[at] ?? 0;
      const day = lines.day[one] ?? NO_DAY;
      const amount = lines.number.amountMinor[one] ?? Number.NaN;
      const own = lines.dictionary.category.names[lines.text.category[one] ?? -1];
      if (day >= from && day <= to && !Number.isNaN(amount) && (category === undefined || own === category)) {
        sum += summing.read(amount, lines.dictionary.currency.names[lines.text.currency[one] ?? -1], day) ?? 0;
      }
    }
    return sum;
  };
}

function askedOf(answer: Answer, day: DayNumber, ours: Ours, summing: Summing): readonly Wallet[] {
  const { customer, category, spendMinor: told, spendMonths = 12, currency, answeredOn } = answer;
  const spendMinor = told === undefined ? undefined : summing.read(told, currency, day);
  if (customer === undefined || answeredOn === undefined || spendMinor === undefined || spendMinor <= 0) {
    return [];
  }
  const oursMinor = Math.max(0, ours(customer, category, addMonths(day, -spendMonths) + 1, day));
  return [
    {
      customer,
      category: category ?? null,
      share: roundTo6(Math.min(1, oursMinor / spendMinor)),
      basis: 'asked',
      answeredOn,
      oursMinor,
      spendMinor,
      rank: null,
      suppliers: null,
      isAboveOne: oursMinor > spendMinor,
    },
  ];
}

function rankedOf({ customer, category, rank, suppliers, answeredOn }: Answer): readonly Wallet[] {
  const share = rank === undefined || suppliers === undefined ? undefined : walletByRank(rank, suppliers);
  if (customer === undefined || answeredOn === undefined || share === undefined || rank === undefined || suppliers === undefined) {
    return [];
  }
  return [
    {
      customer,
      category: category ?? null,
      share: roundTo6(share),
      basis: 'estimated',
      answeredOn,
      oursMinor: null,
      spendMinor: null,
      rank,
      suppliers,
      isAboveOne: false,
    },
  ];
}

/** Share of market by area and category: the last size that was told, and what we sold there in twelve months. */
function marketsOf(answered: readonly Answered[], book: Book, lines: Lines, summing: Summing, from: DayNumber, to: DayNumber): WalletShare['market'] {
  const last = new Map<string, Answered>();
  for (const one of answered) {
    const key = `${one.answer.area ?? ''}\n${one.answer.category ?? ''}`;
    if (one.answer.kind === 'market' && one.answer.marketMinor !== undefined && (last.get(key)?.day ?? -Infinity) <= one.day) {
      last.set(key, one);
    }
  }
  const areas = new Map(book.customers.map(({ id, area }) => [id, area]));
  return [...last.values()].flatMap(({ answer: { area, category, marketMinor = 0, currency, answeredOn = '' }, day }) => {
    const size = summing.read(marketMinor, currency, day);
    if (size === undefined || size <= 0) {
      return [];
    }
    let oursMinor = 0;
    for (let line = 0; line < lines.count; line += 1) {
      const on = lines.day[line] ?? NO_DAY;
      const amount = lines.number.amountMinor[line] ?? Number.NaN;
      const customer = lines.dictionary.customer.names[lines.text.customer[line] ?? -1] ?? '';
      const own = lines.dictionary.category.names[lines.text.category[line] ?? -1];
      if (
        on >= from &&
        on <= to &&
        !Number.isNaN(amount) &&
        (category === undefined || own === category) &&
        (area === undefined || areas.get(customer) === area)
      ) {
        oursMinor += summing.read(amount, lines.dictionary.currency.names[lines.text.currency[line] ?? -1], on) ?? 0;
      }
    }
    return [{ area: area ?? null, category: category ?? null, marketMinor: size, oursMinor, share: roundTo6(oursMinor / size), answeredOn }];
  });
}

/** Median customers of a product, and products of a customer. */
function crossings(index: CustomerIndex, from: DayNumber, to: DayNumber): Pick<WalletShare, 'customersPerProduct' | 'productsPerCustomer'> {
  const { lines, start, line } = index;
  const { day: dayOf } = lines;
  const { product: productOf } = lines.text;
  const customersOf = new Int32Array(lines.dictionary.product.names.length);
  const productsOf = new Int32Array(index.customers);
  // The customer who was seen last with a product: lines come customer by customer, so each pair counts once.
  const seenBy = new Int32Array(customersOf.length).fill(-1);
  for (let customer = 0; customer < index.customers; customer += 1) {
    let products = 0;
    for (let at = (start[customer + 1] ?? 0) - 1; at >= (start[customer] ?? 0); at -= 1) {
      const one = line[at] ?? 0;
      const day = dayOf[one] ?? NO_DAY;
      if (day < from) {
        break;
      }
      const product = productOf[one] ?? -1;
      if (product >= 0 && day <= to && seenBy[product] !== customer) {
        seenBy[product] = customer;
        customersOf[product] = (customersOf[product] ?? 0) + 1;
        products += 1;
      }
    }
    productsOf[customer] = products;
  }
  return { customersPerProduct: medianAboveNought(customersOf), productsPerCustomer: medianAboveNought(productsOf) };
}

function medianAboveNought(counts: Int32Array): number | null {
  const known = Float64Array.from(counts.filter((count) => count > 0));
  return known.length === 0 ? null : selectMedian(known);
}
