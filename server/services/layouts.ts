import { toInstant } from '#shared/model/field.ts';
import type { HealthReply, HealthRequest } from '#shared/wire/blobs.ts';
import type { Deps } from './deps.ts';
import type { PairedDevice } from './devices.ts';

/** Keeps what a browser tells of its readers, over what it told before. */
export async function tellLayouts(deps: Deps, { principal, device }: PairedDevice, { layouts }: HealthRequest): Promise<void> {
  await deps.store.write(async (tx) => tx.saveLayouts(principal.org, device.id, layouts, deps.clock.nowMs()));
}

/** How the readers of all browsers of an organization do. */
export async function readLayouts(deps: Deps, org: string): Promise<HealthReply> {
  const layouts = await deps.store.listLayouts(org);
  return { layouts: layouts.map(({ toldAtMs, ...counts }) => ({ ...counts, toldAt: toInstant(toldAtMs) })) };
}
