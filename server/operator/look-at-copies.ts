import { existsSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import type { Config } from '../config.ts';
import { copyFolderOf } from '../copies/folder.ts';
import { readCopyState } from '../copies/state.ts';
import type { Clock } from '../runtime.ts';
import { bad, good, seeTo, type Finding } from './finding.ts';

const MINUTE_MS = 60_000;
const DAY_MS = 1440 * MINUTE_MS;
/** A copy older than this is worth a word: of a server that makes one each hour, and of one whose copies somebody makes. */
const OLD_HOURLY_MS = DAY_MS;
const OLD_BY_HAND_MS = 8 * DAY_MS;

/** How old the last good copy is, and why there is no newer one. A copy has its name only after it was read to its end. */
export function lookAtCopies(config: Config, clock: Clock): readonly Finding[] {
  const isHourly = config.hourlyCopies === true;
  const folder = copyFolderOf(config);
  const state = readCopyState(config);
  const newestMs = newestIn(folder);
  const ageMs = clock.nowMs() - (newestMs ?? -Infinity);
  const last = newestMs === undefined ? `There is no copy of the book in ${folder}` : `The last good copy in ${folder} is ${sayAge(ageMs)} old`;
  const advice = isHourly
    ? 'the server makes one each hour while it runs.'
    : 'sidebook backup makes one; SIDEBOOK_BACKUP=0 keeps the server from it.';
  const first =
    isHourly && state?.fault
      ? bad('copies', `${last}. The last attempt at one failed: ${state.fault.sentence}.`)
      : ageMs >= (isHourly ? OLD_HOURLY_MS : OLD_BY_HAND_MS)
        ? seeTo('copies', `${last}: ${advice}`)
        : good('copies', config.secondCopyFolder === undefined ? `${last}. A copy on the same disk does not outlive it.` : `${last}.`);
  return [first, ...lookAtSecond(config, clock)];
}

function lookAtSecond(config: Config, clock: Clock): readonly Finding[] {
  const { secondCopyFolder: folder } = config;
  if (folder === undefined) {
    return [];
  }
  const fault = readCopyState(config)?.second?.fault;
  const newestMs = newestIn(folder);
  const last =
    newestMs === undefined
      ? `There is no copy of the book in ${folder}`
      : `The last good copy in ${folder} is ${sayAge(clock.nowMs() - newestMs)} old`;
  return [
    fault
      ? bad('copies', `${last}. The last attempt to bring one there failed: ${fault.sentence}.`)
      : newestMs === undefined || clock.nowMs() - newestMs >= OLD_HOURLY_MS
        ? seeTo('copies', `${last}: the server brings each of its own there.`)
        : good('copies', `${last}.`),
  ];
}

/** When the newest copy of a folder was written, milliseconds since 1970. What was set aside by a restore is none. */
function newestIn(folder: string): number | undefined {
  const times = existsSync(folder)
    ? readdirSync(folder)
        .filter((name) => name.endsWith('.db') && !name.startsWith('before-restore-'))
        .map((name) => statSync(join(folder, name)).mtimeMs)
    : [];
  return times.length === 0 ? undefined : Math.max(...times);
}

function sayAge(ms: number): string {
  const minutes = Math.max(0, Math.floor(ms / MINUTE_MS));
  const [count, unit] =
    minutes < 120 ? [minutes, 'minute'] : minutes < 2 * 1440 ? [Math.floor(minutes / 60), 'hour'] : [Math.floor(minutes / 1440), 'day'];
  return `${count} ${unit}${count === 1 ? '' : 's'}`;
}
