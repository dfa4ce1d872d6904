import * as v from 'valibot';
import type { Child, Usage } from './child.ts';
import type { Meter } from './proxy.ts';

/** What one step cost: milliseconds of the processor on both sides, bytes both ways, and the most memory the server ever held. */
export type Cost = {
  readonly serverMs: number;
  readonly clientMs: number;
  readonly wireBytes: number;
  readonly serverRssBytes: number;
  readonly clientRssBytes: number;
};

/** What a client or server holds. */
export const State = v.object({ records: v.number(), hash: v.string(), conflicts: v.optional(v.number()), waiting: v.optional(v.number()) });
export type State = v.InferOutput<typeof State>;

/** Anything that a command may answer. */
export const Anything = v.unknown();

/** Both ends of one exchange. */
export type Ends = { readonly server: Child; readonly client: Child; readonly meter: Meter };

/** Has a step done and tells what it cost. */
export async function measure({ server, client, meter }: Ends, step: () => Promise<unknown>): Promise<Cost> {
  const before: readonly [Usage, Usage] = [await server.usage(), await client.usage()];
  const sent = meter.read();
  await step();
  const after: readonly [Usage, Usage] = [await server.usage(), await client.usage()];
  const now = meter.read();
  return {
    serverMs: after[0].cpuMs - before[0].cpuMs,
    clientMs: after[1].cpuMs - before[1].cpuMs,
    wireBytes: now.up - sent.up + now.down - sent.down,
    serverRssBytes: after[0].maxRssBytes,
    clientRssBytes: after[1].maxRssBytes,
  };
}

/** The middle of what several runs gave; of two the mean. */
export function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  const middle = sorted.length / 2;
  return ((sorted[Math.ceil(middle) - 1] ?? 0) + (sorted[Math.floor(middle)] ?? 0)) / 2;
}

/** The median of one part of several costs. */
export const middleOf = (costs: readonly Cost[], part: keyof Cost): number => median(costs.map((cost) => cost[part]));

/** Throws unless all hold the same. `what` names what is compared. */
export function sameState(what: string, states: readonly State[]): void {
  const [first] = states;
  if (states.some(({ records, hash }) => records !== first?.records || hash !== first.hash)) {
    throw new Error(
      `${what}: the sides do not end with the same records (${states.map(({ records, hash }) => `${records} ${hash.slice(0, 8)}`).join(', ')})`,
    );
  }
}
