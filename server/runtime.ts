import { randomBytes } from 'node:crypto';

/** The time of day, as a part that tests can set. Milliseconds since 1970. */
export type Clock = { nowMs(): number };

/** Unpredictable bytes, as a part that tests can set. */
export type Random = { bytes(count: number): Uint8Array };

export const systemClock: Clock = { nowMs: () => Date.now() };
export const systemRandom: Random = { bytes: (count) => randomBytes(count) };
