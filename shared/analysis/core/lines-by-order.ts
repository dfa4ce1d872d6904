import type { CustomerIndex } from './index-lines.ts';
import type { Lines } from './lines.ts';
import { areTogether } from './together.ts';

/** For each order whether its lines were met; an order is of one customer, so one column serves all. */
const held = new WeakMap<Lines, Uint8Array>();

/**
 * The lines of a customer so that those of one order stand together, and of one order by their hour. Mostly they do as they
 * come by day; only where they do not are they sorted.
 */
export function linesByOrder({ lines, line, start }: CustomerIndex, customer: number): Int32Array {
  const own = line.subarray(start[customer] ?? 0, start[customer + 1] ?? 0);
  const hasHours = lines.known.has('hour');
  if (!hasHours && areTogether(lines, 'order')) {
    return own;
  }
  const met = held.get(lines) ?? new Uint8Array(lines.orders);
  held.set(lines, met);
  let last = -1;
  let isMixed = false;
  for (const one of own) {
    const order = lines.text.order[one] ?? -1;
    if (order !== last && order >= 0) {
      isMixed ||= met[order] === 1;
      met[order] = 1;
      last = order;
    }
  }
  for (const one of own) {
    const order = lines.text.order[one] ?? -1;
    if (order >= 0) {
      met[order] = 0;
    }
  }
  return isMixed || hasHours
    ? own.toSorted((a, b) => (lines.text.order[a] ?? -1) - (lines.text.order[b] ?? -1) || (lines.hour[a] ?? -1) - (lines.hour[b] ?? -1) || a - b)
    : own;
}
