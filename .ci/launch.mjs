// Runs a TypeScript program of this project on the project's own Node, whatever Node started this file:
//   node .ci/launch.mjs server/start.ts [arguments]
// Missing packages are installed first (messages go to stderr, so that a program's output stays clean).
// Plain JavaScript without new syntax, since an older Node must be able to read it and say what it needs.
import { spawn, spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { delimiter, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const modules = join(root, 'node_modules');

/** Name and version of every package that a lockfile wants on every machine. */
function listPackages(file) {
  const packages = JSON.parse(readFileSync(file, 'utf8')).packages;
  return Object.keys(packages)
    .filter((path) => path !== '' && !packages[path].optional)
    .map((path) => path + '@' + packages[path].version);
}

/** True when what is installed is what the lockfile says. */
function isInstalled() {
  const installed = join(modules, '.package-lock.json');
  if (!existsSync(installed)) {
    return false;
  }
  const have = new Set(listPackages(installed));
  return listPackages(join(root, 'package-lock.json')).every((name) => have.has(name));
}

if (Number(process.versions.node.split('.')[0]) < 20) {
  console.error('Sidebook needs Node 20 or newer to start; this is Node ' + process.versions.node + '.');
  process.exit(1);
}

if (!isInstalled()) {
  console.error('Installing packages, once.');
  const npm = spawnSync('npm', ['ci', '--no-audit', '--no-fund', '--loglevel=error'], {
    cwd: root,
    stdio: ['ignore', 2, 2],
    shell: process.platform === 'win32',
  });
  if (npm.status !== 0) {
    console.error('The packages could not be installed: see npm’s message above. Nothing else was changed.');
    process.exit(1);
  }
}

const node = join(modules, '.bin', process.platform === 'win32' ? 'node.cmd' : 'node');
if (!existsSync(node)) {
  console.error('There is no Node 26 package for ' + process.platform + ' ' + process.arch + '. Run this with Node 26 itself.');
  process.exit(1);
}
const [script, ...rest] = process.argv.slice(2);
// V8 lets what is short-lived grow to some 50 MB before it looks through it. With a third of that the server's first sync of
// 100,000 records takes as long and holds a fifth less memory; and glibc keeps a heap for each thread that compresses.
const flags = script === 'server/start.ts' ? ['--max-semi-space-size=8'] : [];
const settings = script === 'server/start.ts' ? { MALLOC_ARENA_MAX: '2' } : {};
const child = spawn(node, flags.concat([join(root, script)], rest), {
  stdio: 'inherit',
  shell: process.platform === 'win32',
  env: {
    // Types are stripped and code is compiled once, not at each start: half the time of a start and 25 MB less memory.
    NODE_COMPILE_CACHE: join(modules, '.cache', 'compiled'),
    ...settings,
    ...process.env,
    PATH: join(modules, '.bin') + delimiter + process.env.PATH,
  },
});
for (const signal of ['SIGINT', 'SIGTERM']) {
  process.on(signal, () => child.kill(signal));
}
// Whoever ends `npm start` ends npm and its shell, and the shell tells nobody: an orphan ends its own child.
const parent = process.ppid;
setInterval(() => {
  if (process.ppid !== parent) {
    child.kill('SIGTERM');
  }
}, 250).unref();
child.on('exit', (code, signal) => process.exit(signal ? 1 : code));
