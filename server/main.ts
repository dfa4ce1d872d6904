import { enableCompileCache } from 'node:module';
import { join } from 'node:path';

/** `node server/main.ts`: the server alone, for a service manager. `npm start` builds first, see start.ts. */
async function main(): Promise<void> {
  // Types are stripped and code is compiled once, not at each start: it is back after a crash in half the time.
  enableCompileCache(join(import.meta.dirname, '..', 'node_modules', '.cache', 'compiled'));
  const [{ systemClock }, { runServer }] = await Promise.all([import('./runtime.ts'), import('./run-server.ts')]);
  const outcome = await runServer({ env: process.env, cwd: process.cwd(), clock: systemClock, say: (line) => process.stdout.write(`${line}\n`) });
  if (!outcome.ok) {
    process.stderr.write(`${outcome.error}\n`);
    process.exitCode = 1;
  }
}

await main();
