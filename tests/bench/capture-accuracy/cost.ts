import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { gzipSync } from 'node:zlib';
import type { Measured } from '../figure.ts';

/** What a webmail page loads, as built for the tests: `node tests/e2e/build.ts`. */
const contentScript = path.resolve(import.meta.dirname, '../../../.output/chrome-mv3-e2e/content-scripts/mail.js');

/** What reading a page costs those who only read their mail: one content script with every adapter in it. */
export function* measureCost(): Generator<Measured> {
  const isBuilt = existsSync(contentScript);
  yield {
    metric: 'cost.content-script-gzip',
    unit: 'kB',
    ours: isBuilt ? gzipSync(readFileSync(contentScript)).byteLength / 1000 : null,
    atMost: 30,
    note: isBuilt ? '' : 'the extension is not built: node tests/e2e/build.ts',
  };
}
