import { systemClock } from './runtime.ts';
import { runServer } from './run-server.ts';

/** `node server/main.ts`: the server alone, for a service manager. `npm start` builds first, see start.ts. */
async function main(): Promise<void> {
  const outcome = await runServer({ env: process.env, cwd: process.cwd(), clock: systemClock, say: (line) => process.stdout.write(`${line}\n`) });
  if (!outcome.ok) {
    process.stderr.write(`${outcome.error}\n`);
    process.exitCode = 1;
  }
}

await main();
