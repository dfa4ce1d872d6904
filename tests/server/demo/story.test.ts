import { describe, expect, test } from 'vitest';
import { linesFromOrders } from '#shared/analysis/core/from-orders.ts';
import { factsOf, learnFacts } from '#shared/analysis/facts.ts';
import { toView } from '#shared/model/entity.ts';
import { orders, payments } from '#shared/model/order.ts';
import type { StoredRecord } from '#shared/model/record.ts';
import { customerKey, idFromKey } from '#shared/sync/ids.ts';
import { teams } from '../../../server/demo/cast.ts';
import { planted, tellSample, type SampleSize } from '../../../server/demo/story.ts';

const idSalt = new Uint8Array(32).fill(5);
const users = new Map(teams.flatMap((team) => team.reps).map(({ email }, at) => [email, `u${String(at).padStart(32, '0')}`] as const));
type Truth = keyof typeof planted;

/** The facts of the planted customers on a day, as panel and console reckon them. */
function factsOn(asOf: string, size: SampleSize) {
  const records: StoredRecord[] = [];
  for (const { record } of tellSample({ idSalt, users, todayMs: Date.parse(asOf) }, size)) {
    records.push(record);
  }
  const placed = records.filter((record) => record.kind === 'o').map((record) => toView(orders, record));
  const paid = records.filter((record) => record.kind === 'y').map((record) => toView(payments, record));
  const learnt = learnFacts(linesFromOrders(placed), {}, asOf);
  const all = [...Map.groupBy(placed, (order) => order.customer ?? '')].map(([id, own]) =>
    factsOf(id, own, learnt, asOf, { payments: paid.filter((payment) => payment.customer === id) }),
  );
  const of = (truth: Truth) => all.find((facts) => facts.customer === idFromKey('c', idSalt, customerKey(planted[truth].email)));
  return { all, of };
}

describe.each([
  ['small', '2026-11-24', { customers: 300, orders: 3000, interactions: 0 }],
  ['small, on another day', '2027-06-10', { customers: 300, orders: 3000, interactions: 0 }],
  ['whole', '2026-11-24', { customers: 5000, orders: 60_000, interactions: 0 }],
] as const)('the %s sample', (_, asOf, size) => {
  const { all, of } = factsOn(asOf, size);

  test('has formula due in the third week, and who went silent', () => {
    expect(of('formula')?.rhythm).toMatchObject({ enough: true, medianGapDays: 21, silentDays: 18, state: 'before' });
    expect(of('silent')?.rhythm).toMatchObject({ enough: true, medianGapDays: 14, silentDays: 70, state: 'after' });
  });

  test('has somebody for a stage, a risk and a next action', () => {
    expect(of('silent')).toMatchObject({ stage: { stage: 'lapsed', basis: 'own' }, next: { rule: 'win-back' } });
    expect(of('silent')?.risks[0]).toMatchObject({ code: 'risk.silence', numbers: { silentDays: 70, longerGaps: 0 } });
    expect(of('formula')).toMatchObject({ stage: { stage: 'established' }, next: { rule: 'reorder' } });
    expect(of('overdue')?.next).toMatchObject({ rule: 'collect', reason: { numbers: { openMinor: 84_360, daysOverdue: 12 } } });
  });

  test('has beer and nappies together, more often than chance', () => {
    const [pair] = of('beerAndNappies')?.together ?? [];
    expect(pair).toMatchObject({ left: 'Pale ale, crate of 24', right: 'Nappies, size 3', here: { together: 25, orders: 25 } });
    expect(pair?.everywhere.lift).toBeGreaterThan(1.5);
  });

  test('has one customer who pays late, and no other', () => {
    const late = all.filter((facts) => facts.overdue.length > 0);
    expect(late.map((facts) => facts.customer)).toEqual([of('overdue')?.customer]);
    expect(late[0]?.overdue).toMatchObject([{ currency: 'GBP', daysOverdue: 12, openMinor: 84_360 }]);
  });

  test('has who is in the highest tier, and who is a little money short of it', () => {
    expect(of('high')?.tier).toMatchObject({ enough: true, tier: 'high' });
    const tier = of('nearlyHigh')?.tier;
    expect(tier).toMatchObject({ enough: true, tier: 'general', up: { tier: 'high', orders: 0 } });
    const missing = tier?.enough === true && tier.up ? tier.up.netMinor / tier.cuts.high.netMinor : 1;
    expect(missing).toBeLessThan(0.05);
  });
});
