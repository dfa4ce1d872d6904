// Starts `npm run capture` on the project's own Node. It never installs anything: where packages are missing it says so.
// Plain JavaScript without new syntax, since an older Node must be able to read it.
// oxlint-disable no-restricted-imports -- it starts a program, which no other reader of pages may
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const here = dirname(fileURLToPath(import.meta.url));
const modules = join(here, '..', '..', 'node_modules');
const isWindows = process.platform === 'win32';
const node = join(modules, '.bin', isWindows ? 'node.cmd' : 'node');

if (!existsSync(join(modules, 'jsdom')) || !existsSync(join(modules, 'postal-mime')) || !existsSync(node)) {
  process.stderr.write('The packages are not installed: run npm ci once, then this again.\n');
  process.exit(2);
}
const run = spawnSync(node, [join(here, 'cli-node.mjs')].concat(process.argv.slice(2)), { stdio: 'inherit', shell: isWindows });
process.exit(run.status === null ? 1 : run.status);
