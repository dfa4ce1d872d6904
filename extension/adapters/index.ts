import type { Adapter } from './adapter.ts';
import { roundcube } from './roundcube.ts';
import { sogo } from './sogo.ts';

/** The adapters by their order of trial. */
export function orderAdapters(list: readonly Adapter[]): readonly Adapter[] {
  const ids = new Set<string>();
  for (const { id } of list) {
    if (ids.has(id)) {
      throw new Error(`Two adapters are called ${id}.`);
    }
    ids.add(id);
  }
  return list;
}

/** Every webmail that has an adapter, tried in this order. */
export const adapters: readonly Adapter[] = orderAdapters([roundcube, sogo]);
