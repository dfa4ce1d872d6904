import type { Dictionary } from './lines.ts';

/**
 * What is known of customers, by their number in place of their id; of who is in no line nothing. To look a text up for each of a
 * hundred thousand customers takes longer than most of what is reckoned of them.
 * @example
 * keyByNumber(new Map([['b', true]]), { names: ['a', 'b'], places: new Map([['a', 0], ['b', 1]]) }).get(1) // true
 */
export function keyByNumber<T>(byId: ReadonlyMap<string, T>, { places }: Dictionary): ReadonlyMap<number, T> {
  const byNumber = new Map<number, T>();
  for (const [id, known] of byId) {
    const number = places.get(id);
    if (number !== undefined) {
      byNumber.set(number, known);
    }
  }
  return byNumber;
}

/** Tells the numbers of ids, -1 for one of no line. Ids mostly come in the order of the numbers, so the next one is tried before it is looked up. */
export function createNumbers({ names, places }: Dictionary): (id: string) => number {
  let last = -1;
  return (id) => {
    if (names[last] !== id) {
      last = names[last + 1] === id ? last + 1 : (places.get(id) ?? -1);
    }
    return last;
  };
}
