import { readCalendar } from '#shared/capture/calendar.ts';
import { findOrders, readPastedOrder } from '#shared/capture/orders-in-text.ts';
import { readSignature } from '#shared/capture/text/signature-fields.ts';
import { removeQuote } from '#shared/capture/text/quotes.ts';
import { splitSignature } from '#shared/capture/text/signature.ts';
import { readTranscript } from '#shared/capture/transcript.ts';
import { aTalk, WRITERS, writeMailedTalk, writeTalk } from '../../shared/capture/a-talk.ts';
import type { Measured } from '../figure.ts';
import { shareOf } from './replies.ts';

const context = { today: '2026-11-20' };

/** Order lists as people type and paste them, with what they order: `product | quantity | price`. */
const LISTS: readonly (readonly [string, readonly string[]])[] = [
  ['牛奶 3 箱', ['牛奶 | 3 | ']],
  ['老板，明天要：\n牛奶3箱\n鸡蛋5盒\n酱油两瓶', ['牛奶 | 3 | ', '鸡蛋 | 5 | ', '酱油 | 2 | ']],
  ['可乐*10\n雪碧*5', ['可乐 | 10 | ', '雪碧 | 5 | ']],
  ['再来20包纸巾，3桶洗洁精', ['纸巾 | 20 | ', '洗洁精 | 3 | ']],
  ['大米 50公斤 单价6.8元\n面粉 25公斤 单价4.5元', ['大米 | 50 | 6.8', '面粉 | 25 | 4.5']],
  ['豆腐十二盒\n豆芽三斤', ['豆腐 | 12 | ', '豆芽 | 3 | ']],
  ['3 x milk', ['milk | 3 | ']],
  ['milk – 3 cases @ 4.50', ['milk | 3 | 4.5']],
  ['For tomorrow:\n12x croissant\n6x pain au chocolat\n2x sourdough', ['croissant | 12 | ', 'pain au chocolat | 6 | ', 'sourdough | 2 | ']],
  ['☐ 4 crates tomatoes\n☐ 2 bags rice\n☐ 1 box limes', ['tomatoes | 4 | ', 'rice | 2 | ', 'limes | 1 | ']],
  ['Still water: 20 crates\nSparkling water: 10 crates', ['Still water | 20 | ', 'Sparkling water | 10 | ']],
  ['1) Gloves L – 5 boxes @ £7.20\n2) Gloves M – 8 boxes @ £7.20', ['Gloves L | 5 | 7.2', 'Gloves M | 8 | 7.2']],
  ['paper 5\npens 20\nclips 12', ['paper | 5 | ', 'pens | 20 | ', 'clips | 12 | ']],
  ['10 Kisten Mineralwasser\n5 Kisten Apfelschorle à 8,90 €', ['Mineralwasser | 10 | ', 'Apfelschorle | 5 | 8.9']],
  ['Brötchen: 120 Stück\nBrezeln: 60 Stück', ['Brötchen | 120 | ', 'Brezeln | 60 | ']],
  ['6 caisses de cidre à 21,00 €\n12 bouteilles de jus', ['cidre | 6 | 21', 'jus | 12 | ']],
  ['- Leche: 6 cajas\n- Azúcar: 4 bolsas', ['Leche | 6 | ', 'Azúcar | 4 | ']],
  ['・緑茶 24本\n・烏龍茶 12本', ['緑茶 | 24 | ', '烏龍茶 | 12 | ']],
  ['品名\t数量\t单价\n螺丝\t500\t0.12\n螺母\t500\t0.08', ['螺丝 | 500 | 0.12', '螺母 | 500 | 0.08']],
  ['SKU\tProduct\tQty\tPrice\nA1\tCable 2 m\t40\t3.10\nA2\tCable 5 m\t25\t5.60', ['Cable 2 m | 40 | 3.1', 'Cable 5 m | 25 | 5.6']],
];

/** Pasted texts that are no order. */
const NO_LISTS: readonly string[] = [
  'Call me at 10, there are 3 of us.',
  'Version 2\nVersion 3',
  '会议改到3点，10个人参加。',
  'Room 12\nFloor 3\nGate 7B',
  '5 days\n2 weeks\n3 months',
  'Dear Mira,\n\nthank you for the 40 boxes. All came.\n\nRobin',
  '+44 20 7946 0123\n+44 20 7946 0124',
  '12 Mill Lane\nKendal LA9 6NT',
];

/** A seeded generator (mulberry32, public domain). */
function createDraw(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

const PIECES = [
  ...'Item|Qty|\t|;|||\n|12|1.200,50|£|€|牛奶|3箱|两| x | @ |4.50|  |"|<table>|<tr>|<td>|</table>|Total|,|—|[03.11.26, 14:05:22] |: |王芳 |2026/11/3 |14:05|昨天 |下午|BEGIN:VEVENT\n|END:VEVENT\n|UID:1\n|DTSTART:20261103T090000\n|;TZID=|On 2 Mar 2026 Robin wrote:\n|> |From: a@b.example\n|-- \n|Regards\n|Mira Holt|Acme Ltd| | |+44 20 7946 0123|www.acme.example|12 High Street|GmbH|Tel: |〒100-0001|\u{1F600}|\u202E|\uD800'.split(
    '|',
  ),
  '|',
];

function hostile(draw: () => number): string {
  const count = Math.floor(draw() * 60);
  const pieces = Array.from({ length: count }, () => PIECES[Math.floor(draw() * PIECES.length)] ?? '');
  // Now and then one piece again and again, as those write who want a reader to hang.
  const pump = draw() < 0.02 ? (PIECES[Math.floor(draw() * PIECES.length)] ?? '').repeat(5000) : '';
  return pieces.join('') + pump;
}

function measureHostile(count: number): Measured[] {
  const draw = createDraw(20_261_124);
  let thrown = 0;
  let slowestMs = 0;
  for (let at = 0; at < count; at += 1) {
    const text = hostile(draw);
    const startedAt = performance.now();
    try {
      readTranscript(text, context);
      readPastedOrder(text, text, 'DE');
      findOrders({ sender: 'a@b.example', country: null, text, html: text, attached: [] }, []);
      readCalendar(text, 'Europe/Berlin');
      const { signature } = splitSignature(removeQuote(text), { name: 'Mira Holt', email: 'mira@acme.example' });
      readSignature(signature ?? text, { name: '', email: 'mira@acme.example' }, { country: 'GB' });
    } catch {
      thrown += 1;
    }
    slowestMs = Math.max(slowestMs, performance.now() - startedAt);
  }
  return [
    { metric: 'hostile.thrown', unit: 'inputs', ours: thrown, atMost: 0, runs: count, note: `${count} generated texts through six readers` },
    { metric: 'hostile.slowest', unit: 'ms', ours: Math.round(slowestMs), atMost: 1000, runs: count, note: 'all six readers on one text' },
  ];
}

/** Pasted talks and order lists, and texts made to break their readers. */
export async function* measurePastes(options: { readonly full: boolean }): AsyncGenerator<Measured> {
  const talks = [
    ...Object.keys(WRITERS).map((program) => [program, writeTalk(program, aTalk())] as const),
    ['WeChat by mail', writeMailedTalk(aTalk())] as const,
  ];
  const messages = talks.map(([name, text]) => {
    const found = (readTranscript(text, context)?.talks ?? []).flatMap((talk) =>
      talk.messages.map((one) => `${talk.onDay} ${one.at} ${one.speaker}: ${one.text}`),
    );
    return { name, found, wanted: aTalk().map((one) => `${one.onDay} ${one.at} ${one.speaker}: ${one.text}`) };
  });
  yield shareOf(
    'pastes.talks',
    1,
    messages.map(({ name, found, wanted }) => ({ name, right: JSON.stringify(found) === JSON.stringify(wanted) })),
  );
  yield shareOf(
    'pastes.order-lists',
    0.9,
    LISTS.map(([text, expected]) => {
      const lines = (readPastedOrder(text, '', null)?.lines ?? []).map((line) => `${line.product} | ${line.quantity} | ${line.unitPriceMajor ?? ''}`);
      return { name: text.replace(/\s+/gu, ' '), right: JSON.stringify(lines) === JSON.stringify(expected) };
    }),
  );
  yield shareOf(
    'pastes.no-order',
    0.9,
    NO_LISTS.map((text) => ({
      name: text.replace(/\s+/gu, ' '),
      right: readPastedOrder(text, '', null) === null && readTranscript(text, context) === null,
    })),
  );
  yield* measureHostile(options.full ? 100_000 : 5000);
}
