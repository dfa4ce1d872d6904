import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';

/** One part of `npm run check`: what it watches over and the command that does it. */
type Check = { readonly name: string; readonly command: readonly [string, ...string[]] };

/** Types, walls, lint, format and dead code. */
export const checks: readonly Check[] = [
  { name: 'types', command: ['tsc', '-b'] },
  { name: 'lint and walls', command: ['oxlint', '--deny-warnings'] },
  { name: 'format', command: ['oxfmt', '--check'] },
  { name: 'dead code', command: ['knip'] },
];

const root = fileURLToPath(new URL('..', import.meta.url));

/** Runs one check; its output is given back and shown only when it failed. */
export function runCheck(check: Check): Promise<{ readonly passed: boolean; readonly output: string }> {
  const [program, ...rest] = check.command;
  return new Promise((resolve) => {
    const child = spawn(program, rest, { cwd: root, stdio: ['ignore', 'pipe', 'pipe'], shell: process.platform === 'win32' });
    let output = '';
    child.stdout.on('data', (chunk: Buffer) => (output += chunk.toString()));
    child.stderr.on('data', (chunk: Buffer) => (output += chunk.toString()));
    child.on('error', (error) => resolve({ passed: false, output: error.message }));
    child.on('exit', (code) => resolve({ passed: code === 0, output }));
  });
}

/** Runs all checks, two at a time, and tells how many passed and failed. */
export async function runChecks(): Promise<{ readonly passed: number; readonly failed: number }> {
  const waiting = [...checks];
  let passed = 0;
  let failed = 0;
  const work = async (): Promise<void> => {
    for (let check = waiting.shift(); check; check = waiting.shift()) {
      const startedMs = performance.now();
      const result = await runCheck(check);
      const seconds = ((performance.now() - startedMs) / 1000).toFixed(1);
      console.log(`${result.passed ? 'passed' : 'FAILED'}  ${check.name} (${seconds} s)`);
      if (result.passed) {
        passed += 1;
      } else {
        failed += 1;
        console.log(result.output);
      }
    }
  };
  await Promise.all([work(), work()]);
  return { passed, failed };
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const { failed } = await runChecks();
  process.exitCode = failed === 0 ? 0 : 1;
}
