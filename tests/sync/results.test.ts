import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { digestOfResults } from '#shared/sync/result-digest.ts';
import { authenticateDevice } from '../../server/services/devices.ts';
import { runAnalyses as learn } from '../../server/services/run-analyses.ts';
import { resultsHere } from './build/results.ts';
import { aBusyBook, aTeam, dayOf, take, type Step } from './build/results-steps.ts';
import { resultsThere } from './build/results-there.ts';
import { drain } from './build/steps.ts';

const CUSTOMERS = 5;

const who = fc.nat(2);
const customer = fc.nat(CUSTOMERS - 1);
const order = fc.nat(19);
const minor = fc.integer({ min: 1, max: 90_000 });

const aStep: fc.Arbitrary<Step> = fc.oneof(
  { weight: 4, arbitrary: fc.record({ do: fc.constant('capture' as const), who, customer, title: fc.constantFrom('Buyer', 'Owner') }) },
  { weight: 12, arbitrary: fc.record({ do: fc.constant('order' as const), who, order, customer, daysAgo: fc.nat(700), minor }) },
  { weight: 3, arbitrary: fc.record({ do: fc.constant('correct' as const), who, order, minor }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('move' as const), who, order, customer }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('drop' as const), who, order, deleted: fc.boolean() }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('pay' as const), who, order, customer, minor }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('settle' as const), who, customer }) },
  {
    weight: 2,
    arbitrary: fc.record({ do: fc.constant('complain' as const), who, customer, daysAgo: fc.nat(40), solved: fc.boolean() }),
  },
  { weight: 5, arbitrary: fc.record({ do: fc.constant('link' as const), who, one: customer, other: customer, on: fc.boolean() }) },
  { weight: 6, arbitrary: fc.record({ do: fc.constant('sync' as const), who }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('learn' as const) }) },
);

async function play(steps: readonly Step[]): Promise<{ readonly digests: readonly string[]; readonly known: number; readonly isTierKnown: boolean }> {
  const world = await aTeam();
  try {
    for (const step of steps) {
      await take(world, step);
    }
    await drain(world);
    await learn(world.server.deps, world.users[0]?.org ?? '');
    await drain(world);
    const zone = (await world.server.store.findOrg(world.users[0]?.org ?? ''))?.timeZone ?? 'UTC';
    const digests: string[] = [];
    let known = 0;
    let isTierKnown = false;
    for (const client of world.clients) {
      const today = dayOf(client.nowMs());
      const here = await resultsHere(client.book, today, zone);
      const { principal } = await authenticateDevice(world.server.deps, client.identity.server?.token ?? '');
      const there = await resultsThere(world.server.store, principal, Object.keys(here.facts), today, zone);
      expect(here).toEqual(there);
      expect(digestOfResults(here)).toBe(digestOfResults(there));
      digests.push(digestOfResults(here));
      isTierKnown ||= Object.values(here.facts).some((one) => one?.tier.enough === true);
      known += Object.values(here.facts).filter((one) => one !== null).length;
    }
    return { digests, known, isTierKnown };
  } finally {
    await world.close();
  }
}

describe('what the panel reckons from its own store is what the server reckons for the same user', () => {
  test('after anything that people do to orders, customers and merges', async () => {
    let known = 0;
    await fc.assert(
      fc.asyncProperty(fc.array(aStep, { minLength: 1, maxLength: 70 }), async (steps) => {
        known += (await play(steps)).known;
      }),
      { numRuns: 40, seed: 20_261_127 },
    );
    expect(known).toBeGreaterThan(60);
  }, 120_000);

  test('in a book with rows seen in part, merges taken back and edits that come late', async () => {
    const steps = aBusyBook();
    const {
      digests: [rep, other, lead],
      isTierKnown,
    } = await play(steps);
    expect(isTierKnown).toBe(true);
    expect(other).not.toBe(rep);
    // One cent on one order is another result, for the rep and for the lead who sees it.
    const corrected: Step = { do: 'correct', who: 0, order: 5, minor: 1 };
    const [repAfter, , leadAfter] = (await play([...steps, corrected])).digests;
    expect([repAfter === rep, leadAfter === lead]).toEqual([false, false]);
  }, 120_000);
});
