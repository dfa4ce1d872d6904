import preact from '@preact/preset-vite';
import { defineConfig } from 'vitest/config';
import { WxtVitest } from 'wxt/testing/vitest-plugin';

import { findPostgres } from './server/build/a-postgres.ts';

const root = new URL('..', import.meta.url).pathname;

/** Property tests make some hundred cases; a machine that does something else beside them is slow, not wrong. */
const TEST_TIMEOUT_MS = 30_000;

const LONG_LISTS = 'tests/build/long-lists.ts';

/** What is true of the server on either database. The same files run twice; `aServer` opens what the run has. */
const ON_BOTH = ['contract', 'sync', 'services', 'http', 'faults'].map((folder) => `tests/server/${folder}/**/*.test.ts`);

/** Nothing on machines without PostgreSQL; `npm test` says so by name. */
const onPostgres = findPostgres()
  ? [
      {
        root,
        test: {
          name: 'server on PostgreSQL',
          environment: 'node' as const,
          setupFiles: [LONG_LISTS],
          testTimeout: TEST_TIMEOUT_MS,
          globalSetup: ['tests/server/postgres/global-setup.ts'],
          include: [...ON_BOTH, 'tests/sync/model.test.ts', 'tests/server/postgres/**/*.test.ts'],
        },
      },
    ]
  : [];

/** The suites that need no browser and no server of others; `tests/run.ts` runs them and the end-to-end suites. */
export default defineConfig({
  root,
  test: {
    projects: [
      {
        root,
        test: {
          name: 'shared',
          environment: 'node',
          setupFiles: [LONG_LISTS],
          testTimeout: TEST_TIMEOUT_MS,
          include: ['tests/shared/**/*.test.ts', 'tests/sync/**/*.test.ts', 'tests/architecture/**/*.test.ts'],
        },
      },
      {
        root,
        test: {
          name: 'server',
          environment: 'node',
          setupFiles: [LONG_LISTS],
          testTimeout: TEST_TIMEOUT_MS,
          include: ['tests/server/**/*.test.ts'],
          exclude: ['tests/server/postgres/**'],
        },
      },
      ...onPostgres,
      {
        root,
        plugins: [WxtVitest()],
        test: {
          name: 'extension',
          environment: 'happy-dom',
          testTimeout: TEST_TIMEOUT_MS,
          include: ['tests/extension/**/*.test.{ts,tsx}'],
          setupFiles: ['tests/build/indexeddb.ts', LONG_LISTS],
        },
      },
      {
        root,
        plugins: [preact()],
        test: {
          name: 'ui',
          environment: 'happy-dom',
          setupFiles: [LONG_LISTS],
          testTimeout: TEST_TIMEOUT_MS,
          include: ['tests/ui/**/*.test.{ts,tsx}'],
        },
      },
    ],
  },
});
