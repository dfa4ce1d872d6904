import * as fc from 'fast-check';
import { expect, it } from 'vitest';
import { BOUGHT, COUNTS, NOW, passBlocks } from '#shared/analysis/core/blocks.ts';
import { createLines, type Lines } from '#shared/analysis/core/lines.ts';
import { byName, createTally, type Sums } from '#shared/analysis/core/tally.ts';

const NAMES = 4;
const Line = fc.record({
  order: fc.integer({ min: 0, max: 40 }).map((number) => `order ${number}`),
  day: fc.integer({ min: 20_000, max: 20_002 }),
  product: fc.option(fc.constantFrom('a', 'b', 'c'), { nil: undefined }),
  channel: fc.option(fc.constantFrom('shop', 'mail'), { nil: undefined }),
  quantity: fc.option(fc.integer({ min: -3, max: 3 }), { nil: undefined }),
  amountMinor: fc.option(fc.integer({ min: -500, max: 500 }), { nil: undefined }),
});

/** What `createTally` says, by looking at each line alone and at all orders met. */
function sumPlainly(lines: Lines, flags: Uint8Array, column: 'product' | 'channel', cell: number): Sums {
  const own = [...flags.keys()].filter((line) => flags[line] !== 0 && lines.text[column][line] === cell);
  const amountOf = (line: number): number => lines.number.amountMinor[line] || 0;
  const sum = (of: readonly number[], value: (line: number) => number): number => of.reduce((before, line) => before + value(line), 0);
  return {
    isSeen: own.length > 0,
    amountMinor: sum(own, amountOf),
    orders: new Set(own.filter((line) => ((flags[line] ?? 0) & BOUGHT) !== 0).map((line) => lines.text.order[line])).size,
    quantityMicro: sum(own, (line) => 1e6 * (lines.number.quantity[line] || 0)),
    nowMinor: sum(
      own.filter((line) => ((flags[line] ?? 0) & NOW) !== 0),
      amountOf,
    ),
    beforeMinor: 0,
  };
}

it('adds up, block by block and over orders cut between blocks, what all lines add up to one by one', () => {
  fc.assert(
    fc.property(
      fc.array(Line, { minLength: 1, maxLength: 60 }),
      fc.array(fc.constantFrom(0, COUNTS, COUNTS | BOUGHT, COUNTS | BOUGHT | NOW), { minLength: 60, maxLength: 60 }),
      fc.boolean(),
      (some, kinds, isSorted) => {
        // Several blocks long, with orders that come back and, where they are sorted, lie across the ends of blocks.
        const many = Array.from({ length: 100 }, () => some).flat();
        const store = createLines(many.length);
        (isSorted ? many.toSorted((a, b) => (a.order < b.order ? -1 : a.order > b.order ? 1 : 0)) : many).forEach((line) => store.append(line));
        const lines = store.read();
        const flags = Uint8Array.from({ length: lines.count }, (_, line) => kinds[line % kinds.length] ?? 0);
        const product = createTally(byName(lines.text.product), NAMES);
        const channel = createTally(byName(lines.text.channel), NAMES);
        passBlocks(lines, flags, (each, alike) => {
          product.add(each);
          channel.add(alike);
        });
        for (let cell = 0; cell < NAMES; cell += 1) {
          expect(product.read(cell)).toEqual(sumPlainly(lines, flags, 'product', cell));
          expect(channel.read(cell)).toEqual(sumPlainly(lines, flags, 'channel', cell));
        }
      },
    ),
    { numRuns: 40 },
  );
});
