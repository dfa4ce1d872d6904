import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';

/** `npm run test:soak`: the suites that can run longer, ten times as long. It takes the better part of an hour. */
const SUITES = ['tests/server/faults', 'tests/server/postgres', 'tests/server/sync', 'tests/sync'];

const root = fileURLToPath(new URL('..', import.meta.url));
const child = spawn('vitest', ['run', '--config', 'tests/vitest.config.ts', '--no-file-parallelism', ...SUITES], {
  cwd: root,
  env: { ...process.env, SIDEBOOK_SOAK: '1' },
  stdio: 'inherit',
  shell: process.platform === 'win32',
});
child.on('exit', (code) => (process.exitCode = code ?? 1));
