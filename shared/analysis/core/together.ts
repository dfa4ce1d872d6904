import type { Lines } from './lines.ts';

const orders = new WeakMap<Lines, boolean>();
const customers = new WeakMap<Lines, boolean>();

/**
 * True where the lines of each order (or customer) stand beside each other, as they do in most tables: then whoever counts something
 * once in each order looks at the line before, and needs no table of what was met.
 */
export function areTogether(lines: Lines, of: 'order' | 'customer'): boolean {
  const held = of === 'order' ? orders : customers;
  const known = held.get(lines);
  if (known !== undefined) {
    return known;
  }
  const found = findTogether(lines.text[of], lines.count, of === 'order' ? lines.orders : lines.dictionary.customer.names.length);
  held.set(lines, found);
  return found;
}

function findTogether(column: Int32Array, count: number, names: number): boolean {
  const met = new Uint8Array(names);
  let last = -1;
  for (let line = 0; line < count; line += 1) {
    const name = column[line] ?? -1;
    if (name !== last && name >= 0) {
      if (met[name] === 1) {
        return false;
      }
      met[name] = 1;
      last = name;
    }
  }
  return true;
}
