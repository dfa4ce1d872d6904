import { parseStamp, toStamp, type Clock } from './clock.ts';
import type { OutboxEntry } from './outbox.ts';

/** How far back an edit is put at most: half a month inside what the server still takes. */
const OLDEST_MS = 165 * 86_400_000;

/**
 * Where a moment of a clock that was off belongs (sync design 2.4). `sentAt`: what the device took for now; `serverNow`:
 * what the server did, both milliseconds since 1970. A clock that runs behind is moved on, never beyond now; what is later
 * than it says now was said before it went wrong, and stays. A clock that ran ahead is moved back where it said something
 * impossible; what it said before now may be from before it went wrong.
 */
export function moveBy(sentAt: number, serverNow: number): (ms: number) => number {
  const shift = serverNow - sentAt;
  return (ms) => {
    if (shift >= 0) {
      return Math.min(ms <= sentAt ? ms + shift : ms, serverNow);
    }
    return ms <= serverNow ? ms : Math.min(serverNow, Math.max(ms + shift, serverNow - OLDEST_MS));
  };
}

/** Entries with new stamps, and which old stamp became which. */
export type Restamped = { readonly entries: readonly OutboxEntry[]; readonly stamps: ReadonlyMap<string, string> };

/**
 * Edits that were not acknowledged, with their moments moved: in the same order, each later than the stamp of the value
 * that it overwrote, or it could lose to what its author saw.
 */
export function restamp(entries: readonly OutboxEntry[], move: (ms: number) => number): Restamped {
  const stamps = new Map<string, string>();
  const moved: OutboxEntry[] = [];
  let last: Clock | undefined;
  const acts = new Map<string, OutboxEntry[]>();
  for (const entry of entries.toSorted((a, b) => (a.stamp < b.stamp ? -1 : a.stamp > b.stamp ? 1 : a.n - b.n))) {
    acts.set(entry.stamp, [...(acts.get(entry.stamp) ?? []), entry]);
  }
  for (const [stamp, act] of acts) {
    const own = parseStamp(stamp);
    if (!own) {
      moved.push(...act);
      continue;
    }
    // What was done in one act has one moment, and keeps one.
    const based = act.map((entry) => ({ ...entry, base: entry.base === null ? null : (stamps.get(entry.base) ?? entry.base) }));
    const ms = move(own.ms);
    let next: Clock = ms === own.ms ? own : { ...own, ms: Math.max(0, ms) };
    for (const bound of [...based.map(({ base }) => parseStamp(base ?? '')), last]) {
      next = bound && !isLater(next, bound) ? { ...after(bound), device: own.device } : next;
    }
    last = next;
    stamps.set(stamp, toStamp(next));
    moved.push(...based.map((entry) => ({ ...entry, stamp: toStamp(next) })));
  }
  return { entries: moved.toSorted((a, b) => a.n - b.n), stamps };
}

function isLater(a: Clock, b: Clock): boolean {
  return a.ms === b.ms ? a.counter > b.counter : a.ms > b.ms;
}

function after(clock: Clock): Clock {
  return clock.counter < 0xffff ? { ...clock, counter: clock.counter + 1 } : { ...clock, ms: clock.ms + 1, counter: 0 };
}
