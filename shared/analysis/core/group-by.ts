/** Things by a name of each, both in the order in which they come. */
export function groupBy<T>(all: readonly T[], nameOf: (one: T) => string): ReadonlyMap<string, readonly T[]> {
  const groups = new Map<string, T[]>();
  for (const one of all) {
    const held = groups.get(nameOf(one));
    if (held === undefined) {
      groups.set(nameOf(one), [one]);
    } else {
      held.push(one);
    }
  }
  return groups;
}
