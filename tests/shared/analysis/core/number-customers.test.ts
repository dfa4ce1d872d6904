import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createNumbers, keyByNumber } from '#shared/analysis/core/number-customers.ts';

const ids = ['a', 'b', 'c', 'd'];
const dictionary = { names: ids, places: new Map(ids.map((id, at) => [id, at])) };
const anId = fc.constantFrom(...ids, 'nobody');

describe('customers by number', () => {
  it('are told the numbers of their ids in whatever order these come', () => {
    fc.assert(
      fc.property(fc.array(anId), (asked) => {
        const numberOf = createNumbers(dictionary);
        expect(asked.map((id) => numberOf(id))).toEqual(asked.map((id) => ids.indexOf(id)));
      }),
    );
  });

  it('keep what is known of them, and nobody else is there', () => {
    expect([
      ...keyByNumber(
        new Map([
          ['c', 'x'],
          ['nobody', 'y'],
          ['a', 'z'],
        ]),
        dictionary,
      ),
    ]).toEqual([
      [2, 'x'],
      [0, 'z'],
    ]);
  });
});
