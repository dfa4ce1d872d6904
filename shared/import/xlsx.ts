import { strFromU8, unzipSync } from 'fflate';
import { err, ok, type Result } from '../result.ts';
import type { TableRow } from './csv.ts';
import { attributeOf, decodeEntities, elementsOf, prefixOf, textOf } from './xlsx-xml.ts';

/** Why a workbook cannot be read: none at all, the binary form of old Excel or one with a password, too large, no sheet of that name. */
export type XlsxFault = 'not-a-workbook' | 'old-or-locked' | 'too-large' | 'sheet-missing';

/** One sheet of a workbook. Cells are texts as a CSV would have them; days are ISO, numbers have a point. */
export type XlsxTable = { readonly sheets: readonly string[]; readonly sheet: string; readonly rows: readonly TableRow[] };

/** What a part of a workbook may grow to when it is inflated; 50,000 contacts take some 30 MB. */
const MAX_PART_BYTES = 160 * 1024 * 1024;
const MAX_ALL_BYTES = 256 * 1024 * 1024;
const MAX_ROWS = 1_048_576;
const MAX_COLUMNS = 512;
const MAX_CELLS = 20_000_000;
const MAX_CELL_LENGTH = 32_767;

const PARTS = /^(?:xl\/(?:workbook|sharedStrings|styles)\.xml|xl\/_rels\/workbook\.xml\.rels|xl\/worksheets\/[^/]+\.xml)$/iu;

/**
 * Reads one sheet of a workbook (ECMA-376 SpreadsheetML): the first visible one, or the one called `sheet`. Formulas
 * give their last result; merged cells have their value in the first. What was declared smaller than it is comes out cut,
 * so a file made to exhaust its reader takes no more memory than the caps.
 */
export function readXlsx(bytes: Uint8Array, sheet?: string): Result<XlsxTable, XlsxFault> {
  if (bytes[0] === 0xd0 && bytes[1] === 0xcf && bytes[2] === 0x11 && bytes[3] === 0xe0) {
    return err('old-or-locked');
  }
  const opened = openParts(bytes);
  if (!opened.ok) {
    return opened;
  }
  const part = (name: string): string => opened.value.get(name.toLowerCase()) ?? '';
  const workbook = part('xl/workbook.xml');
  const sheets = listSheets(workbook, part('xl/_rels/workbook.xml.rels'));
  const visible = sheets.filter(({ isHidden }) => !isHidden);
  const chosen = sheet === undefined ? (visible[0] ?? sheets[0]) : sheets.find(({ name }) => name === sheet);
  if (chosen === undefined) {
    return err(sheets.length === 0 ? 'not-a-workbook' : 'sheet-missing');
  }
  const shared = readSharedStrings(part('xl/sharedStrings.xml'));
  const dates = readDateStyles(part('xl/styles.xml'));
  const is1904 = /\bdate1904\s*=\s*["'](?:1|true)["']/u.test(workbook.slice(0, 20_000));
  const rows = readRows(part(chosen.target), { shared, dates, is1904 });
  return rows === undefined ? err('too-large') : ok({ sheets: visible.map(({ name }) => name), sheet: chosen.name, rows });
}

function openParts(bytes: Uint8Array): Result<ReadonlyMap<string, string>, XlsxFault> {
  let all = 0;
  let isTooLarge = false;
  try {
    const files = unzipSync(bytes, {
      filter: ({ name, originalSize }) => {
        const isWanted = PARTS.test(name);
        all += isWanted ? originalSize : 0;
        isTooLarge ||= isWanted && (originalSize > MAX_PART_BYTES || all > MAX_ALL_BYTES);
        return isWanted && !isTooLarge;
      },
    });
    const parts = Object.entries(files).map(([name, part]): [string, string] => [name.toLowerCase(), toText(part)]);
    return isTooLarge ? err('too-large') : parts.length === 0 ? err('not-a-workbook') : ok(new Map(parts));
  } catch {
    // The library throws for what is no zip file, and for a size that no memory holds.
    return err(isTooLarge ? 'too-large' : 'not-a-workbook');
  }
}

/** The parts are UTF-8 but for the rare program that writes UTF-16 with a mark. */
function toText(part: Uint8Array): string {
  const wide = part[0] === 0xff && part[1] === 0xfe ? 'utf-16le' : part[0] === 0xfe && part[1] === 0xff ? 'utf-16be' : undefined;
  return wide === undefined ? strFromU8(part) : new TextDecoder(wide).decode(part);
}

type Sheet = { readonly name: string; readonly target: string; readonly isHidden: boolean };

function listSheets(workbook: string, rels: string): readonly Sheet[] {
  const targets = new Map<string, string>();
  for (const { attributes } of elementsOf(rels, `${prefixOf(rels)}Relationship`)) {
    const target = attributeOf(attributes, 'Target') ?? '';
    targets.set(attributeOf(attributes, 'Id') ?? '', target.startsWith('/') ? target.slice(1) : `xl/${target}`);
  }
  const prefix = prefixOf(workbook);
  return [...elementsOf(workbook, `${prefix}sheet`)].slice(0, 1000).map(({ attributes }, index) => ({
    name: attributeOf(attributes, 'name') ?? String(index + 1),
    target: (targets.get(/\bid\s*=\s*["']([^"']*)["']\s*\/?$/u.exec(attributes)?.[1] ?? attributeOf(attributes, 'id') ?? '') ?? '').toLowerCase(),
    isHidden: (attributeOf(attributes, 'state') ?? 'visible') !== 'visible',
  }));
}

function readSharedStrings(xml: string): readonly string[] {
  const prefix = prefixOf(xml);
  const texts: string[] = [];
  for (const { inner } of elementsOf(xml, `${prefix}si`)) {
    texts.push(textOf(inner, prefix).slice(0, MAX_CELL_LENGTH));
  }
  return texts;
}

/** Built-in formats of days and times (ECMA-376 part 1, 18.8.30), those of East Asian versions among them. */
function isBuiltInDate(id: number): boolean {
  return (id >= 14 && id <= 22) || (id >= 27 && id <= 36) || (id >= 45 && id <= 47) || (id >= 50 && id <= 58);
}

/** For each cell style whether it shows a number as a day or time. */
function readDateStyles(xml: string): readonly boolean[] {
  const prefix = prefixOf(xml);
  const custom = new Map<number, boolean>();
  for (const { attributes } of elementsOf(xml, `${prefix}numFmt`)) {
    // Texts in quotes, escaped letters, colours and locales say nothing of days; `[h]` and its like do.
    const code = (attributeOf(attributes, 'formatCode') ?? '').replace(/"[^"]*"|\\.|_.|\[(?!h+\]|m+\]|s+\])[^\]]*\]/giu, '');
    custom.set(Number(attributeOf(attributes, 'numFmtId')), !/general/iu.test(code) && /[dmyhs]/iu.test(code));
  }
  const [formats] = elementsOf(xml, `${prefix}cellXfs`);
  return [...elementsOf(formats?.inner ?? '', `${prefix}xf`)].map(({ attributes }) => {
    const id = Number(attributeOf(attributes, 'numFmtId') ?? 0);
    return custom.get(id) ?? isBuiltInDate(id);
  });
}

type Meanings = { readonly shared: readonly string[]; readonly dates: readonly boolean[]; readonly is1904: boolean };

function readRows(xml: string, meanings: Meanings): readonly TableRow[] | undefined {
  const prefix = prefixOf(xml);
  const rows: TableRow[] = [];
  let line = 0;
  let count = 0;
  for (const row of elementsOf(xml, `${prefix}row`, Math.max(0, xml.indexOf(`<${prefix}sheetData`)))) {
    const said = Number(/(?:^|\s)r="(\d{1,7})"/u.exec(row.attributes)?.[1] ?? line + 1);
    line = said > line ? said : line + 1;
    const cells: string[] = [];
    for (const { attributes, inner } of elementsOf(row.inner, `${prefix}c`)) {
      const place = columnOf(/(?:^|\s)r="([A-Z]{1,3})\d/u.exec(attributes)?.[1]) ?? cells.length;
      const text = place < MAX_COLUMNS ? readCell(attributes, inner, prefix, meanings) : '';
      if (text !== '') {
        while (cells.length < place) {
          cells.push('');
        }
        cells[place] = text;
      } else if (place === cells.length && place < MAX_COLUMNS) {
        cells.push('');
      }
    }
    count += cells.length;
    if (line > MAX_ROWS || count > MAX_CELLS) {
      return undefined;
    }
    if (cells.some((cell) => cell.trim() !== '')) {
      rows.push({ line, cells, isCutOff: false });
    }
  }
  return rows;
}

/** `A` is 0, `AA` is 26. */
function columnOf(letters: string | undefined): number | undefined {
  if (letters === undefined) {
    return undefined;
  }
  let place = 0;
  for (let at = 0; at < letters.length; at += 1) {
    place = place * 26 + letters.charCodeAt(at) - 64;
  }
  return place - 1;
}

function readCell(attributes: string, inner: string, prefix: string, { shared, dates, is1904 }: Meanings): string {
  if (inner === '') {
    return '';
  }
  const type = /(?:^|\s)t="(\w+)"/u.exec(attributes)?.[1] ?? 'n';
  if (type === 'inlineStr') {
    return textOf(inner, prefix).slice(0, MAX_CELL_LENGTH);
  }
  const [found] = elementsOf(inner, `${prefix}v`);
  const value = found === undefined ? '' : decodeEntities(found.inner).slice(0, MAX_CELL_LENGTH);
  switch (type) {
    case 's':
      return shared[Number(value)] ?? '';
    case 'b':
      return value === '1' ? 'TRUE' : 'FALSE';
    case 'e':
      return '';
    case 'n': {
      const number = Number(value);
      if (value.trim() === '' || !Number.isFinite(number)) {
        return '';
      }
      const isDate = dates[Number(/(?:^|\s)s="(\d{1,6})"/u.exec(attributes)?.[1] ?? -1)] === true;
      return isDate ? toDateText(number, is1904) : toNumberText(number);
    }
    default:
      return value;
  }
}

/** A number as people write it: a long number (a phone) without an exponent. */
function toNumberText(number: number): string {
  const text = String(number);
  return text.includes('e') && Number.isInteger(number) && Math.abs(number) < 1e21 ? BigInt(number).toString() : text;
}

/** Days since 30 December 1899 (or 1 January 1904) as an ISO day, with the time where there is one. */
function toDateText(serial: number, is1904: boolean): string {
  // The program counts a 29 February 1900 that never was: days before it are one later.
  const days = is1904 ? serial + 1462 : serial < 60 && serial >= 1 ? serial + 1 : serial;
  const seconds = Math.round((days - 25_569) * 86_400);
  const date = new Date(seconds * 1000);
  if (Number.isNaN(date.getTime()) || date.getUTCFullYear() > 9999 || serial < 0) {
    return toNumberText(serial);
  }
  const [day = '', time = ''] = date.toISOString().slice(0, 19).split('T');
  return serial < 1 && !is1904 ? time : time === '00:00:00' ? day : `${day} ${time}`;
}
