import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { preparePackages, preparePostgres } from './e2e/packages.ts';

/** `npm run test:soak`: the suites that can run longer, ten times as long and more, some hours in all; `-- browsers` or `-- server` runs one part. */
const PARTS: Readonly<Record<string, readonly (readonly string[])[]>> = {
  server: [
    [
      'vitest',
      'run',
      '--config',
      'tests/vitest.config.ts',
      '--no-file-parallelism',
      'tests/server/faults',
      'tests/server/postgres',
      'tests/server/sync',
      'tests/sync',
    ],
  ],
  browsers: [
    ['node', 'tests/e2e/build.ts'],
    ['node', 'server/build.ts'],
    ['vitest', 'run', '--config', 'tests/e2e/vitest.config.ts', 'tests/e2e/killed-worker.test.ts', 'tests/e2e/ended-event-page.test.ts'],
  ],
};

const root = fileURLToPath(new URL('..', import.meta.url));

/** Runs one program to its end, all it says shown; gives its exit code. */
function run([program = '', ...args]: readonly string[]): Promise<number> {
  const child = spawn(program, args, {
    cwd: root,
    env: { ...process.env, SIDEBOOK_SOAK: '1' },
    stdio: 'inherit',
    shell: process.platform === 'win32',
  });
  return new Promise((resolve) => child.on('exit', (code) => resolve(code ?? 1)));
}

const [wanted] = process.argv.slice(2);
const parts = wanted === undefined ? Object.keys(PARTS) : [wanted];
const missing: Readonly<Record<string, () => string | null>> = { server: preparePostgres, browsers: preparePackages };
for (const part of parts) {
  const commands = PARTS[part];
  if (commands === undefined) {
    console.error(`There is no part “${part}”; there are ${Object.keys(PARTS).join(' and ')}.`);
    process.exitCode = 2;
    break;
  }
  const reason = missing[part]?.() ?? null;
  if (reason !== null) {
    console.log(`left out: ${part}: ${reason}`);
    process.exitCode = 1;
    continue;
  }
  for (const command of commands) {
    // A part goes on after a failure: each of its suites says something of its own.
    process.exitCode = (await run(command)) || process.exitCode || 0;
  }
}
