/** Chance that comes out the same for the same seed, so that the sample team is the same for everybody. */
export type Chance = {
  /** 0 (with) to 1 (without). */
  readonly share: () => number;
  /** A whole number from `low` to `high`, both with. */
  readonly between: (low: number, high: number) => number;
  readonly pick: <T>(items: readonly [T, ...T[]]) => T;
};

/** The generator mulberry32 (T. Ettinger, public domain): 32 bits of state, good enough for a sample. */
export function createChance(seed: number): Chance {
  let state = seed >>> 0;
  const share = (): number => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
  const between = (low: number, high: number): number => low + Math.floor(share() * (high - low + 1));
  return { share, between, pick: (items) => items[between(0, items.length - 1)] ?? items[0] };
}
