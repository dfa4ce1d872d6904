import { toDay, type DayNumber } from '#shared/analysis/core/calendar.ts';
import { createLiveLines } from '#shared/analysis/core/live-lines.ts';
import type { NewLine } from '#shared/analysis/core/lines.ts';
import { learnFacts } from '#shared/analysis/facts.ts';
import { scoreRhythm } from '#shared/analysis/product/score-rhythm.ts';
import { scoreTier } from '#shared/analysis/profiling/tiers.ts';
import type { Measured } from '../figure.ts';
import { medianOf } from './time.ts';

/**
 * One new order into all results: the sums by every name, the pairs, the customer's days, tier and next order, with what was
 * learnt of all frozen for the day. The order is taken out again, so that every run is the same.
 */
export function measureAppend(orders: Iterable<readonly NewLine[]>, asOf: DayNumber, lines: number, floorMs: number): Measured {
  const live = createLiveLines(asOf, lines);
  let last: readonly NewLine[] = [];
  for (const order of orders) {
    live.append(order);
    last = order;
  }
  const learnt = learnFacts(live.read(), {}, toDay(asOf));
  const customers = live.read().dictionary.customer.names;
  const times: number[] = [];
  for (let run = 0; run < 2000; run += 1) {
    const customer = customers[(run * 7919) % customers.length] ?? '';
    const order = last.map((line) => ({ ...line, customer, day: asOf, order: `new ${run}` }));
    const start = performance.now();
    const added = live.append(order);
    const days = live.daysOf(customer);
    scoreTier(live.read(), days, learnt.tier, asOf);
    scoreRhythm(live.read(), days, learnt.rhythm, asOf);
    times.push(performance.now() - start);
    added.forEach((at) => live.remove(at));
  }
  const note = `an order of ${last.length} lines among ${lines}; the slowest of a hundred ${percentile(times, 0.99).toFixed(3)} ms`;
  return { metric: 'append', unit: 'ms', ours: medianOf(times.slice(200)), peer: floorMs, peerName: 'floor', runs: times.length, note, atMost: 0.1 };
}

function percentile(times: readonly number[], share: number): number {
  return times.toSorted((a, b) => a - b)[Math.floor(times.length * share)] ?? Number.NaN;
}
