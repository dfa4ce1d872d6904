#!/usr/bin/env node
// The launcher of the command line. Plain JavaScript without new syntax: an older Node cannot even read the rest, and
// would only say so in its own words.
import { spawnSync } from 'node:child_process';
import * as nodeModule from 'node:module';
import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const folder = dirname(fileURLToPath(import.meta.url));
const parts = process.versions.node.split('.').map(Number);
// argon2 is part of Node from 24.7 on, and types are stripped without a flag.
const isNewEnough = parts[0] > 24 || (parts[0] === 24 && parts[1] >= 7);

if (isNewEnough) {
  // Types are stripped and code is compiled once, not at each command: half of the time that one takes.
  nodeModule.enableCompileCache(join(folder, '..', 'node_modules', '.cache', 'compiled'));
  await import('./cli.ts');
} else {
  const name = process.platform === 'win32' ? 'node.cmd' : 'node';
  const node = join(folder, '..', 'node_modules', '.bin', name);
  if (existsSync(node)) {
    const child = spawnSync(node, [join(folder, 'cli.ts')].concat(process.argv.slice(2)), {
      stdio: 'inherit',
      shell: process.platform === 'win32',
    });
    process.exit(child.status === null ? 1 : child.status);
  }
  console.error('Sidebook needs Node 24.7 or newer; this is Node ' + process.versions.node + '. Run npm install once, which brings it along.');
  process.exit(1);
}
