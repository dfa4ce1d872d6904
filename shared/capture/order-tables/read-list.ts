import type { FoundOrder, FoundOrderLine } from '../../model/capture.ts';
import { toLine } from '../line.ts';
import { currencyOfCountry, figuresOf, parseFigures, readCurrency, scoreDecimal, type Decimal } from './amounts.ts';
import { findOrderNumber, type OrderContext } from './read-table.ts';

/** What goods are counted in; each as a whole word. */
const UNIT_WORDS =
  'cases?|cs|boxes|box|cartons?|ctn|crates?|bags?|sacks?|bottles?|btl|packs?|packets?|pkts?|pieces?|pcs?|units?|ea|pairs?|sets?|rolls?|pallets?|trays?|tins?|cans?|jars?|dozen|doz|kegs?|barrels?|drums?|reams?|sheets?|tubs?|bundles?|kgs?|kilos?|g|grams?|lbs?|pounds?|oz|lit(?:re|er)s?|l|ml|cl|m|cm|metres?|meters?|tons?|' +
  'kisten?|kartons?|kartonagen|stück|stueck|stk|st|säcke|sack|flaschen?|fl|packungen?|pack|pck|pkg|paare?|rollen?|paletten?|dosen?|gläser|glas|eimer|fässer|fass|bund|schachteln?|tüten?|beutel|kanister|gebinde|' +
  'caisses?|cartons?|sacs?|bouteilles?|paquets?|pièces?|unités?|paires?|rouleaux?|palettes?|boîtes?|bocaux|bocal|bidons?|fûts?|barquettes?|douzaines?|litres?|' +
  'cajas?|cajones|cartones|sacos?|botellas?|paquetes?|piezas?|pzas?|unidades?|uds?|pares|rollos?|palés?|palets?|latas?|frascos?|bidones|docenas?|litros?|bolsas?|garrafas?';
const UNIT = new RegExp(`^(?:${UNIT_WORDS})\\.?$`, 'iu');
const CJK_UNIT =
  '(?:公斤|千克|公克|台斤|市斤|毫升|公升|箱|件|个|個|瓶|包|袋|盒|罐|桶|打|支|条|條|只|隻|把|套|台|臺|双|雙|对|對|斤|克|吨|噸|米|卷|捲|张|張|块|塊|板|提|筐|份|串|听|扎|本|枚|缶|足|玉|束|丁|膳|パック|ケース|セット|ダース|ボトル|キロ|リットル)';

const HAN_DIGITS: ReadonlyMap<string, number> = new Map([
  ['零', 0],
  ['一', 1],
  ['二', 2],
  ['两', 2],
  ['兩', 2],
  ['三', 3],
  ['四', 4],
  ['五', 5],
  ['六', 6],
  ['七', 7],
  ['八', 8],
  ['九', 9],
]);
const HAN_NUMBER = '[零一二两兩三四五六七八九十百半]{1,6}';

/** `十二`, `三百五十`, `两` as a number; null when it is none. */
export function parseHanNumber(text: string): number | null {
  if (text === '半') {
    return 0.5;
  }
  let sum = 0;
  let digit = 0;
  for (const letter of text) {
    const value = HAN_DIGITS.get(letter);
    if (value !== undefined) {
      digit = value;
    } else if (letter === '十' || letter === '百') {
      sum += (digit === 0 ? 1 : digit) * (letter === '十' ? 10 : 100);
      digit = 0;
    } else {
      return null;
    }
  }
  return sum + digit === 0 ? null : sum + digit;
}

const NUMBER = String.raw`\d{1,6}(?:[.,'’]\d{1,3}){0,2}`;
const BULLET = /^\s{0,8}(?:[-–—*•·・▪◦●○◯☐□■◆✓✔>]+|\(?\d{1,2}[.)、](?!\d)|[①-⑳]|[（(][一二三四五六七八九十\d]{1,2}[)）])\s*/u;
/** `@ 4.50`, `à 1,20 €`, `je 3 EUR`, `每箱45元`, `45元/箱`, `单价 45`: the price of one. */
const PRICE = new RegExp(
  String.raw`(?:[@＠]|(?<!\p{L})(?:at|à|a|je|zu|per|each|per unit|ea|c\/u|chacune?|cada)(?!\p{L})|单价|單價|単価|[每毎](?=\p{L}{0,2}\d)|[每毎]${CJK_UNIT}|[,，;；]|[-–—]|\s)\s*[:：]?\s*(?:([€£$¥￥]|EUR|USD|GBP|CHF|RMB|CNY|JPY|HK\$|NT\$)\s*(${NUMBER})|(${NUMBER})\s*(€|£|\$|EUR|USD|GBP|CHF|元|円|圆|块钱|块))\s*(?:\/\s*\p{L}{1,12}|each|ea|per \p{L}{1,12}|pro \p{L}{1,12}|le \p{L}{1,12}|la \p{L}{1,12}|chacune?|cada uno)?\s*\.?$`,
  'iu',
);
/** The same without a currency: only the words and signs of a price tell it from a count. */
const BARE_PRICE = new RegExp(
  String.raw`(?:[@＠]|(?<!\p{L})(?:at|à|je|zu)(?!\p{L})|单价|單價|単価)\s*[:：]?\s*(${NUMBER})\s*(?:\/\s*\p{L}{1,12}|each|ea|pro \p{L}{1,12}|per \p{L}{1,12})?\s*\.?$`,
  'iu',
);

const COUNT_FIRST = new RegExp(String.raw`^(${NUMBER})\s*(?:([x×*✕])\s*|(\p{L}{1,14}\.?)(?=\s))?\s*(?:(?:of|de|d['’]|von)\s*)?(\S.*)$`, 'iu');
const COUNT_LAST = new RegExp(
  String.raw`^(.*\S?)(?:\s*[:：=–—-]\s*|\s*[,，、]\s*|\s+|\s*(?=[x×*✕]\s?\d))(?:([x×*✕])\s*)?(${NUMBER})\s*(?:([x×✕])|(\p{L}{1,14}\.?))?$`,
  'iu',
);
const CJK_LAST = new RegExp(`^(.{1,60}?)\\s*[:：,，、x×*＊-]?\\s*(${NUMBER}|${HAN_NUMBER})\\s*(${CJK_UNIT})$`, 'u');
const CJK_FIRST = new RegExp(
  `^(?:我?(?:要|来|來|订|訂|再来|加|下单|想要)\\s*)?(${NUMBER}|${HAN_NUMBER})\\s*(${CJK_UNIT})(?:の|的)?\\s*(\\p{L}.{0,60})$`,
  'u',
);
const CJK_WANT = /^(?:我?(?:要|来|來|订|訂|再来|加|下单|想要)|ください)\s*/u;

/** A line of an order list before the decimal sign of its figures is known. */
type ListLine = {
  readonly product: string;
  readonly count: string;
  readonly unit: string | null;
  readonly price: string | null;
  readonly isTold: boolean;
};

/** Words that a count is of without being an order: days, hours, people, percent. */
const NO_GOODS =
  /^(?:%|days?|weeks?|months?|years?|hours?|h|hrs?|min(?:ute[ns]?)?s?|people|persons?|times|am|pm|o'?clock|uhr|tage?n?|wochen?|monate?|jahre?|stunden?|personen|mal|jours?|semaines?|mois|ans?|heures?|personnes?|fois|días?|semanas?|meses|años?|horas?|personas|veces|km|january|february|march|april|may|june|july|august|september|october|november|december)$/iu;

/** One line of an order list, or null: `3 x milk`, `milk – 3 cases @ 4.50`, `牛奶 3 箱`, `3箱牛奶`, `2 Kisten Milch à 1,20 €`. */
function readListLine(given: string): ListLine | null {
  const clean = toLine(given)
    .normalize('NFKC')
    .replace(BULLET, '')
    .replace(/[。;；]$/u, '')
    .trim();
  if (clean.length < 2 || clean.length > 140 || /[?？!！]$/u.test(clean) || /https?:|www\.|\S@\S+\.\S/iu.test(clean)) {
    return null;
  }
  const priced = PRICE.exec(clean) ?? BARE_PRICE.exec(clean);
  const price = priced === null ? null : (priced.slice(1).find((part) => part !== undefined && /^\d/u.test(part)) ?? null);
  const text = (priced === null ? clean : clean.slice(0, priced.index)).replace(/[\s,，:：–—-]+$/u, '').trim();
  const last = CJK_LAST.exec(text);
  if (last !== null) {
    return toListLine((last[1] ?? '').replace(CJK_WANT, ''), last[2], last[3] ?? null, price, true);
  }
  const first = CJK_FIRST.exec(text);
  if (first !== null) {
    return toListLine(first[3] ?? '', first[1], first[2] ?? null, price, true);
  }
  const opening = COUNT_FIRST.exec(text);
  if (opening !== null) {
    const [, count, times, word, rest = ''] = opening;
    const isUnit = word !== undefined && UNIT.test(word);
    if (word !== undefined && NO_GOODS.test(word)) {
      return null;
    }
    return toListLine(isUnit || word === undefined ? rest : `${word} ${rest}`, count, isUnit ? word : null, price, times !== undefined || isUnit);
  }
  const closing = COUNT_LAST.exec(text);
  if (closing !== null) {
    const [, product = '', times, count, timesBehind, word] = closing;
    if (word !== undefined && !UNIT.test(word)) {
      return null;
    }
    return toListLine(product, count, word ?? null, price, times !== undefined || timesBehind !== undefined || word !== undefined);
  }
  return null;
}

function toListLine(product: string, count: string | undefined, unit: string | null, price: string | null, isTold: boolean): ListLine | null {
  const name = product.replace(/^[\s:：,，*–—-]+|[\s:：,，=*–—-]+$/gu, '');
  // A product has letters, and is a thing rather than a sentence.
  const isThing = /\p{L}{2}|\p{Script=Han}/u.test(name) && name.length <= 80 && name.split(/\s+/u).length <= 10 && !/[.!?。！？]\s/u.test(name);
  return count === undefined || !isThing || NO_GOODS.test(name) ? null : { product: name, count, unit, price, isTold };
}

function toCount(count: string, decimal: Decimal): number | null {
  return /^\d/u.test(count) ? parseFigures(count, decimal) : parseHanNumber(count);
}

/** What a run of lines needs to be an order: at least this share of them said by a unit or a times sign. */
const TOLD_SHARE = 0.5;

/**
 * The order of a list in a text, or null. The longest run of lines that each say what and how many; at least two of them, or one
 * that is all the text (`isWhole`), and most told by a unit or a times sign.
 */
export function readOrderList(text: string, context: OrderContext, isWhole: boolean): FoundOrder | null {
  const lines = text
    .slice(0, 50_000)
    .split('\n')
    .slice(0, 2000)
    .map((line) => line.slice(0, 300))
    // `牛奶3箱，面包2袋，鸡蛋5盒` on one line are three.
    .flatMap((line) => splitListed(line))
    .filter((line) => line.trim() !== '');
  const read = lines.map(readListLine);
  let best: ListLine[] = [];
  for (let from = 0; from < read.length; from += 1) {
    const run: ListLine[] = [];
    while (read[from + run.length] !== null && from + run.length < read.length) {
      const line = read[from + run.length];
      if (line === null || line === undefined) {
        break;
      }
      run.push(line);
    }
    best = run.length > best.length ? run : best;
    from += run.length;
  }
  const told = best.filter((line) => line.isTold || line.price !== null).length;
  const isEnough = best.length >= 2 || (best.length === 1 && isWhole && lines.length <= 2);
  // A list that was pasted by itself may say bare counts: `milk 3`, `bread 2`, `eggs 12`.
  const isBare = isWhole && best.length >= 3 && best.length === lines.length;
  if (!isEnough || (!isBare && (told === 0 || told < best.length * TOLD_SHARE))) {
    return null;
  }
  const prices = best.flatMap((line) => line.price ?? []);
  const figures = prices.flatMap((price) => figuresOf(price)?.figures ?? []);
  const decimal: Decimal = scoreDecimal(figures, ',') > scoreDecimal(figures, '.') || (figures.length === 0 && usesComma(best)) ? ',' : '.';
  const found = best.flatMap((line): FoundOrderLine[] => {
    const quantity = toCount(line.count, decimal);
    const unitPriceMajor = line.price === null ? null : parseFigures(line.price, decimal);
    return quantity === null || quantity === 0
      ? []
      : [{ product: toLine(line.product), sku: null, quantity, unit: line.unit, unitPriceMajor, amountMajor: null }];
  });
  if (found.length === 0) {
    return null;
  }
  const currency = prices.length === 0 ? null : (readCurrency(text.slice(0, 50_000), context.country) ?? currencyOfCountry(context.country));
  return {
    number: findOrderNumber(context.around),
    currency,
    totalMajor: null,
    lines: found,
    table: null,
    confidence: told === best.length ? 0.7 : told > 0 ? 0.6 : 0.55,
  };
}

/** `2,5 kg`: a comma that is not followed by three figures parts a fraction. */
function usesComma(lines: readonly ListLine[]): boolean {
  return lines.some((line) => /,\d{1,2}$/u.test(line.count));
}

/** The orders of a line that lists several, parted by commas. */
function splitListed(line: string): string[] {
  // What stands before a colon may lead into the list: `please send: 3 boxes of tea, 2 of …`.
  const rest = /^[^:：]{1,40}[:：]\s*(\S.*)$/u.exec(line)?.[1];
  for (const listed of rest === undefined ? [line] : [rest, line]) {
    const parts = listed.split(/[，,、;；]\s*(?=\S)/u);
    if (parts.length > 1 && parts.every((part) => readListLine(part)?.isTold === true)) {
      return parts;
    }
  }
  return [line];
}
