import { minorDigits } from './format.ts';

const CURRENCY = /^[A-Z]{3}$/u;

/**
 * A number as people write it in a language: with that language's decimal sign or with a point, and with groups of
 * thousands. Undefined when it is none.
 */
export function parseNumber(written: string, locale: string): number | undefined {
  const parts = new Intl.NumberFormat(locale).formatToParts(12_345.6);
  const group = parts.find(({ type }) => type === 'group')?.value ?? ',';
  const decimal = parts.find(({ type }) => type === 'decimal')?.value ?? '.';
  const text = written
    .trim()
    .replace(/\u2212/gu, '-')
    .replace(/[\s\u00a0\u202f]/gu, '');
  // "1.204" in German is a thousand and more, "12.50" with a group sign out of its place is a decimal point.
  const grouped = new RegExp(`^[+-]?\\d{1,3}(?:[${group}]\\d{3})+(?:[${decimal}]\\d*)?$`, 'u');
  const plain = grouped.test(text) ? text.replaceAll(group, '').replace(decimal, '.') : text.replace(decimal, '.');
  return /^[+-]?(?:\d{1,12}(?:\.\d*)?|\.\d+)$/u.test(plain) ? Number(plain) : undefined;
}

/** Minor units of an amount as people write it; undefined when it is none. */
export function parseMoney(written: string, currency: string, locale: string): number | undefined {
  const major = parseNumber(written, locale);
  return major === undefined ? undefined : roundMinor(major * 10 ** minorDigits(CURRENCY.test(currency) ? currency : 'EUR'));
}

/** A sum in whole minor units, halves away from nought. */
export function roundMinor(minor: number): number {
  // A binary fraction lies a hair off the half that was written, so it is nudged before it is rounded.
  return Math.sign(minor) * Math.round(Math.abs(minor) + 1e-7) + 0;
}
