import { defineConfig } from 'vitest/config';

/** The built extension in real browsers, on a real webmail, against the real server. One at a time: they share two cores. */
export default defineConfig({
  root: new URL('../..', import.meta.url).pathname,
  test: {
    name: 'e2e',
    environment: 'node',
    include: ['tests/e2e/**/*.test.ts'],
    fileParallelism: false,
    testTimeout: 120_000,
    hookTimeout: 180_000,
    // A loaded machine is slower than a person is patient.
    expect: { poll: { timeout: 15_000 } },
  },
});
