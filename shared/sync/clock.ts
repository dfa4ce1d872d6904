import type { Stamp } from '../model/record.ts';

/** A hybrid logical clock (Kulkarni et al., 2014): physical milliseconds, a counter for one millisecond, the device. */
export type Clock = { readonly ms: number; readonly counter: number; readonly device: string };

const MAX_COUNTER = 0xffff;
const STAMP = /^[0-9a-f]{28}$/u;

/** A clock that has not ticked yet. `device`: 12 lower-case hex digits. */
export function createClock(device: string): Clock {
  return { ms: 0, counter: 0, device };
}

/**
 * The next moment of the clock at wall time `nowMs` (milliseconds since 1970). It never throws and never goes back:
 * when the counter is full the millisecond is moved on instead.
 */
export function tick(clock: Clock, nowMs: number): Clock {
  if (nowMs > clock.ms) {
    return { ...clock, ms: nowMs, counter: 0 };
  }
  return clock.counter < MAX_COUNTER ? { ...clock, counter: clock.counter + 1 } : { ...clock, ms: clock.ms + 1, counter: 0 };
}

/** The clock after it saw `stamp`: whatever it says next is later. A stamp that cannot be read changes nothing. */
export function receive(clock: Clock, stamp: Stamp): Clock {
  const seen = parseStamp(stamp);
  if (!seen || seen.ms < clock.ms || (seen.ms === clock.ms && seen.counter <= clock.counter)) {
    return clock;
  }
  return { ...clock, ms: seen.ms, counter: seen.counter };
}

/** 28 lower-case hex digits: milliseconds (12), counter (4), device (12); text order is time order. */
export function toStamp(clock: Clock): Stamp {
  return clock.ms.toString(16).padStart(12, '0') + clock.counter.toString(16).padStart(4, '0') + clock.device;
}

/** The parts of a stamp, or undefined when it is none. */
export function parseStamp(stamp: Stamp): Clock | undefined {
  if (!STAMP.test(stamp)) {
    return undefined;
  }
  return { ms: Number.parseInt(stamp.slice(0, 12), 16), counter: Number.parseInt(stamp.slice(12, 16), 16), device: stamp.slice(16) };
}
