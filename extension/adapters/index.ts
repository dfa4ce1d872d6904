import type { Adapter } from './adapter.ts';
import { gmail } from './gmail.ts';
import { netease } from './netease.ts';
import { outlook } from './outlook.ts';
import { proton } from './proton.ts';
import { qq, qqClassic } from './qq.ts';
import { roundcube } from './roundcube.ts';
import { snappymail } from './snappymail.ts';
import { sogo } from './sogo.ts';
import { yahoo } from './yahoo.ts';
import { zoho } from './zoho.ts';

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

/** Every webmail that has an adapter, tried in this order: by host first, then what is installed on any host. */
export const adapters: readonly Adapter[] = orderAdapters([gmail, outlook, yahoo, proton, zoho, qq, qqClassic, netease, roundcube, sogo, snappymail]);
