import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../..', import.meta.url));

/** Builds the extension for both browsers with loopback granted. Output goes to stderr. */
export function buildForTests(): void {
  for (const args of [[], ['-b', 'firefox', '--mv3']]) {
    const built = spawnSync('wxt', ['build', ...args], {
      cwd: root,
      stdio: ['ignore', 2, 2],
      env: { ...process.env, SIDEBOOK_E2E: '1' },
      shell: process.platform === 'win32',
    });
    if (built.status !== 0) {
      throw new Error('The extension could not be built: see the message above.');
    }
  }
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  buildForTests();
}
