import type { FoundOrder } from '#shared/model/capture.ts';
import type { OfferedMeeting, OfferedOrder, PastedTalk } from '#shared/model/offer.ts';
import type { Hit } from '../../../extension/sidebar/parts/types.ts';

const id = (kind: string, letter: string): string => kind + letter.repeat(26);

/** A talk of three days as it was copied from WeChat. */
export const pastedTalk: PastedTalk = {
  app: 'wechat',
  speakers: ['王芳', 'Robin Reeve'],
  talks: [
    {
      onDay: '2026-11-16',
      messages: [
        { speaker: '王芳', at: '09:12', text: '早上好，请问二段奶粉还有货吗？孩子下周就六个月了，想先订三箱。' },
        { speaker: 'Robin Reeve', at: '09:40', text: '有的，明天可以发。' },
      ],
    },
    {
      onDay: '2026-11-17',
      messages: [
        { speaker: 'Robin Reeve', at: '08:05', text: '今天发货，单号稍后给您。' },
        { speaker: '王芳', at: '08:31', text: '好的👌' },
        { speaker: '王芳', at: '18:02', text: '收到了，谢谢' },
      ],
    },
    { onDay: '2026-11-20', messages: [{ speaker: '王芳', at: '14:05', text: '下个月还要三箱' }] },
  ],
  isDayOrderGuessed: false,
};

/** Customers of one name, to choose from. */
export const namesakes: readonly Hit[] = [
  { id: id('c', 'a'), kind: 'person', name: '王芳', second: '采购经理, 小雨点母婴, 上海' },
  { id: id('c', 'b'), kind: 'person', name: '王芳', second: 'wangfang@lvye.example' },
];

/** An order as a table in a mail gave it. */
export const foundOrder: FoundOrder = {
  number: '4500781',
  currency: 'GBP',
  totalMajor: 71.7,
  lines: [
    { product: 'Formula Stage 1, 900 g', sku: 'F1', quantity: 24, unit: 'tins', unitPriceMajor: 1.35, amountMajor: 32.4 },
    { product: 'Wipes, sensitive, 12 packs', sku: 'W12', quantity: 18, unit: null, unitPriceMajor: null, amountMajor: null },
    { product: 'Bottle 240 ml', sku: 'B240', quantity: 6, unit: null, unitPriceMajor: 3.25, amountMajor: 19.5 },
  ],
  table: {
    heading: ['Code', 'Item', 'Qty', 'Unit price', 'Total'],
    rows: [
      ['F1', 'Formula Stage 1, 900 g', '24 tins', '£1.35', '£32.40'],
      ['W12', 'Wipes, sensitive, 12 packs', '18', '', ''],
      ['B240', 'Bottle 240 ml', '6', '£3.25', '£19.50'],
    ],
    roles: ['sku', 'product', 'quantity', 'unitPrice', 'amount'],
  },
  confidence: 0.85,
};

/** The same order as the open mail offers it. */
export const offeredOrder: OfferedOrder = { id: id('o', 'a'), order: foundOrder };

/** A meeting to come, and one that was called off. */
export const offeredMeetings: readonly OfferedMeeting[] = [
  {
    id: id('i', 'a'),
    thread: 'meeting:1',
    subject: 'Prices for spring and the new delivery days',
    place: 'Room 2, Harbour House',
    startsAt: '2026-11-26T10:00:00Z',
    onDay: '2026-11-26',
    durationMinutes: 45,
    state: 'planned',
    isZoneGuessed: true,
    people: [{ name: 'Hannah Whitfield', email: 'hannah@acorn.example' }],
  },
  {
    id: id('i', 'b'),
    thread: 'meeting:2',
    subject: 'Call on returns',
    place: '',
    startsAt: '2026-11-24T09:00:00Z',
    onDay: '2026-11-24',
    durationMinutes: 30,
    state: 'cancelled',
    isZoneGuessed: false,
    people: [],
  },
];
