import { zipSync, strToU8 } from 'fflate';
import { eachCard } from '#shared/capture/vcard.ts';
import { readContactRow } from '#shared/import/contact-rows.ts';
import { readCsv } from '#shared/import/csv.ts';
import { decodeText, guessEncoding } from '#shared/import/decode.ts';
import { guessMapping } from '#shared/import/mapping.ts';
import { eachMail } from '#shared/import/read-mails.ts';
import { readXlsx } from '#shared/import/xlsx.ts';

/** What inputs made to break a reader did: reads that threw, that changed an object of all, and the slowest. */
export type Hostility = {
  readonly parser: string;
  readonly inputs: number;
  readonly thrown: number;
  readonly polluted: number;
  readonly slowestMs: number;
  readonly first: string;
};

type Next = (below: number) => number;

/** Always the same numbers: a fault that is found can be found again. */
function aChance(seed: number): Next {
  let state = seed;
  return (below) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((state / 4_294_967_296) * below);
  };
}

const PIECES = [
  '"',
  '""',
  ',',
  ';',
  '\t',
  '|',
  '\r',
  '\n',
  '\r\n',
  '\0',
  '\uFEFF',
  '\uD800',
  '\u202E',
  '=',
  '=\n',
  '=C3',
  '\\',
  '\\n',
  '\\;',
  ':',
  '::: ',
  '<',
  '>',
  '</',
  '/>',
  '&amp;',
  '&#0;',
  '&#x110000;',
  '__proto__',
  'constructor',
  'prototype',
  'toString',
  '{"__proto__":{"polluted":1}}',
  'x@y.example',
  '@',
  '<x@y.example>',
  '+44 20 7946 0011',
  '0',
  '-1',
  '1e999',
  'NaN',
  '2026-13-45',
  'BEGIN:VCARD\n',
  'END:VCARD\n',
  'VERSION:2.1\n',
  'FN:',
  'N:a;b',
  'TEL;',
  'ORG;CHARSET=',
  'ENCODING=QUOTED-PRINTABLE:',
  'AGENT:\n',
  'item1.',
  ' folded',
  'PHOTO:',
  'EMAIL:',
  'From - Mon Nov 16 09:00:00 2026\n',
  'From ',
  '>From ',
  'Subject: ',
  'Content-Type: multipart/mixed; boundary=a\n',
  '--a\n',
  '--a--\n',
  'X-Gmail-Labels: ',
  '=?utf-8?B?',
  '?=',
  '\n\n',
  '<row r="',
  '<c r="A1" t="s">',
  '<v>',
  '</v>',
  '<si><t>',
  '<sheet name="',
  '<Relationship Id="',
  '<xf numFmtId="14"/>',
  '姓名',
  '电话',
  '\u00ff\u00fe',
  'Name',
  'Email',
  'a'.repeat(400),
  ' '.repeat(200),
];

function aText(next: Next): string {
  return Array.from({ length: 1 + next(40) }, () => PIECES[next(PIECES.length)] ?? '').join('');
}

function someBytes(next: Next): Uint8Array {
  const bytes = next(3) === 0 ? Uint8Array.from({ length: 1 + next(600) }, () => next(256)) : new TextEncoder().encode(aText(next));
  for (let change = next(6); change > 0; change -= 1) {
    bytes[next(bytes.length)] = next(256);
  }
  return bytes;
}

function aWorkbookOf(next: Next): Uint8Array {
  const part = (start: string): Uint8Array => strToU8(next(4) === 0 ? aText(next) : `${start}${aText(next)}${aText(next)}`);
  const bytes = zipSync({
    'xl/workbook.xml': part('<workbook><sheets><sheet name="S" r:id="r1"/></sheets>'),
    'xl/_rels/workbook.xml.rels': part('<Relationships><Relationship Id="r1" Target="worksheets/sheet1.xml"/>'),
    'xl/worksheets/sheet1.xml': part('<worksheet><sheetData><row r="1"><c r="A1" t="s"><v>0</v></c></row>'),
    'xl/sharedStrings.xml': part('<sst><si><t>x</t></si>'),
    'xl/styles.xml': part('<styleSheet><cellXfs><xf numFmtId="14"/></cellXfs>'),
  });
  for (let change = next(4); change > 0; change -= 1) {
    bytes[next(bytes.length)] = next(256);
  }
  return bytes;
}

function readTableOf(bytes: Uint8Array): void {
  const text = decodeText(bytes, guessEncoding(bytes).encoding);
  let headings: readonly string[] | undefined;
  for (const row of readCsv(text)) {
    headings ??= row.cells;
    readContactRow(
      row,
      headings,
      guessMapping(headings).mapping.map((meaning) => meaning ?? { field: 'custom', group: 1 }),
      { country: 'GB' },
    );
  }
}

const parsers: readonly {
  readonly name: string;
  readonly make: (next: Next) => Uint8Array;
  readonly read: (bytes: Uint8Array) => void | Promise<void>;
}[] = [
  { name: 'table', make: someBytes, read: readTableOf },
  { name: 'xlsx', make: aWorkbookOf, read: (bytes) => void readXlsx(bytes) },
  { name: 'vcard', make: (next) => strToU8(`BEGIN:VCARD\n${aText(next)}\n${aText(next)}`), read: (bytes) => void [...eachCard(bytes, 'GB')] },
  {
    name: 'mail',
    make: someBytes,
    read: async (bytes) => {
      for await (const { message } of eachMail({ name: 'x', size: bytes.length, read: (from, to) => Promise.resolve(bytes.subarray(from, to)) })) {
        message?.subject.slice(0);
      }
    },
  },
];

/** Reads `inputs` generated texts with each parser of imports. */
export async function* attackParsers(inputs: number): AsyncGenerator<Hostility> {
  for (const { name, make, read } of parsers) {
    const next = aChance(20_261_124);
    let [thrown, polluted, slowestMs, first] = [0, 0, 0, ''];
    for (let count = 0; count < inputs; count += 1) {
      const bytes = make(next);
      const started = performance.now();
      try {
        await read(bytes);
      } catch (error) {
        thrown += 1;
        first ||= `${String(error)} on ${Buffer.from(bytes).toString('base64').slice(0, 300)}`;
      }
      slowestMs = Math.max(slowestMs, performance.now() - started);
      const fresh: object = {};
      polluted += Reflect.ownKeys(Object.prototype).length > OWN || 'polluted' in fresh ? 1 : 0;
    }
    yield { parser: name, inputs, thrown, polluted, slowestMs, first };
  }
}

const OWN = Reflect.ownKeys(Object.prototype).length;
