import { describe, expect, it } from 'vitest';
import { linesFromOrders } from '#shared/analysis/core/from-orders.ts';
import { toDayNumber } from '#shared/analysis/core/calendar.ts';
import { simulateSettings } from '#shared/analysis/profiling/simulate-settings.ts';
import { factsOfAll, learnFacts, settledFacts } from '#shared/analysis/facts.ts';
import { toView } from '#shared/model/entity.ts';
import { orders } from '#shared/model/order.ts';
import { settings, SETTINGS_ID } from '#shared/model/settings.ts';
import type { StoredRecord } from '#shared/model/record.ts';
import { anId } from '../../shared/analysis/an-order.ts';
import { startLearner } from '../../../server/services/learn.ts';

const asOf = '2026-11-24';
const settled = settledFacts(null);
const roots = new Map([[anId('c', 1), anId('c', 0)]]);

/** Orders of many customers, each about every three weeks. */
const records: readonly StoredRecord[] = Array.from({ length: 12_000 }, (_, at) => ({
  id: anId('o', at),
  kind: 'o',
  stamps: {},
  body: {
    customer: anId('c', at % 800),
    status: 'delivered',
    placedOn: new Date(Date.UTC(2026, 0, 1 + Math.floor(at / 800) * 21 + (at % 5))).toISOString().slice(0, 10),
    currency: 'EUR',
    'lines/0': { productName: `product ${at % 40}`, quantity: 1, amountMinor: 1000 + (at % 97) },
  },
}));

describe('learning in a thread', () => {
  it('gives what learning here gives, and leaves this thread to others meanwhile', async () => {
    const learner = startLearner();
    try {
      for (let from = 0; from < records.length; from += 2000) {
        learner.addOrders(records.slice(from, from + 2000));
      }
      let turns = 0;
      const counting = setInterval(() => (turns += 1), 1);
      const { learnt, facts } = await learner.learn({ zone: 'Europe/Berlin', asOf, roots, settled });
      clearInterval(counting);
      const lines = linesFromOrders(
        records.map((record) => toView(orders, record)),
        { zone: 'Europe/Berlin', customerOf: (customer) => roots.get(customer) ?? customer },
      );
      expect(learnt).toEqual(learnFacts(lines, {}, asOf));
      expect(facts).toEqual(factsOfAll(lines, learnt, asOf));
      expect([facts.size, facts.get(anId('c', 2))?.rhythm.enough]).toEqual([799, true]);
      expect(turns).toBeGreaterThan(3);
    } finally {
      await learner.close();
    }
  });

  it('simulates other settings as they are simulated here', async () => {
    const after = toView(settings, { id: SETTINGS_ID, body: { 'tierDiscounts/high': 0.1, tierShares: { high: 0.9, general: 0.4 } } });
    const terms = { before: null, after, currency: null };
    const learner = startLearner();
    try {
      learner.addOrders(records);
      const simulated = await learner.simulate({ zone: 'Europe/Berlin', asOf, roots, terms });
      const lines = linesFromOrders(
        records.map((record) => toView(orders, record)),
        { zone: 'Europe/Berlin', customerOf: (customer) => roots.get(customer) ?? customer },
      );
      expect(simulated).toEqual(simulateSettings(lines, terms, toDayNumber(asOf) ?? 0));
      expect([simulated.customers, simulated.after.high.costMinor > 0]).toEqual([799, true]);
    } finally {
      await learner.close();
    }
  });

  it('tells when the thread fails', async () => {
    const learner = startLearner();
    await expect(learner.learn({ zone: 'Nowhere/None', asOf, roots, settled })).rejects.toThrow('Nowhere');
    await learner.close();
  });
});
