import { minorDigits } from '#shared/ui/format.ts';
import { parseMoney, parseNumber, roundMinor } from '#shared/ui/parse.ts';
import type { FoundOrder } from '#shared/model/capture.ts';
import type { OrderDraft, OrderDraftLine } from './types.ts';

/** A line while it is being written: texts as they stand in the fields. */
export type WrittenLine = {
  readonly key: number;
  readonly product: string;
  readonly quantity: string;
  readonly unitPrice: string;
  /** Undefined: quantity times price. */
  readonly amount: string | undefined;
  /** What it is counted in, where the order was read from a text. */
  readonly unit?: string;
};

/** An order while it is being written. */
export type WrittenOrder = {
  readonly placedOn: string;
  readonly number: string;
  readonly currency: string;
  readonly lines: readonly WrittenLine[];
};

/** What is wrong with one field. */
export type DraftFault = 'date-bad' | 'date-ahead' | 'currency-bad' | 'product' | 'quantity' | 'price' | 'amount';

/** The faults of an order: of its head, and of each line by its place. */
export type DraftFaults = {
  readonly placedOn?: DraftFault | undefined;
  readonly currency?: DraftFault | undefined;
  readonly lines: readonly {
    readonly product?: DraftFault;
    readonly quantity?: DraftFault;
    readonly unitPrice?: DraftFault;
    readonly amount?: DraftFault;
  }[];
};

/** As many lines as one record surely holds. */
export const MAX_LINES = 200;

const CURRENCY = /^[A-Z]{3}$/u;

/** What a line comes to, and what of it the tier took off. */
export type LineAmount = { readonly amountMinor: number; readonly discountMinor: number };

/**
 * What a line comes to: what was written, else quantity times price less the discount of the tier; undefined while neither
 * can be read. What was written is what was charged, and what comes back is not cheaper: there nothing is taken off.
 * @param tierShare the tier's discount as a part of the price, 0 to 1
 */
export function amountOf(line: WrittenLine, currency: string, locale: string, tierShare: number): LineAmount | undefined {
  if (line.amount !== undefined && line.amount.trim() !== '') {
    const amountMinor = parseMoney(line.amount, currency, locale);
    return amountMinor === undefined ? undefined : { amountMinor, discountMinor: 0 };
  }
  const [quantity, price] = [parseNumber(line.quantity, locale), parseMoney(line.unitPrice, currency, locale)];
  if (quantity === undefined || price === undefined) {
    return undefined;
  }
  const fullMinor = roundMinor(quantity * price);
  const discountMinor = fullMinor > 0 ? roundMinor(fullMinor * tierShare) : 0;
  return { amountMinor: fullMinor - discountMinor, discountMinor };
}

/** What is wrong with an order, or the order when nothing is. `today`: the reader's calendar day; `tierShare`: the discount of the customer's tier. */
export function checkOrder(
  written: WrittenOrder,
  today: string,
  locale: string,
  tierShare: number,
): { readonly faults: DraftFaults; readonly draft: OrderDraft | undefined } {
  const { placedOn, currency } = written;
  const lines = written.lines.map((line) => ({ line, checked: checkLine(line, currency, locale, tierShare) }));
  const faults: DraftFaults = {
    placedOn: isDay(placedOn) ? (placedOn > today ? 'date-ahead' : undefined) : 'date-bad',
    currency: CURRENCY.test(currency) ? undefined : 'currency-bad',
    lines: lines.map(({ checked }) => checked.faults),
  };
  const isGood = faults.placedOn === undefined && faults.currency === undefined && faults.lines.every((line) => Object.keys(line).length === 0);
  const number = written.number.trim();
  const good = lines.flatMap(({ checked }) => checked.line ?? []);
  return { faults, draft: isGood ? { placedOn, number: number === '' ? undefined : number, currency, lines: good } : undefined };
}

function checkLine(
  line: WrittenLine,
  currency: string,
  locale: string,
  tierShare: number,
): { readonly faults: DraftFaults['lines'][number]; readonly line?: OrderDraftLine } {
  const quantity = parseNumber(line.quantity, locale);
  const unitPriceMinor = line.unitPrice.trim() === '' ? undefined : parseMoney(line.unitPrice, currency, locale);
  const amount = amountOf(line, currency, locale, tierShare);
  const productName = line.product.trim();
  const badPrice = line.unitPrice.trim() !== '' && unitPriceMinor === undefined;
  const faults = {
    ...(productName === '' ? { product: 'product' as const } : {}),
    ...(quantity === undefined || quantity === 0 ? { quantity: 'quantity' as const } : {}),
    ...(badPrice ? { unitPrice: 'price' as const } : {}),
    // A price that cannot be read says it once; the amount follows it.
    ...(amount === undefined && !badPrice && quantity !== undefined ? { amount: 'amount' as const } : {}),
  };
  if (quantity === undefined || amount === undefined) {
    return { faults };
  }
  const { amountMinor, discountMinor } = amount;
  const unit = line.unit === undefined ? {} : { unit: line.unit };
  const discount = discountMinor === 0 ? {} : { tierDiscountMinor: discountMinor };
  return { faults, line: { productName, quantity, unitPriceMinor, amountMinor, ...unit, ...discount } };
}

/** What was last charged for one of a product, in major units of `currency`; undefined for one that was never ordered. */
export type LastPrice = (product: string, currency: string) => number | undefined;

/**
 * The lines of an order that was found, as they stand in the fields: figures as the reader's language writes them, the price of
 * the last order where the text gives none, and an amount only where it is not quantity times price.
 */
export function writeFound(order: FoundOrder, currency: string, locale: string, lastPrice: LastPrice): WrittenLine[] {
  const figures = new Intl.NumberFormat(locale, { useGrouping: false, maximumFractionDigits: 6 });
  const minimumFractionDigits = minorDigits(CURRENCY.test(currency) ? currency : 'EUR');
  const sums = new Intl.NumberFormat(locale, { useGrouping: false, minimumFractionDigits, maximumFractionDigits: 6 });
  return order.lines.slice(0, MAX_LINES).map(({ product, quantity, unit, unitPriceMajor, amountMajor }, key) => {
    const price = unitPriceMajor ?? lastPrice(product, currency);
    const isOwnAmount = amountMajor !== null && (price === undefined || Math.abs(quantity * price - amountMajor) > 0.005);
    return {
      key,
      product,
      quantity: figures.format(quantity),
      unitPrice: price === undefined ? '' : sums.format(price),
      amount: isOwnAmount ? sums.format(amountMajor) : undefined,
      ...(unit === null ? {} : { unit }),
    };
  });
}

function isDay(text: string): boolean {
  const parsed = new Date(`${text}T00:00:00Z`);
  return /^\d{4}-\d\d-\d\d$/u.test(text) && !Number.isNaN(parsed.getTime()) && parsed.toISOString().slice(0, 10) === text;
}
