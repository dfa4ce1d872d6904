// The launcher of `npm run -s analyse`. Plain JavaScript without new syntax, since an older Node must be able to read it.
// It never installs anything: its output is for programs, and a question about customers must not change the machine.
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const folder = dirname(fileURLToPath(import.meta.url));
const modules = join(folder, '..', 'node_modules');
const node = join(modules, '.bin', process.platform === 'win32' ? 'node.cmd' : 'node');

if (!existsSync(join(modules, 'valibot')) || !existsSync(node)) {
  process.stderr.write('The packages of Sidebook are not installed: run npm install once, then this again. Nothing was changed.\n');
  process.exit(2);
}
const child = spawnSync(node, [join(folder, 'analyse.ts')].concat(process.argv.slice(2)), {
  stdio: 'inherit',
  shell: process.platform === 'win32',
});
process.exit(child.status === null ? 1 : child.status);
