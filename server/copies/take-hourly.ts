import { createHash } from 'node:crypto';
import { copyFileSync, createReadStream, existsSync, renameSync, rmSync, statSync } from 'node:fs';
import { constants, setPriority } from 'node:os';
import { basename, join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import type { Config } from '../config.ts';
import { flush, writeVerifiedCopy } from '../operator/backup.ts';
import { sayVerified } from '../operator/verify.ts';
import type { Clock } from '../runtime.ts';
import type { Said } from '../said.ts';
import { DATABASE_FILE } from '../store/open-store.ts';
import { CopyFault, sayCopyFault } from './fault.ts';
import { clearAbandoned, clearUnfinished, copyFolderOf, nameOfCopy, needRoom, readyFolder, rotate } from './folder.ts';
import { readCopyState, writeCopyState, type CopyState } from './state.ts';

/**
 * `sidebook backup --rotate`, which the server runs each hour as a process of its own: a copy that was read to its end,
 * another of it in the second place, and old ones go; where there is no new one, no old one does. How it went is noted for
 * doctor and console. The output for programs is a CopyState.
 */
export async function takeHourly(config: Config, clock: Clock): Promise<Said> {
  giveWay();
  const before = readCopyState(config);
  const triedAtMs = clock.nowMs();
  const file = join(copyFolderOf(config), nameOfCopy(triedAtMs));
  const fault = await faultOf(() => takeFirst(config, file, clock));
  const good = fault === null ? file : undefined;
  const place = config.secondCopyFolder;
  const secondFault = place === undefined ? null : await faultOf(() => takeSecond(place, good));
  const state: CopyState = {
    triedAtMs,
    lastGoodAtMs: fault === null ? triedAtMs : (before?.lastGoodAtMs ?? null),
    fault,
    second:
      place === undefined
        ? null
        : { lastGoodAtMs: fault === null && secondFault === null ? triedAtMs : (before?.second?.lastGoodAtMs ?? null), fault: secondFault },
  };
  // A disk without room for these lines says so in the output all the same.
  await faultOf(() => writeCopyState(config, state));
  return { json: state, sentence: sentenceOf(file, state), isBad: fault !== null || secondFault !== null };
}

/** Requests come first, where there is one processor for both. */
function giveWay(): void {
  try {
    setPriority(constants.priority.PRIORITY_LOW);
  } catch {
    // A system that does not let us is slower for a moment, no more.
  }
}

async function faultOf(act: () => void | Promise<void>): Promise<CopyState['fault']> {
  try {
    await act();
    return null;
  } catch (error) {
    return sayCopyFault(error);
  }
}

async function takeFirst(config: Config, file: string, clock: Clock): Promise<void> {
  const folder = copyFolderOf(config);
  readyFolder(folder, config.copyFolder === undefined);
  clearUnfinished(folder);
  clearAbandoned(config.dataFolder, clock.nowMs());
  const source = join(config.dataFolder, DATABASE_FILE);
  if (!existsSync(source)) {
    throw new CopyFault('other', `there is no book in ${config.dataFolder}`);
  }
  // The copy is read to its end at a copy of its own, beside the book.
  const { size } = statSync(source);
  const { size: logged } = statSync(`${source}-wal`, { throwIfNoEntry: false }) ?? { size: 0 };
  needRoom(folder, 2 * (size + logged));
  needRoom(config.dataFolder, size + logged);
  const found = await writeVerifiedCopy(config, file, clock);
  if (found.flaws.length > 0) {
    throw new CopyFault('damaged', sayVerified(source, found).sentence.replaceAll(/\.?\n\s*/gu, ' '));
  }
  rotate(folder);
}

/** Brings a good copy to the second place; without one only the place is looked at. */
async function takeSecond(folder: string, file: string | undefined): Promise<void> {
  readyFolder(folder, false);
  clearUnfinished(folder);
  if (file === undefined) {
    return;
  }
  needRoom(folder, statSync(file).size);
  const unfinished = join(folder, `${basename(file)}.part`);
  try {
    copyFileSync(file, unfinished);
    flush(unfinished);
    if ((await hashOf(unfinished)) !== (await hashOf(file))) {
      throw new CopyFault('damaged', `the copy in ${folder} differs from what was written there`);
    }
    renameSync(unfinished, join(folder, basename(file)));
  } finally {
    rmSync(unfinished, { force: true });
  }
  rotate(folder);
}

async function hashOf(file: string): Promise<string> {
  const hash = createHash('sha256');
  await pipeline(createReadStream(file), hash);
  return hash.digest('hex');
}

function sentenceOf(file: string, { fault, second }: CopyState): string {
  const first = fault === null ? `${file} is a copy of the whole book, read to its end and in order.` : `There is no new copy: ${fault.sentence}.`;
  return second?.fault ? `${first}\nThe second place has none: ${second.fault.sentence}.` : first;
}
