import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join, relative } from 'node:path';

/** The repository's folder. */
export const ROOT = join(import.meta.dirname, '..');

/** Something that is built of sources, with the tool that builds it and the file that shows that it is there. */
export type BuildTarget = {
  readonly name: string;
  readonly sources: readonly string[];
  readonly command: readonly string[];
  readonly result: string;
  /** Settings of the tool, beside those of this process. */
  readonly env?: Readonly<Record<string, string>>;
};

const WXT = join('node_modules', 'wxt', 'bin', 'wxt.mjs');
const VITE = join('node_modules', 'vite', 'bin', 'vite.js');
const EXTENSION_SOURCES = ['extension', 'shared', 'wxt.config.ts', 'package-lock.json', 'tsconfig.base.json'];
const CONSOLE_SOURCES = ['server/console', 'shared', 'package-lock.json', 'tsconfig.base.json'];

/** What `npm start` needs before the server starts. */
export const BUILD_TARGETS: readonly BuildTarget[] = [
  { name: 'extension for Chrome and Edge', sources: EXTENSION_SOURCES, command: [WXT, 'build'], result: '.output/chrome-mv3/manifest.json' },
  {
    name: 'extension for Firefox',
    sources: EXTENSION_SOURCES,
    command: [WXT, 'build', '-b', 'firefox', '--mv3'],
    result: '.output/firefox-mv3/manifest.json',
  },
  {
    name: 'console',
    sources: CONSOLE_SOURCES,
    command: [VITE, 'build', '-c', 'server/console/vite.config.ts'],
    result: '.output/console/index.html',
  },
];

/** What the demo needs: the console, and the build that may read loopback pages and pairs by its address. */
export const DEMO_TARGETS: readonly BuildTarget[] = [
  ...BUILD_TARGETS.filter((target) => target.name === 'console'),
  {
    name: 'extension for the demo',
    sources: EXTENSION_SOURCES,
    command: [WXT, 'build'],
    result: '.output/chrome-mv3-e2e/manifest.json',
    env: { SIDEBOOK_E2E: '1' },
  },
];

/** Builds what is missing or whose sources changed, and gives the names of what failed. */
export async function buildTargets(targets: readonly BuildTarget[], isForced: boolean): Promise<readonly string[]> {
  const failed: string[] = [];
  // One after another: two builds of the extension share a folder of prepared types.
  for (const target of targets) {
    const hash = hashSources(target.sources);
    if (isForced || !existsSync(join(ROOT, target.result)) || readStamp(target) !== hash) {
      process.stderr.write(`Building the ${target.name}.\n`);
      const { isBuilt, said } = await run(target);
      if (isBuilt) {
        writeStamp(target, hash);
      } else {
        process.stderr.write(said);
        failed.push(target.name);
      }
    }
  }
  return failed;
}

/** A hash of the names and contents of all files below `sources`. */
export function hashSources(sources: readonly string[], root: string = ROOT): string {
  const hash = createHash('sha256');
  for (const file of sources.flatMap((source) => listFiles(join(root, source)))) {
    hash.update(relative(root, file).replaceAll('\\', '/')).update('\0').update(readFileSync(file)).update('\0');
  }
  return hash.digest('hex');
}

function listFiles(path: string): readonly string[] {
  if (!existsSync(path)) {
    return [];
  }
  return statSync(path).isDirectory()
    ? readdirSync(path)
        .toSorted()
        .flatMap((name) => (name === 'node_modules' ? [] : listFiles(join(path, name))))
    : [path];
}

function stampFile(target: BuildTarget): string {
  return join(ROOT, '.cache', 'build', `${target.name.replaceAll(' ', '-')}.sha256`);
}

function readStamp(target: BuildTarget): string | undefined {
  const file = stampFile(target);
  return existsSync(file) ? readFileSync(file, 'utf8') : undefined;
}

function writeStamp(target: BuildTarget, hash: string): void {
  mkdirSync(join(ROOT, '.cache', 'build'), { recursive: true });
  writeFileSync(stampFile(target), hash);
}

/** Runs a target's tool. What it says is kept and shown only when it failed: it interests nobody who only wants to start. */
function run({ command, env = {} }: BuildTarget): Promise<{ readonly isBuilt: boolean; readonly said: string }> {
  return new Promise((resolve) => {
    let said = '';
    const child = spawn(process.execPath, [...command], {
      cwd: ROOT,
      env: { ...process.env, ...env },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    child.stdout.on('data', (chunk: Buffer) => (said += chunk.toString()));
    child.stderr.on('data', (chunk: Buffer) => (said += chunk.toString()));
    child.on('error', (error) => resolve({ isBuilt: false, said: `${error.message}\n` }));
    child.on('close', (code) => resolve({ isBuilt: code === 0, said }));
  });
}
