import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { BenchOptions, Measured } from '../figure.ts';
import { startChild, type Usage } from './child.ts';
import { Anything } from './exchange.ts';

const here = (file: string): string => fileURLToPath(new URL(file, import.meta.url));

/**
 * What the database alone costs: the same records read out in pages as JSON, and the same edits read, merged and written
 * through in batches of 500. No network, no permissions, no history, no numbers, nothing encrypted or packed.
 */
export async function* measureFloor({ full }: BenchOptions): AsyncIterable<Measured> {
  const [records, edits] = full ? [100_000, 10_000] : [10_000, 2000];
  const folder = mkdtempSync(join(tmpdir(), 'sidebook-bench-floor-'));
  const child = startChild(here('floor-sqlite.ts'), { args: [join(folder, 'floor.db')] });
  try {
    await child.ask(Anything, { do: 'fill', count: records, edits });
    const read = await spent(() => child.ask(Anything, { do: 'read' }));
    const write = await spent(() => child.ask(Anything, { do: 'write' }));
    const what = 'SQLite alone: no network, permissions, history or numbers, nothing encrypted';
    yield { metric: 'floor.read-cpu', unit: 's', ours: read, note: `${records} customers read in pages of 1000 as JSON; ${what}` };
    yield { metric: 'floor.write-cpu', unit: 's', ours: write, note: `${edits} edits read, merged and written in batches of 500; ${what}` };
  } finally {
    await child.stop();
    rmSync(folder, { recursive: true, force: true });
  }

  async function spent(step: () => Promise<unknown>): Promise<number> {
    const before: Usage = await child.usage();
    await step();
    return ((await child.usage()).cpuMs - before.cpuMs) / 1000;
  }
}
