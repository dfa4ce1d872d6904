import { indexByCustomer } from './index-lines.ts';
import type { Lines } from './lines.ts';
import { areTogether } from './together.ts';

const sorted = new WeakMap<Lines, Lines>();

/**
 * The same lines customer by customer, and of each customer by day; lines without a customer or a day are last. What looks at the lines of
 * one customer after another then reads memory in its order, which is worth the one time it takes to copy the columns.
 */
export function sortByCustomer(lines: Lines): Lines {
  const held = sorted.get(lines);
  if (held !== undefined) {
    return held;
  }
  const made = makeSorted(lines);
  sorted.set(lines, made);
  return made;
}

function makeSorted(lines: Lines): Lines {
  const { line: listed } = indexByCustomer(lines);
  if (listed.length === 0 || (areTogether(lines, 'customer') && listed.every((line, at) => line === at))) {
    return lines;
  }
  const order = new Int32Array(lines.count);
  order.set(listed);
  if (listed.length < lines.count) {
    const isListed = new Uint8Array(lines.count);
    for (const line of listed) {
      isListed[line] = 1;
    }
    for (let line = 0, next = listed.length; line < lines.count; line += 1) {
      if (isListed[line] === 0) {
        order[next] = line;
        next += 1;
      }
    }
  }
  const { text, number, known } = lines;
  const day = new Int32Array(lines.count);
  const hour = known.has('hour') ? new Int8Array(lines.count) : lines.hour;
  for (let at = 0; at < order.length; at += 1) {
    day[at] = lines.day[order[at] ?? 0] ?? 0;
  }
  if (hour !== lines.hour) {
    for (let at = 0; at < order.length; at += 1) {
      hour[at] = lines.hour[order[at] ?? 0] ?? -1;
    }
  }
  // Columns in which no line has a value are the same in any order.
  const names = (column: keyof Lines['text']): Int32Array =>
    known.has(column) || column === 'order' ? moveNames(text[column], order) : text[column];
  const numbers = (column: keyof Lines['number']): Float64Array => (known.has(column) ? moveNumbers(number[column], order) : number[column]);
  return {
    ...lines,
    day,
    hour,
    text: {
      customer: names('customer'),
      product: names('product'),
      order: names('order'),
      category: names('category'),
      channel: names('channel'),
      place: names('place'),
      rep: names('rep'),
      campaign: names('campaign'),
      currency: names('currency'),
    },
    number: {
      quantity: numbers('quantity'),
      amountMinor: numbers('amountMinor'),
      costMinor: numbers('costMinor'),
      discountMinor: numbers('discountMinor'),
    },
  };
}

function moveNames(column: Int32Array, order: Int32Array): Int32Array {
  const moved = new Int32Array(column.length);
  for (let at = 0; at < moved.length; at += 1) {
    moved[at] = column[order[at] ?? 0] ?? -1;
  }
  return moved;
}

function moveNumbers(column: Float64Array, order: Int32Array): Float64Array {
  const moved = new Float64Array(column.length);
  for (let at = 0; at < moved.length; at += 1) {
    moved[at] = column[order[at] ?? 0] ?? Number.NaN;
  }
  return moved;
}
