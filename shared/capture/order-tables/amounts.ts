import type { Currency } from '../../model/field.ts';

/** The sign between whole and fraction. */
export type Decimal = '.' | ',';

/** Words and signs of currencies as they stand beside a sum; `$`, `¥` and `kr` are settled by `readCurrency`. */
const CURRENCY_SIGNS: readonly (readonly [RegExp, Currency])[] = [
  [/US\$|\bUSD\b/u, 'USD'],
  [/HK\$|\bHKD\b/u, 'HKD'],
  [/NT\$|\bTWD\b|新[台臺][币幣]/u, 'TWD'],
  [/(?:CA|C)\$|\bCAD\b/u, 'CAD'],
  [/(?:AU|A)\$|\bAUD\b/u, 'AUD'],
  [/MX\$|\bMXN\b/u, 'MXN'],
  [/€|\bEUR\b|\bEuros?\b/iu, 'EUR'],
  [/£|\bGBP\b/u, 'GBP'],
  [/\bCHF\b|\bFr\.(?=\s?\d)/u, 'CHF'],
  [/\bSEK\b/u, 'SEK'],
  [/\bNOK\b/u, 'NOK'],
  [/\bDKK\b/u, 'DKK'],
  [/\bPLN\b|zł/u, 'PLN'],
  [/\bCZK\b|Kč/u, 'CZK'],
  [/\bJPY\b|円|日元/u, 'JPY'],
  [/\b(?:CNY|RMB)\b|人民币|人民幣|元/u, 'CNY'],
  [/₹|\bINR\b/u, 'INR'],
  [/₩|\bKRW\b/u, 'KRW'],
  [/\bBRL\b|R\$/u, 'BRL'],
  [/\$/u, 'USD'],
];

/** The currency of countries whose mail says none; where a country is not named here none is guessed. */
const COUNTRY_CURRENCIES: ReadonlyMap<string, Currency> = new Map(
  (
    'DE EUR AT EUR FR EUR ES EUR IT EUR NL EUR BE EUR IE EUR PT EUR FI EUR GR EUR LU EUR GB GBP CH CHF US USD CA CAD AU AUD CN CNY TW TWD HK HKD JP JPY ' +
    'MX MXN BR BRL IN INR KR KRW SE SEK NO NOK DK DKK PL PLN CZ CZK SG SGD NZ NZD'
  )
    .split(' ')
    .flatMap((code, at, all): [string, string][] => (at % 2 === 0 ? [[code, all[at + 1] ?? '']] : [])),
);

/**
 * The currency that a text names, or null. `¥` is the yen beside kana and where no fraction is written, the yuan beside other
 * Han characters; a bare `$` is the country's own dollar where it has one.
 */
export function readCurrency(text: string, country: string | null): Currency | null {
  const said = CURRENCY_SIGNS.find(([sign]) => sign.test(text))?.[1] ?? null;
  const own = country === null ? null : (COUNTRY_CURRENCIES.get(country) ?? null);
  if (said === 'USD' && !/US\$|\bUSD\b/u.test(text)) {
    return own !== null && ['CAD', 'AUD', 'MXN', 'NZD', 'SGD', 'HKD', 'TWD'].includes(own) ? own : 'USD';
  }
  if (said === null && /[¥￥]/u.test(text)) {
    return own === 'JPY' || own === 'CNY' ? own : /[\p{Script=Hiragana}\p{Script=Katakana}]/u.test(text) ? 'JPY' : 'CNY';
  }
  if (said === null && /\bkr\b\.?/iu.test(text)) {
    return own !== null && ['SEK', 'NOK', 'DKK'].includes(own) ? own : null;
  }
  return said;
}

/** What is paid with where a country's people write no currency; null for a country that is not known. */
export function currencyOfCountry(country: string | null): Currency | null {
  return country === null ? null : (COUNTRY_CURRENCIES.get(country) ?? null);
}

const WITH_POINT = /^(?:\d{1,9}|\d{1,3}(?:[,'’ ]\d{3}){1,3})(?:\.\d{1,6})?$/u;
const WITH_COMMA = /^(?:\d{1,9}|\d{1,3}(?:[.'’ ]\d{3}){1,3})(?:,\d{1,6})?$/u;

/** The figures of a cell without what stands beside them: `EUR 12,50 / Stk` is `12,50`; null where there is not exactly one number. */
export function figuresOf(cell: string): { readonly figures: string; readonly before: string; readonly after: string } | null {
  const text = cell
    .normalize('NFKC')
    .replace(/[\u00A0\u202F\u2009]/gu, ' ')
    .slice(0, 120)
    .trim();
  const found = /-?\d(?:[\d.,'’]|[ ](?=\d{3}(?!\d)))*/u.exec(text);
  if (found === null) {
    return null;
  }
  const [figures] = found;
  const before = text.slice(0, found.index).trim();
  const after = text.slice(found.index + figures.length).trim();
  // `12,-` and `12.-` are whole sums; a full stop may end the cell.
  return { figures: figures.replace(/[.,'’]+$/u, ''), before, after: after.replace(/^[–—-]+(?=\s|$)/u, '').trim() };
}

/** A number as it is written where `decimal` parts whole and fraction; null when it is none. */
export function parseFigures(figures: string, decimal: Decimal): number | null {
  const sign = figures.startsWith('-') ? -1 : 1;
  const text = figures.replace(/^-/u, '');
  if (!(decimal === '.' ? WITH_POINT : WITH_COMMA).test(text)) {
    return null;
  }
  const plain = decimal === '.' ? text.replace(/[,'’ ]/gu, '') : text.replace(/[.'’ ]/gu, '').replace(',', '.');
  return sign * Number(plain);
}

/** How well sums fit a decimal sign: each that can be read counts one, one with cents a little more, one with three decimals hardly. */
export function scoreDecimal(figures: readonly string[], decimal: Decimal): number {
  return figures.reduce((sum, text) => {
    if (parseFigures(text, decimal) === null) {
      return sum - 1;
    }
    const fraction = text.slice(text.lastIndexOf(decimal) + 1);
    const decimals = text.includes(decimal) ? fraction.length : 0;
    return sum + (decimals === 3 ? 0.2 : decimals === 2 ? 1.5 : 1);
  }, 0);
}

/** Minor units of a sum in major ones, halves away from zero, by the digits that ISO 4217 gives the currency. */
export function toMinorUnits(major: number, currency: Currency): number {
  const digits = new Intl.NumberFormat('en', { style: 'currency', currency }).resolvedOptions().maximumFractionDigits ?? 2;
  // A binary fraction lies a hair off the half that was written, so it is nudged before it is rounded.
  return Math.sign(major) * Math.round(Math.abs(major) * 10 ** digits + 1e-7) + 0;
}
