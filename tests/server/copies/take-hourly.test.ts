import { execFileSync } from 'node:child_process';
import { appendFileSync, existsSync, mkdirSync, readdirSync, readFileSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { sayCopyFault } from '../../../server/copies/fault.ts';
import { writeVerifiedCopy } from '../../../server/operator/backup.ts';
import { takeHourly } from '../../../server/copies/take-hourly.ts';
import type { Config } from '../../../server/config.ts';
import { addUserAsOperator } from '../../../server/services/operate.ts';
import { lookAtCopies } from '../../../server/operator/look-at-copies.ts';
import { restoreByCommand } from '../../../server/operator/restore.ts';
import { systemRandom } from '../../../server/runtime.ts';
import { openStore } from '../../../server/store/open-store.ts';
import { aClock, aFolder } from '../build/a-server.ts';

const HOUR_MS = 3_600_000;

/** A data folder with a book in it that nobody has open, and what the server would do with it each hour. */
async function aBook(options: Partial<Config> = {}) {
  const folder = aFolder();
  const clock = aClock(Math.floor(Date.now() / 1000) * 1000);
  const config: Config = {
    port: 0,
    host: '127.0.0.1',
    dataFolder: join(folder, 'data'),
    keyFile: join(folder, 'key'),
    publicOrigin: undefined,
    allowHttp: false,
    hourlyCopies: true,
    ...options,
  };
  const add = async (email: string): Promise<void> => {
    const store = await openStore(config, clock);
    await addUserAsOperator({ store, clock, random: systemRandom }, { email, role: 'rep' });
    await store.close();
  };
  await add('ann@team.example');
  const copies = join(config.dataFolder, 'backup');
  const listed = (place = copies): readonly string[] => (existsSync(place) ? readdirSync(place).toSorted() : []);
  return { folder, config, clock, copies, add, listed, take: () => takeHourly(config, clock), look: () => lookAtCopies(config, clock) };
}

/** Everybody in the book, as an export of it would have them. */
async function emailsIn(config: Config, clock: { nowMs(): number }): Promise<readonly string[]> {
  const store = await openStore(config, clock);
  try {
    const [org] = await store.listOrgs();
    return (await store.listUsers(org?.id ?? '')).map(({ email }) => email).toSorted();
  } finally {
    await store.close();
  }
}

test('a copy each hour, and the newest put back is the book of that hour', { timeout: 60_000 }, async () => {
  const book = await aBook();
  const first = await book.take();
  expect(first).toMatchObject({ isBad: false, json: { fault: null, second: null, lastGoodAtMs: book.clock.nowMs() } });
  book.clock.advance(HOUR_MS);
  await book.add('bo@team.example');
  await book.take();
  await book.add('late@team.example');
  expect(book.listed().every((name) => /^hourly-[-\dTZ]+\.db$/u.test(name))).toBe(true);
  expect(book.listed().length).toBe(2);
  const newest = join(book.copies, book.listed().at(-1) ?? '');
  expect(readFileSync(newest).includes('bo@team.example')).toBe(false);
  expect(await restoreByCommand(book.config, [newest], false, book.clock)).toMatchObject({ json: { ok: true } });
  expect(await emailsIn(book.config, book.clock)).toEqual(['ann@team.example', 'bo@team.example']);
  expect(readdirSync(book.config.dataFolder).filter((name) => name.startsWith('copy-'))).toEqual([]);
});

test('old copies go, in both places; what somebody made or set aside stays', { timeout: 60_000 }, async () => {
  const second = aFolder();
  const book = await aBook({ secondCopyFolder: second });
  mkdirSync(book.copies);
  const nameOf = (hoursAgo: number): string => {
    const at = new Date(book.clock.nowMs() - hoursAgo * HOUR_MS).toISOString().slice(0, 19).replaceAll(':', '-');
    return `hourly-${at}Z.db`;
  };
  const old = Array.from({ length: 60 }, (_, at) => nameOf(at + 1));
  const others = ['book-2020-01-01T00-00-00Z.db', 'before-restore-1.db', 'holiday.jpg'];
  for (const name of [...old, ...others]) {
    writeFileSync(join(book.copies, name), 'x');
    writeFileSync(join(second, name), 'x');
  }
  // What an attempt that was ended half-way left goes too, and a folder of one that was ended days ago.
  writeFileSync(join(book.copies, `${nameOf(1)}.part`), 'x');
  const abandoned = join(book.config.dataFolder, 'copy-abandoned');
  mkdirSync(abandoned);
  utimesSync(abandoned, 1, 1);
  expect((await book.take()).isBad).toBe(false);
  for (const place of [book.copies, second]) {
    const hourly = book.listed(place).filter((name) => name.startsWith('hourly-'));
    expect(hourly.slice(-24)).toEqual([nameOf(0), ...old.slice(0, 23)].toSorted());
    expect(hourly.length).toBeLessThanOrEqual(24 + 3);
    expect(book.listed(place)).toEqual(expect.arrayContaining(others));
  }
  expect(book.listed().some((name) => name.endsWith('.part'))).toBe(false);
  expect(existsSync(abandoned)).toBe(false);
  expect(readFileSync(join(second, nameOf(0))).equals(readFileSync(join(book.copies, nameOf(0))))).toBe(true);
});

test('a second place that is not there is not made: it is said, and the first has its copy', { timeout: 60_000 }, async () => {
  const away = join(aFolder(), 'nas');
  const book = await aBook({ secondCopyFolder: away });
  const said = await book.take();
  expect(said).toMatchObject({ isBad: true, json: { fault: null, second: { lastGoodAtMs: null, fault: { code: 'no-folder' } } } });
  expect(said.sentence).toContain(`The second place has none: ${away} is not there or cannot be written.`);
  expect(existsSync(away)).toBe(false);
  expect(book.listed().length).toBe(1);
  const [first, second] = book.look();
  expect(first).toMatchObject({ state: 'good', sentence: expect.stringContaining('The last good copy in') });
  expect(second).toMatchObject({ state: 'bad', sentence: expect.stringContaining('There is no copy of the book in') });
  mkdirSync(away);
  book.clock.advance(HOUR_MS);
  expect((await book.take()).isBad).toBe(false);
  expect(book.listed(away).length).toBe(1);
  expect(book.look().map(({ state }) => state)).toEqual(['good', 'good']);
});

test(
  'a book that is damaged is not copied over good copies: none goes, and the doctor says why and how old the last is',
  { timeout: 60_000 },
  async () => {
    const book = await aBook();
    await book.take();
    const before = book.listed();
    const database = join(book.config.dataFolder, 'sidebook.db');
    const bytes = readFileSync(database);
    bytes.fill(7, Math.floor(bytes.length / 2), Math.floor(bytes.length / 2) + 9000);
    writeFileSync(database, bytes);
    const lastGoodAtMs = book.clock.nowMs();
    book.clock.advance(3 * HOUR_MS);
    const said = await book.take();
    expect(said).toMatchObject({ isBad: true, json: { lastGoodAtMs, fault: { code: 'damaged' } } });
    expect(book.listed()).toEqual(before);
    expect(book.look()).toMatchObject([
      { state: 'bad', sentence: expect.stringMatching(/is [23] hours old\. The last attempt at one failed: the book is damaged.+\.$/u) },
    ]);
  },
);

test('no copy in a named folder that is not there, and none of a book whose key is lost', { timeout: 60_000 }, async () => {
  const away = join(aFolder(), 'disk');
  const book = await aBook({ copyFolder: away });
  expect(await book.take()).toMatchObject({ isBad: true, sentence: `There is no new copy: ${away} is not there or cannot be written.` });
  expect(existsSync(away)).toBe(false);
  mkdirSync(away);
  rmSync(join(book.folder, 'key'));
  expect((await book.take()).sentence).toContain('its key is not');
  expect(book.listed(away)).toEqual([]);
});

test('the age of the last good copy is named; too old a one is something to see to', { timeout: 60_000 }, async () => {
  const book = await aBook();
  expect(book.look()).toMatchObject([{ state: 'see-to', sentence: expect.stringContaining('There is no copy of the book in') }]);
  await book.take();
  book.clock.advance(25 * 60_000);
  expect(book.look()[0]?.sentence).toMatch(/is 2[45] minutes old\./u);
  book.clock.advance(26 * HOUR_MS);
  expect(book.look()[0]).toMatchObject({ state: 'see-to', sentence: expect.stringContaining('26 hours old: the server makes one each hour') });
});

/** A disk of its own of so many MiB, where this machine lets one make one. */
function aSmallDisk(mebi: number): string | undefined {
  const folder = aFolder();
  try {
    execFileSync('mount', ['-t', 'tmpfs', '-o', `size=${mebi}m`, 'tmpfs', folder], { stdio: 'ignore' });
  } catch {
    return undefined;
  }
  onTestFinished(() => void execFileSync('umount', [folder]));
  return folder;
}

test(
  'a full disk: there is no copy and no half of one, the old ones stay, and it is said how much room is needed',
  { timeout: 60_000 },
  async (context) => {
    const disk = aSmallDisk(80);
    if (disk === undefined) {
      context.skip('no disk can be made here');
      return;
    }
    const book = await aBook({ copyFolder: disk });
    expect((await book.take()).isBad).toBe(false);
    const before = book.listed(disk);
    writeFileSync(join(disk, 'else'), Buffer.alloc(60 * 2 ** 20));
    book.clock.advance(HOUR_MS);
    const said = await book.take();
    expect(said).toMatchObject({ isBad: true, json: { fault: { code: 'no-room' } } });
    expect(said.sentence).toMatch(/MiB free, and \d+ MiB are needed\.$/u);
    expect(book.listed(disk)).toEqual([...before, 'else'].toSorted());
    // Room that goes while the copy is written: the database itself says so, and the half of a copy goes.
    fill(join(disk, 'rest'));
    const unwritten = await writeVerifiedCopy(book.config, join(disk, 'hourly-x.db'), book.clock).catch(sayCopyFault);
    expect(unwritten).toMatchObject({ code: 'no-room', sentence: expect.stringContaining('disk is full') });
    expect(book.listed(disk)).toEqual([...before, 'else', 'rest'].toSorted());
  },
);

/** Writes until the disk takes no more. */
function fill(file: string): void {
  try {
    for (;;) {
      appendFileSync(file, Buffer.alloc(64 * 1024));
    }
  } catch {
    // Full.
  }
}
