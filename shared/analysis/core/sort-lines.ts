import { NO_DAY } from './calendar.ts';
import { indexByCustomer, listCustomers, type CustomerIndex } from './index-lines.ts';
import type { Dictionary, Lines } from './lines.ts';

const sorted = new WeakMap<Lines, Lines>();

/**
 * The same lines customer by customer, these by id, and of each customer by day; lines without a customer or a day are last. Customers are
 * numbered anew by their ids. What looks at the lines of one customer after another then reads memory in its order, which is worth the one
 * time it takes to copy the columns.
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
  const index = indexByCustomer(lines);
  const customers = listCustomers(index);
  const order = listLines(index, customers);
  if (customers.every((customer, at) => customer === at) && order.every((line, at) => line === at)) {
    return lines;
  }
  const { text, number } = lines;
  const names = (column: keyof Lines['text']): Int32Array => (isUniform(text[column]) ? text[column] : moveNames(text[column], order));
  const numbers = (column: keyof Lines['number']): Float64Array => (isUniform(number[column]) ? number[column] : moveNumbers(number[column], order));
  return {
    ...lines,
    dictionary: { ...lines.dictionary, customer: toDictionary(lines.dictionary.customer.names, customers) },
    day: moveNames(lines.day, order),
    hour: isUniform(lines.hour) ? lines.hour : Int8Array.from(order, (line) => lines.hour[line] ?? -1),
    text: {
      customer: renumber(index, customers, order),
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

/** The lines of the customers in their order, and behind them those without a customer or a day. */
function listLines({ lines, line, start }: CustomerIndex, customers: Int32Array): Int32Array {
  const order = new Int32Array(lines.count);
  let next = 0;
  for (let place = 0; place < customers.length; place += 1) {
    const customer = customers[place] ?? 0;
    for (let at = start[customer] ?? 0; at < (start[customer + 1] ?? 0); at += 1) {
      order[next] = line[at] ?? 0;
      next += 1;
    }
  }
  for (let at = 0; next < lines.count; at += 1) {
    if ((lines.text.customer[at] ?? -1) < 0 || lines.day[at] === NO_DAY) {
      order[next] = at;
      next += 1;
    }
  }
  return order;
}

/** The names of numbers as a dictionary, in which each has its place among the numbers. */
function toDictionary(names: readonly string[], numbers: Int32Array): Dictionary {
  const listed = Array.from(numbers, (number) => names[number] ?? '');
  const places = new Map<string, number>();
  listed.forEach((name, place) => places.set(name, place));
  return { names: listed, places };
}

/** The customers of the lines in their order, each by the place among all customers. */
function renumber({ lines, line, start }: CustomerIndex, customers: Int32Array, order: Int32Array): Int32Array {
  const column = new Int32Array(lines.count);
  const placeOf = new Int32Array(customers.length);
  let next = 0;
  for (let place = 0; place < customers.length; place += 1) {
    const customer = customers[place] ?? 0;
    placeOf[customer] = place;
    const end = next + (start[customer + 1] ?? 0) - (start[customer] ?? 0);
    column.fill(place, next, end);
    next = end;
  }
  for (let at = line.length; at < order.length; at += 1) {
    column[at] = placeOf[lines.text.customer[order[at] ?? 0] ?? -1] ?? -1;
  }
  return column;
}

/** True where all lines say the same, or none says anything: then a column is the same in any order. */
function isUniform(column: Int8Array | Int32Array | Float64Array): boolean {
  const first = column[0] ?? 0;
  for (let at = 1; at < column.length; at += 1) {
    if (!Object.is(column[at], first)) {
      return false;
    }
  }
  return true;
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
