import fc from 'fast-check';
import { expect, it } from 'vitest';
import { sortNames } from '#shared/analysis/core/sort-names.ts';

it('names are sorted as texts compare', () => {
  const aName = fc.oneof(
    fc.string({ unit: fc.constantFrom('a', 'b', '\u00e9', '\u4f60', '\ud83d\ude00'), maxLength: 6 }),
    fc.integer({ max: 300, min: 0 }).map((n) => `customer ${n}`),
  );
  fc.assert(
    fc.property(fc.array(aName, { maxLength: 120 }), fc.constantFrom('', 'customer '), (unlike, start) => {
      const names = unlike.map((name) => start + name);
      const sorted = [...sortNames(names)];
      expect(sorted.toSorted((a, b) => a - b)).toEqual([...names.keys()]);
      expect(sorted.map((place) => names[place])).toEqual(names.toSorted((a, b) => (a < b ? -1 : a > b ? 1 : 0)));
    }),
  );
});
