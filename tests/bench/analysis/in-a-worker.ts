import { NO_DAY } from '#shared/analysis/core/calendar.ts';
import { runAnalyses } from '#shared/analysis/run.ts';
import { makeLines } from './some-lines.ts';

// A web worker: it is told of how many lines, and answers each time with the milliseconds that all analyses took.
addEventListener('message', (event: MessageEvent<number>) => {
  postMessage(timeAll(event.data));
});

const held = new Map<number, ReturnType<typeof makeLines>>();

/** How long all analyses take over fresh columns of the same lines, milliseconds. */
export function timeAll(count: number): number {
  const lines = held.get(count) ?? makeLines(count);
  held.set(count, lines);
  let asOf = NO_DAY;
  for (const day of lines.day) {
    asOf = Math.max(asOf, day);
  }
  const start = performance.now();
  runAnalyses({ ...lines }, asOf);
  return performance.now() - start;
}
