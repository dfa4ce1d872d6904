import type { CustomerFacts, RhythmFacts, TierFacts, WorthFacts } from '#shared/analysis/customer-facts.ts';
import { toView } from '#shared/model/entity.ts';
import { orders, type Order } from '#shared/model/order.ts';
import type { Body } from '#shared/model/record.ts';

const customer = `c${'0'.repeat(32)}`;
let made = 0;

/** One order from its number, day and lines of `[quantity, product, amount in pence]`. */
export function anOrder(
  number: string | undefined,
  placedOn: string,
  lines: readonly (readonly [quantity: number, product: string, amountMinor: number])[],
  more: Body = {},
): Order {
  made += 1;
  const body: Body = {
    customer,
    placedOn,
    currency: 'GBP',
    status: 'placed',
    ...(number === undefined ? {} : { number }),
    ...Object.fromEntries(lines.map(([quantity, productName, amountMinor], index) => [`lines/${index}`, { quantity, productName, amountMinor }])),
    ...more,
  };
  return toView(orders, { id: `o${String(made).padStart(32, '0')}`, body });
}

/** Hannah's orders of the mock-ups. */
export const placed: readonly Order[] = [
  anOrder('SO-20871', '2026-11-02', [
    [48, 'Formula Stage 1, 900 g', 61_920],
    [24, 'Formula Stage 2, 900 g', 32_400],
    [12, 'Wipes, carton of 12', 17_130],
    [4, 'Oat cereal', 4_000],
    [2, 'Bibs in linen', 3_000],
    [1, 'Sterilizer', 2_000],
  ]),
  anOrder('SO-20644', '2026-10-12', [[90, 'Formula Stage 1, 900 g', 114_820]]),
  anOrder('SO-20433', '2026-09-21', [
    [48, 'Formula Stage 1, 900 g', 61_920],
    [44, 'Formula Stage 2, 900 g', 57_080],
  ]),
  anOrder('SO-20240', '2026-09-03', [[-6, 'Formula Stage 1, 900 g', -8_640]]),
  anOrder('SO-20211', '2026-08-31', [[88, 'Formula Stage 1, 900 g', 116_275]]),
  anOrder(undefined, '2026-08-10', [[88, '一段奶粉，900 克', 116_275]]),
  anOrder('SO-19988', '2026-07-20', [[88, 'Formula Stage 1, 900 g', 316_275]]),
];

const cuts = { high: { netMinor: 1_500_000, orders: 12 }, general: { netMinor: 300_000, orders: 4 } };
export const high: Extract<TierFacts, { enough: true }> = {
  enough: true,
  tier: 'high',
  currency: 'GBP',
  windowFrom: '2025-11-21',
  windowTo: '2026-11-20',
  bought: { netMinor: 1_958_460, orders: 17 },
  cuts,
  basis: 'percentile',
  customers: 812,
  up: null,
  down: { tier: 'general', netMinor: 1_350_000, orders: 10 },
};
export const general: Extract<TierFacts, { enough: true }> = {
  ...high,
  tier: 'general',
  bought: { netMinor: 1_387_000, orders: 11 },
  up: { tier: 'high', netMinor: 113_000, orders: 1 },
  down: { tier: 'low', netMinor: 270_000, orders: 3 },
};
export const low: Extract<TierFacts, { enough: true }> = {
  ...high,
  tier: 'low',
  bought: { netMinor: 61_200, orders: 5 },
  basis: 'fixed',
  customers: 12,
  up: { tier: 'general', netMinor: 238_800, orders: 0 },
  down: null,
};

export const before: Extract<RhythmFacts, { enough: true }> = {
  enough: true,
  lastOrderOn: '2026-11-02',
  gapsDays: [17, 19, 20, 20, 20, 21, 21, 21, 21, 22, 22, 23, 23, 24, 26],
  medianGapDays: 21,
  dueOn: '2026-11-23',
  windowFrom: '2026-11-21',
  windowTo: '2026-11-27',
  remindOn: '2026-11-19',
  silentDays: 18,
  state: 'before',
  expectedMinor: 114_000,
  currency: 'GBP',
};
export const inWindow: RhythmFacts = {
  ...before,
  lastOrderOn: '2026-10-28',
  silentDays: 23,
  dueOn: '2026-11-22',
  windowFrom: '2026-11-20',
  windowTo: '2026-11-26',
  remindOn: '2026-11-14',
  state: 'in',
};
export const late: RhythmFacts = {
  ...before,
  lastOrderOn: '2026-10-10',
  silentDays: 41,
  dueOn: '2026-12-02',
  windowFrom: '2026-11-22',
  windowTo: '2027-01-08',
  remindOn: '2026-10-27',
  state: 'after',
};
export const justOrdered: RhythmFacts = {
  ...before,
  lastOrderOn: '2026-11-19',
  gapsDays: [60, 400, 62, 61],
  medianGapDays: 61.5,
  silentDays: 1,
  dueOn: '2027-01-20',
  windowFrom: '2026-12-28',
  windowTo: '2027-03-02',
  remindOn: '2027-01-13',
  expectedMinor: null,
};
export const few: RhythmFacts = { enough: false, orders: 1, needed: 3, why: 'few', others: { medianGapDays: 21, gaps: 312 } };

export const worth: Extract<WorthFacts, { enough: true }> = {
  enough: true,
  alive: 0.8642,
  orders: { value: 7.42, low: 4, high: 11 },
  brings: { currency: 'GBP', value: 1_190_000, low: 640_000, high: 1_821_000 },
  customers: 812,
  checked: { from: '2026-01-01', to: '2026-11-20', predicted: 4120.4, actual: 4388 },
};
export const noWorth: WorthFacts = { enough: false, missing: 'repeaters', have: 31, needed: 50 };

const span = { from: '2025-03-03', to: '2026-11-20' };
/** Where Hannah stands: established, with fewer orders than before, and her next order near. */
export const standing: Pick<CustomerFacts, 'stage' | 'risks' | 'next'> = {
  stage: { stage: 'established', reason: { code: 'stage.established', numbers: { orders: 17, silentDays: 18, gapDays: 22 }, ...span }, basis: 'own' },
  risks: [
    { code: 'risk.fewer', numbers: { before: 9, now: 4, windowDays: 182 }, ...span },
    { code: 'risk.share', numbers: { share: 0.143, netMinor: 1_958_460, currency: 'GBP' }, ...span },
  ],
  next: {
    rule: 'reorder',
    reason: { code: 'next.reorder', numbers: { dueOn: '2026-11-23', windowFrom: '2026-11-21', windowTo: '2026-11-27' }, ...span },
    since: '2026-11-19',
    until: '2027-01-18',
    also: 1,
  },
};

export const aFacts = (tier: TierFacts, rhythm: RhythmFacts, expected: WorthFacts | null = worth): CustomerFacts => ({
  customer,
  asOf: '2026-11-20',
  tier,
  rhythm,
  worth: expected,
  complaints: [],
  overdue: [],
  together: [],
  stage: null,
  risks: [],
  next: null,
});
export const facts = aFacts(high, before);
export const noTier: TierFacts = { enough: false, missing: 'customers', orders: 4, needed: 20, customers: 7 };
