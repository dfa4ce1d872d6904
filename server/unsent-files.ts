import { readFileSync, statSync } from 'node:fs';
import { AppError } from '#shared/errors.ts';
import { looksUnsent, UNSENT_START } from '#shared/model/unsent.ts';
import { UsageFault, type Said } from './said.ts';
import type { Deps } from './services/deps.ts';
import { bringUnsent, openUnsentText, type OpenedUnsent } from './services/unsent.ts';

/** Larger than any that a browser writes: some pictures of five million bytes among them. */
const MAX_BYTES = 512 * 2 ** 20;

/** The text of a file of unsent edits; undefined for every other file. */
export function readUnsentFile(file: string): string | undefined {
  if (statSync(file).size > MAX_BYTES) {
    return undefined;
  }
  const bytes = readFileSync(file);
  return looksUnsent(bytes.subarray(0, UNSENT_START).toString()) ? bytes.toString() : undefined;
}

/** `sidebook import FILE` of edits that a browser could not send before its book was removed. */
export async function importUnsentFile(deps: Deps, file: string, text: string, isRehearsal: boolean): Promise<Said> {
  const { head, author, unsent } = await open(deps, file, text);
  const whose = `${head.edits} changes of ${author.name}, ${author.device.name}, saved ${head.savedAt}`;
  if (isRehearsal) {
    return { json: { ok: true, file, ...head }, sentence: `${file}: ${whose}; nothing was imported.` };
  }
  const done = await bringUnsent(deps, author, unsent);
  const refused = Object.entries(done.refused).map(([code, count]) => `${count} ${code}`);
  const left = refused.length === 0 ? '' : ` Refused as they would have been when sent: ${refused.join(', ')}.`;
  return {
    json: { ok: true, file, edits: head.edits, ...done },
    sentence: `${file}: ${whose}. ${done.records} records changed, ${done.pictures} pictures taken.${left}`,
  };
}

async function open(deps: Deps, file: string, text: string): Promise<OpenedUnsent> {
  try {
    return await openUnsentText(deps, text);
  } catch (error) {
    if (error instanceof AppError && error.code === 'unsent-foreign') {
      throw new UsageFault(
        `${file} is of a browser that was paired with ${String(error.details['organization'])}, and not with this server. Nothing was imported.`,
      );
    }
    if (error instanceof AppError && error.code === 'unsent-altered') {
      throw new UsageFault(
        `${file} was cut off or altered, or is of a newer Sidebook: it does not open with the key of its browser. Nothing was imported.`,
      );
    }
    throw error;
  }
}
