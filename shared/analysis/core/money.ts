import type { Currency } from '../../model/field.ts';

/** ISO 4217's code for "no currency": lines that name none are of one currency, apart from all others. */
export const NO_CURRENCY: Currency = 'XXX';

/** Currencies without two digits after the point. Source: ISO 4217, list one, column "minor unit". */
const DIGITS: ReadonlyMap<Currency, number> = new Map([
  ...['BIF', 'CLP', 'DJF', 'GNF', 'ISK', 'JPY', 'KMF', 'KRW', 'PYG', 'RWF', 'UGX', 'UYI', 'VND', 'VUV', 'XAF', 'XOF', 'XPF'].map(
    (code): [Currency, number] => [code, 0],
  ),
  ...['BHD', 'IQD', 'JOD', 'KWD', 'LYD', 'OMR', 'TND'].map((code): [Currency, number] => [code, 3]),
  ['CLF', 4],
  ['UYW', 4],
]);

/**
 * How many minor units make a major one.
 * @example
 * minorPerMajor('JPY') // 1
 */
export function minorPerMajor(currency: Currency): number {
  return 10 ** (DIGITS.get(currency) ?? 2);
}

/**
 * An amount without its tax, in whole minor units, halves away from zero, so that a return takes back what the sale gave.
 * @param taxRate 0 to 1
 * @example
 * withoutTax(11_900, 0.19) // 10000
 */
export function withoutTax(grossMinor: number, taxRate: number): number {
  return roundMinor(grossMinor / (1 + taxRate));
}

/** A sum in whole minor units, halves away from zero, and never minus zero. */
export function roundMinor(minor: number): number {
  return minor === 0 ? 0 : Math.sign(minor) * Math.round(Math.abs(minor)) + 0;
}
