import { readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import * as v from 'valibot';
import { CopyFaultCode } from '#shared/wire/copies.ts';
import type { Config } from '../config.ts';

const Fault = v.object({ code: CopyFaultCode, sentence: v.string() });
const Ms = v.pipe(v.number(), v.integer());

/** How the last attempt at a copy went, and when the last good one was taken. Moments in milliseconds since 1970. */
export const CopyState = v.object({
  triedAtMs: Ms,
  lastGoodAtMs: v.nullable(Ms),
  fault: v.nullable(Fault),
  second: v.nullable(v.object({ lastGoodAtMs: v.nullable(Ms), fault: v.nullable(Fault) })),
});
export type CopyState = v.InferOutput<typeof CopyState>;

const FILE = 'copies.json';

/** What was noted in the data folder; undefined where nothing was, or nothing that can be read. */
export function readCopyState(config: Config): CopyState | undefined {
  try {
    const found = v.safeParse(CopyState, JSON.parse(readFileSync(join(config.dataFolder, FILE), 'utf8')));
    return found.success ? found.output : undefined;
  } catch {
    return undefined;
  }
}

/** Notes it beside the book. Throws what the file system throws. */
export function writeCopyState(config: Config, state: CopyState): void {
  const file = join(config.dataFolder, FILE);
  writeFileSync(`${file}.part`, `${JSON.stringify(state)}\n`, { mode: 0o600 });
  renameSync(`${file}.part`, file);
}
