import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';

const root = fileURLToPath(new URL('../..', import.meta.url));
const listed = execFileSync('git', ['ls-files', '--cached', '--others', '--exclude-standard'], { cwd: root, encoding: 'utf8' }).split('\n');
const read = (file: string): string => readFileSync(join(root, file), 'utf8');
const present = listed.filter((file) => file !== '' && existsSync(join(root, file)));

/**
 * The traps that other systems paid for, in the words of the design, and the suites that hold each. A test is one of a trap when its
 * name, or that of its group, begins with `trap: ` and these words. Those of which the part of the product is not there yet come
 * with it: parents of companies, exports as XLSX, customers known by phone or messenger only,
 * margins and base currencies, surveys.
 */
const held: Readonly<Record<string, readonly string[]>> = {
  'quoted commas': ['shared/capture/addresses'],
  'group syntax': ['shared/capture/addresses'],
  'own address compared whole, never as a substring': ['shared/capture/people'],
  'plus and dot addresses kept apart': ['shared/capture/addresses', 'shared/sync/ids'],
  'one mail, two reps, two computers = one interaction': [
    'extension/background/one-interaction',
    'server/sync/push-pull',
    'e2e/story',
    'e2e/firefox',
  ],
  'notification, newsletter, no-reply, more than 20 recipients, calendar mail: not captured by default': ['extension/background/page-handlers'],
  'notification, newsletter': ['shared/capture/raw/read-raw'],
  'no-reply, more than 20 recipients': ['shared/capture/never-log'],
  'no-reply and calendar mail': ['shared/capture/raw/read-raw'],
  'Gmail: conversation view off, reading pane on': ['extension/adapters/fixtures'],
  'the thread goes on without the customer': ['extension/background/page-handlers'],
  'a lead and a contact with the same address': ['extension/background/panel-handlers'],
  'URL with and without a trailing slash is one page': [
    'shared/capture/page-address',
    'extension/capture/web-page',
    'extension/background/panel-handlers',
  ],
  'non-ASCII addresses': ['shared/capture/addresses', 'shared/capture/raw/read-raw', 'ui/names'],
  'a user is disabled: history stays': ['server/sync/push-pull'],
  'browser data cleared with unsent edits': ['ui/panel-parts', 'extension/sync/client'],
  'a webmail tab open for a day': ['extension/content/watch', 'extension/background/page-handlers'],
  'expected order date when silence goes on': ['shared/analysis/product/reorder', 'shared/analysis/product/waiting'],
  'same-day orders': ['shared/analysis/product/reorder', 'shared/analysis/core/from-orders'],
  returns: ['shared/analysis/core/from-orders', 'shared/analysis/profiling/tiers'],
  'merge cycles': ['shared/sync/links'],
  'keyboard focus can leave the side panel': ['e2e/panel'],
  'a raw message is fetched from the page’s own frame': ['extension/content/raw', 'architecture/traps'],
  'a CSV from Excel in China is GB18030': ['shared/import/decode'],
};

const suites = present.filter((file) => /^tests\/.*\.test\.tsx?$/u.test(file));

/** The names in a suite that begin with `trap: `, without that. */
function trapsIn(suite: string): readonly string[] {
  return [...read(suite).matchAll(/['"`]trap: ([^\n]*)/gu)].map((match) => match[1] ?? '');
}

describe('the traps', () => {
  const cases = Object.entries(held).flatMap(([words, places]) => places.map((place) => [words, place] as const));

  it.each(cases)('%s: is held by %s', (words, place) => {
    const suite = suites.find((file) => file.replace(/\.test\.tsx?$/u, '') === `tests/${place}`);
    expect(suite).toBeDefined();
    expect(trapsIn(suite ?? '').filter((name) => name.startsWith(words))).not.toEqual([]);
  });

  it('are held by tests that run', () => {
    for (const suite of suites.filter((file) => trapsIn(file).length > 0)) {
      expect(read(suite).match(/\.(?:skip|only|todo|fails)\b/gu), suite).toBeNull();
    }
  });
});

it('trap: a raw message is fetched from the page’s own frame: nothing else in the extension asks a webmail for anything', () => {
  const asks = /(?<![.\w])fetch\(|XMLHttpRequest|sendBeacon|new (?:WebSocket|EventSource)\b/u;
  const asking = present.filter((file) => /^extension\/.*\.tsx?$/u.test(file)).filter((file) => asks.test(read(file)));
  // The background's own way out is given to sync alone, whose requests go to the paired server.
  // The reader of earlier mail asks the webmail's own search, in its own page too.
  expect(asking.toSorted()).toEqual([
    'extension/background/start.ts',
    'extension/content/earlier.ts',
    'extension/content/raw.ts',
    // The panel hears from the paired server what changed.
    'extension/entrypoints/sidepanel/main.ts',
    'extension/sync/live.ts',
    'extension/sync/request.ts',
  ]);
});
