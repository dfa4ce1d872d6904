import { Apriori } from 'node-apriori';
import { FPGrowth } from 'node-fpgrowth';
import { gatherBaskets } from '#shared/analysis/core/baskets.ts';
import { createLines, type Lines } from '#shared/analysis/core/lines.ts';
import { findFrequentSets } from '#shared/analysis/product/frequent.ts';
import type { Measured } from '../figure.ts';
import { createChance } from './some-lines.ts';
import { passColumns } from './floor.ts';
import { medianOf, timeOnce } from './time.ts';

/** As the groceries of the literature: so many baskets of so many things, 4.4 in one on average, few of which are frequent. */
const BASKETS = 9835;
const THINGS = 169;
const MEAN_SIZE = 4.4;
const SUPPORTS = [0.05, 0.01, 0.001] as const;
/** Below these shares the peers take minutes. */
const LEAST_OF_FPGROWTH = 0.01;
const LEAST_OF_APRIORI = 0.05;

/** Baskets in which things have groups that go together. */
function makeBaskets(): readonly (readonly string[])[] {
  const chance = createChance(11);
  const thing = (): number => Math.floor(THINGS * chance() ** 2.4);
  return Array.from({ length: BASKETS }, () => {
    const held = new Set<number>();
    const size = Math.max(1, Math.round(-Math.log(1 - chance()) * MEAN_SIZE));
    while (held.size < size) {
      const one = thing();
      held.add(one);
      if (chance() < 0.3) {
        held.add((one * 7 + 3) % THINGS);
      }
    }
    return [...held].map((one) => `thing ${one}`);
  });
}

function toLines(baskets: readonly (readonly string[])[]): Lines {
  const store = createLines();
  for (const [order, things] of baskets.entries()) {
    things.forEach((product) => store.append({ order: `${order}`, product }));
  }
  return store.read();
}

/** Frequent sets beside those of two npm packages, which must be the same sets with the same counts. */
export async function* measureFrequentSets(runs: number): AsyncIterable<Measured> {
  const baskets = makeBaskets();
  const lines = toLines(baskets);
  const mutable = baskets.map((one) => [...one]);
  for (const support of SUPPORTS) {
    const minCount = Math.ceil(support * BASKETS - 1e-9);
    const mine = () => findFrequentSets(gatherBaskets(lines, 0, 'order', 'product'), { minCount, maxSize: 100, maxSets: 10_000_000 });
    const ours = Array.from({ length: runs }, () => timeOnce(mine));
    const floor = medianOf(Array.from({ length: runs }, () => timeOnce(() => passColumns(lines))));
    const sets = mine();
    const note = `${sets.count} sets of ${BASKETS} baskets; ${(medianOf(ours) / floor).toFixed(0)} times the pass over four columns`;
    const figure = { metric: `baskets.${support}`, unit: 'ms', ours: medianOf(ours), runs, note };
    if (support < LEAST_OF_FPGROWTH) {
      yield { ...figure, peer: floor, peerName: 'floor' };
      continue;
    }
    const expected = nameSets(lines, sets);
    const growing = await mineWith(() => new FPGrowth<string>(support).exec(mutable));
    assertSame(expected, growing.found, 'node-fpgrowth');
    yield { ...figure, peer: growing.ms, peerName: 'node-fpgrowth' };
    if (support < LEAST_OF_APRIORI) {
      continue;
    }
    const apriori = await mineWith(async () => (await new Apriori<string>(support).exec(mutable)).itemsets);
    assertSame(expected, apriori.found, 'node-apriori');
    yield { ...figure, peer: apriori.ms, peerName: 'node-apriori' };
  }
}

type Found = ReadonlyMap<string, number>;

async function mineWith(run: () => Promise<readonly { readonly items: readonly string[]; readonly support: number }[]>) {
  const start = performance.now();
  const sets = await run();
  const ms = performance.now() - start;
  return { ms, found: new Map(sets.map(({ items, support }) => [items.toSorted().join('+'), support])) };
}

function nameSets(lines: Lines, sets: ReturnType<typeof findFrequentSets>): Found {
  const named: string[][] = [];
  const counts = new Map<string, number>();
  for (let set = 0; set < sets.count; set += 1) {
    const things = [...(named[sets.parent[set] ?? -1] ?? []), lines.dictionary.product.names[sets.item[set] ?? -1] ?? ''];
    named.push(things);
    counts.set(things.toSorted().join('+'), sets.baskets[set] ?? 0);
  }
  return counts;
}

function assertSame(ours: Found, theirs: Found, name: string): void {
  const other = [...ours].find(([set, count]) => theirs.get(set) !== count);
  if (ours.size !== theirs.size || other !== undefined) {
    throw new Error(`${name} finds ${theirs.size} sets and this ${ours.size}; ${other?.join(': ')} is not the same.`);
  }
}
