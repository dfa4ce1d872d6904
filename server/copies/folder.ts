import { accessSync, constants, mkdirSync, readdirSync, rmSync, statfsSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { toInstant } from '#shared/model/field.ts';
import type { Config } from '../config.ts';
import { COPY_PREFIX } from '../operator/verify.ts';
import { BACKUP_FOLDER } from '../store/open-store.ts';
import { CopyFault } from './fault.ts';
import { chooseKept } from './rotation.ts';

/** A copy that the server took by itself. */
export type HourlyCopy = { readonly file: string; readonly atMs: number };

const NAME = /^hourly-(\d{4}-\d\d-\d\dT\d\d)-(\d\d)-(\d\dZ)\.db$/u;
const MEBI = 2 ** 20;
/** What is left free beside a copy, bytes: a server whose copies took the last room would refuse what browsers bring. */
const SPARE = 64 * MEBI;
const ABANDONED_MS = 86_400_000;

/** Where the server's own copies go. */
export function copyFolderOf(config: Config): string {
  return config.copyFolder ?? join(config.dataFolder, BACKUP_FOLDER);
}

/** The name of the copy of a moment. */
export function nameOfCopy(atMs: number): string {
  return `hourly-${toInstant(atMs).replaceAll(':', '-')}.db`;
}

/** The server's own copies in a folder, newest first. Those that somebody asked for have other names and are not among them. */
export function listHourly(folder: string): readonly HourlyCopy[] {
  return readdirSync(folder)
    .flatMap((name) => {
      const [, hour, minute, second] = NAME.exec(name) ?? [];
      return hour === undefined ? [] : [{ file: join(folder, name), atMs: Date.parse(`${hour}:${minute ?? ''}:${second ?? ''}`) }];
    })
    .toSorted((a, b) => b.atMs - a.atMs);
}

/**
 * Makes sure that a folder takes a copy. Only `ownFolder`, below the data, is made when it is missing: a named folder that
 * is not there is a disk that is not, and a copy beside the book would pass for one elsewhere. Throws CopyFault.
 */
export function readyFolder(folder: string, ownFolder: boolean): void {
  try {
    if (ownFolder) {
      mkdirSync(folder, { recursive: true, mode: 0o700 });
    }
    accessSync(folder, constants.R_OK | constants.W_OK);
  } catch {
    throw new CopyFault('no-folder', `${folder} is not there or cannot be written`);
  }
}

/** Throws CopyFault unless a file of so many bytes fits with room to spare. */
export function needRoom(folder: string, bytes: number): void {
  const { bavail, bsize } = statfsSync(folder);
  const free = bavail * bsize;
  if (free < bytes + SPARE) {
    const needed = Math.ceil((bytes + SPARE) / MEBI);
    throw new CopyFault('no-room', `${folder} has ${Math.floor(free / MEBI)} MiB free, and ${needed} MiB are needed`);
  }
}

/** Removes the copies of a folder that are not to stay. Gives how many copies went. */
export function rotate(folder: string): number {
  const copies = listHourly(folder);
  const kept = chooseKept(copies.map(({ atMs }) => atMs));
  const old = copies.filter(({ atMs }) => !kept.has(atMs));
  old.forEach(({ file }) => rmSync(file, { force: true }));
  return old.length;
}

/** Removes what attempts that were ended half-way left in a folder. */
export function clearUnfinished(folder: string): void {
  readdirSync(folder)
    .filter((name) => name.endsWith('.part') && NAME.test(name.slice(0, -'.part'.length)))
    .forEach((name) => rmSync(join(folder, name), { force: true }));
}

/** Removes the folders beside the book in which copies were looked at by somebody who was ended a day ago or earlier. */
export function clearAbandoned(dataFolder: string, nowMs: number): void {
  readdirSync(dataFolder)
    .filter((name) => name.startsWith(COPY_PREFIX) && statSync(join(dataFolder, name)).mtimeMs < nowMs - ABANDONED_MS)
    .forEach((name) => rmSync(join(dataFolder, name), { recursive: true, force: true }));
}
