import type { Store } from '../store/port.ts';

/** How the browsers' readers do on the layouts of webmails, of all organizations together, in Prometheus' text form. */
export async function describeLayouts(store: Store): Promise<string> {
  const sums = new Map<string, number>();
  for (const { id } of await store.listOrgs()) {
    for (const { adapter, version, read, fellBack, failed } of await store.listLayouts(id)) {
      for (const [what, value] of [
        ['read', read],
        ['fell_back', fellBack],
        ['failed', failed],
      ] as const) {
        const name = `sidebook_layout_${what}{adapter="${adapter}",version="${version}"}`;
        sums.set(name, (sums.get(name) ?? 0) + value);
      }
    }
  }
  return [...sums]
    .toSorted(([a], [b]) => (a < b ? -1 : 1))
    .map(([name, value]) => `${name} ${value}\n`)
    .join('');
}
