import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { parseAst } from 'vite';
import type { Measured } from '../figure.ts';

const root = path.resolve(import.meta.dirname, '../../..');
const ROOMS = ['shared/capture', 'extension/capture'];
/** A line of a page is at most this long when an expression sees it. */
const LENGTH = 3000;
/** An expression that takes longer on one line is counted as slow: one that grows with the cube of a line takes seconds. */
const MAX_MS = 200;

type Expression = { readonly where: string; readonly source: RegExp };

/** Every regular expression that stands as one in the program text. */
function listExpressions(): Expression[] {
  const found: Expression[] = [];
  for (const room of ROOMS) {
    for (const name of readdirSync(path.join(root, room), { recursive: true, encoding: 'utf8' }).filter((file) => file.endsWith('.ts'))) {
      const text = readFileSync(path.join(root, room, name), 'utf8');
      JSON.stringify(parseAst(text, { lang: 'ts' }), (key, value: unknown) => {
        if (key === 'regex' && typeof value === 'object' && value !== null && 'pattern' in value && 'flags' in value) {
          found.push({ where: path.join(room, name), source: new RegExp(String(value.pattern), String(value.flags).replace(/[gy]/gu, '')) });
        }
        return typeof value === 'bigint' ? null : value;
      });
    }
  }
  return found;
}

/** What an expression may match many times over: its own words and marks, and characters of each kind. */
function listPumps(pattern: string): string[] {
  const plain = pattern.replace(/\\[pP]\{[^}]*\}|\\[dswbDSWB]|\\u\{?[\dA-F]+\}?/gu, ' ').replace(/[[\](){}?*+|^$\\]/gu, ' ');
  const words = plain
    .split(/\s+/u)
    .filter((word) => word !== '')
    .slice(0, 40);
  const kinds = [
    'a',
    'A',
    'Ab ',
    'é',
    '张',
    'あ',
    '0',
    '0 ',
    '0-',
    '(0',
    '+0',
    ' ',
    '\t',
    '-',
    '.',
    'a.',
    ',',
    ':',
    '@',
    'a@',
    'a-',
    '"',
    '<',
    '<a ',
    '/',
    '%',
    '&',
    '=',
    '(',
    ')',
    '[',
    '|',
    'A B ',
    'a, ',
    '1 a ',
    '\n',
    '\u00A0',
  ];
  return [...new Set([...kinds, ...words, ...words.map((word) => `${word} `)])];
}

function slowestOf(expression: RegExp): { readonly ms: number; readonly pump: string } {
  let slowest = { ms: 0, pump: '' };
  const pumps = listPumps(expression.source);
  const [first = ''] = pumps.slice(37);
  for (const pump of pumps) {
    for (const [before, behind] of [
      ['', '\u0000'],
      [first, '!'],
    ] as const) {
      const text = `${before}${pump.repeat(Math.ceil(LENGTH / pump.length)).slice(0, LENGTH)}${behind}`;
      let ms = Number.POSITIVE_INFINITY;
      // What runs beside this on the machine slows one run, not both.
      for (let run = 0; run < 2 && ms > MAX_MS; run += 1) {
        const startedMs = performance.now();
        expression.test(text);
        ms = performance.now() - startedMs;
      }
      slowest = ms > slowest.ms ? { ms, pump } : slowest;
    }
  }
  return slowest;
}

/** Each regular expression of the capture (those put together at run time aside: they see 48 characters) on lines that repeat what it looks for and then end otherwise. */
export async function* measureRegularExpressions(): AsyncGenerator<Measured> {
  const measured = listExpressions().map(({ where, source }) => ({ where, source, ...slowestOf(source) }));
  const slow = measured.filter(({ ms }) => ms > MAX_MS);
  const [slowest] = measured.toSorted((a, b) => b.ms - a.ms);
  yield {
    metric: 'hostile.slow-expressions',
    unit: 'expressions',
    ours: slow.length,
    atMost: 0,
    runs: measured.length,
    note: `of ${measured.length} expressions, on lines of ${LENGTH} characters; slow is above ${MAX_MS} ms; slowest ${slowest?.ms.toFixed(1) ?? '-'} ms in ${slowest?.where ?? '-'}${slow.map(({ where, source, ms, pump }) => `; ${where} ${ms.toFixed(0)} ms on ${JSON.stringify(pump)}: ${source.source.slice(0, 60)}`).join('')}`,
  };
}
