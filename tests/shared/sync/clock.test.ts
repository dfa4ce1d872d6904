import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createClock, parseStamp, receive, tick, toStamp, type Clock } from '#shared/sync/clock.ts';
import { aStamp } from './arbitraries.ts';

const device = '0123456789ab';
const aMoment = fc.integer({ min: 0, max: 2 ** 43 });

describe('the clock', () => {
  it('never says the same or an earlier moment twice, whatever the wall clock does', () => {
    fc.assert(
      fc.property(fc.array(fc.oneof(aMoment, aStamp)), (events) => {
        let clock: Clock = createClock(device);
        let last = '';
        for (const event of events) {
          clock = typeof event === 'number' ? tick(clock, event) : receive(clock, event);
          if (typeof event === 'number') {
            expect(toStamp(clock) > last).toBe(true);
            last = toStamp(clock);
          }
        }
      }),
    );
  });

  it('takes 70,000 edits within one millisecond without a failure', () => {
    let clock: Clock = createClock(device);
    let last = '';
    for (let edit = 0; edit < 70_000; edit += 1) {
      clock = tick(clock, 1_000);
      const stamp = toStamp(clock);
      expect(stamp > last).toBe(true);
      last = stamp;
    }
    expect(clock.ms).toBe(1_001);
  });

  it('is later than every stamp that it has seen', () => {
    fc.assert(
      fc.property(aStamp, aMoment, (stamp, now) => {
        expect(toStamp(tick(receive(createClock(device), stamp), now)) > stamp.slice(0, 16)).toBe(true);
      }),
    );
  });

  it('reads its own stamps and no others', () => {
    fc.assert(
      fc.property(aMoment, fc.integer({ min: 0, max: 0xffff }), (ms, counter) => {
        expect(parseStamp(toStamp({ ms, counter, device }))).toEqual({ ms, counter, device });
      }),
    );
    for (const bad of ['', 'x'.repeat(28), '0'.repeat(27), '0'.repeat(29), `0${'A'.repeat(27)}`]) {
      expect(parseStamp(bad)).toBeUndefined();
      expect(receive(createClock(device), bad)).toEqual(createClock(device));
    }
  });
});
