import { readFileSync, statSync } from 'node:fs';
import { readUnsentHead, UNSENT_FORMAT } from '#shared/model/unsent.ts';
import { openUnsent } from '#shared/sync/unsent-file.ts';
import { UsageFault, type Said } from './said.ts';
import type { Deps } from './services/deps.ts';
import { runAnalyses } from './services/run-analyses.ts';
import { bringUnsent, findAuthor } from './services/unsent.ts';

/** Larger than any that a browser writes: some pictures of five million bytes among them. */
const MAX_BYTES = 512 * 2 ** 20;

/** The text of a file of unsent edits; undefined for every other file. */
export function readUnsentFile(file: string): string | undefined {
  if (statSync(file).size > MAX_BYTES) {
    return undefined;
  }
  const bytes = readFileSync(file);
  return bytes.subarray(0, 40).toString().startsWith(`{"format":"${UNSENT_FORMAT}"`) ? bytes.toString() : undefined;
}

/** `sidebook import FILE` of edits that a browser could not send before its book was removed. */
export async function importUnsentFile(deps: Deps, file: string, text: string, isRehearsal: boolean): Promise<Said> {
  const head = readUnsentHead(text);
  if (head === undefined) {
    throw new UsageFault(`${file} was cut off or altered, or is of a newer Sidebook. Nothing was imported.`);
  }
  const author = await findAuthor(deps, head);
  if (author === undefined) {
    throw new UsageFault(`${file} is of a browser that was paired with ${head.organization}, and not with this server. Nothing was imported.`);
  }
  const opened = await openUnsent(text, author.device.tokenHash);
  if (!opened.ok) {
    throw new UsageFault(`${file} was cut off or altered: it does not open with the key of its browser. Nothing was imported.`);
  }
  const whose = `${head.edits} changes of ${author.name}, ${author.device.name}, saved ${head.savedAt}`;
  if (isRehearsal) {
    return { json: { ok: true, file, ...head }, sentence: `${file}: ${whose}; nothing was imported.` };
  }
  const done = await bringUnsent(deps, author, opened.value);
  if (done.records > 0) {
    await runAnalyses(deps, author.principal.org);
  }
  const refused = Object.entries(done.refused).map(([code, count]) => `${count} ${code}`);
  const left = refused.length === 0 ? '' : ` Refused as they would have been when sent: ${refused.join(', ')}.`;
  return {
    json: { ok: true, file, edits: head.edits, ...done },
    sentence: `${file}: ${whose}. ${done.records} records changed, ${done.pictures} pictures taken.${left}`,
  };
}
