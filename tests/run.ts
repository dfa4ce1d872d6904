import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import * as v from 'valibot';
import { runChecks } from './check.ts';
import { preparePackages, preparePostgres } from './e2e/packages.ts';

/** Runs everything, and says what was left out and why. The last line is `N passed, N failed, N skipped`. */

const root = fileURLToPath(new URL('..', import.meta.url));
const Report = v.object({
  numPassedTests: v.number(),
  numFailedTests: v.number(),
  numPendingTests: v.number(),
  numFailedTestSuites: v.number(),
  success: v.boolean(),
});
type Counts = { passed: number; failed: number; skipped: number };

const total: Counts = { passed: 0, failed: 0, skipped: 0 };
const leftOut: string[] = [];

function runProgram(command: string, args: readonly string[]): Promise<number> {
  return new Promise((resolve) => {
    const child = spawn(command, args, { cwd: root, stdio: ['ignore', 'inherit', 'inherit'], shell: process.platform === 'win32' });
    child.on('error', () => resolve(1));
    child.on('exit', (code) => resolve(code ?? 1));
  });
}

/** Runs the suites of one Vitest configuration and adds what they counted. */
async function runSuites(name: string, config: string): Promise<void> {
  console.log(`\n== ${name}`);
  const folder = mkdtempSync(join(tmpdir(), 'sidebook-report-'));
  const file = join(folder, 'report.json');
  const code = await runProgram('vitest', ['run', '--config', config, '--reporter', 'default', '--reporter', 'json', `--outputFile.json=${file}`]);
  try {
    const report = v.parse(Report, JSON.parse(readFileSync(file, 'utf8')));
    total.passed += report.numPassedTests;
    total.skipped += report.numPendingTests;
    // A file that does not load, or a failure outside any test, fails no test of its own: it counts as one.
    total.failed += Math.max(report.numFailedTests, code !== 0 ? 1 : 0);
  } catch {
    total.failed += 1;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

console.log('== checks');
const checked = await runChecks();
total.passed += checked.passed;
total.failed += checked.failed;

const noPostgres = preparePostgres();
if (noPostgres !== null) {
  total.skipped += 1;
  leftOut.push(`the server's suites on PostgreSQL: ${noPostgres}`);
}
await runSuites('unit, property and contract suites', 'tests/vitest.config.ts');

const reason = preparePackages();
if (reason === null) {
  console.log('\n== building the extension and the console');
  const built = (await runProgram('node', ['tests/e2e/build.ts'])) === 0 && (await runProgram('node', ['server/build.ts'])) === 0;
  if (built) {
    await runSuites('end to end: Chromium and Firefox, Roundcube, the server', 'tests/e2e/vitest.config.ts');
  } else {
    total.failed += 1;
  }
} else {
  total.skipped += 1;
  leftOut.push(`end to end in Chromium on a real Roundcube: ${reason}`);
}

console.log('');
for (const line of leftOut) {
  console.log(`left out: ${line}`);
}
console.log(`${total.passed} passed, ${total.failed} failed, ${total.skipped} skipped`);
process.exitCode = total.failed === 0 ? 0 : 1;
