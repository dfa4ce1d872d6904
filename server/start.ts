import { join } from 'node:path';
import { BUILD_TARGETS, buildTargets, ROOT } from './build-targets.ts';
import { runServer } from './run-server.ts';
import { systemClock } from './runtime.ts';

/** `npm start`: builds what changed, then runs the server and says where everything is. */
async function start(): Promise<void> {
  const say = (line: string): void => void process.stdout.write(`${line}\n`);
  const failed = await buildTargets(BUILD_TARGETS, process.argv.includes('--force'));
  if (failed.length > 0) {
    process.stderr.write(`Could not build: ${failed.join(', ')}. The lines above say why; the server starts without.\n`);
  }
  const started = await runServer({ env: process.env, cwd: process.cwd(), clock: systemClock, say });
  if (!started.ok) {
    process.stderr.write(`${started.error}\n`);
    process.exitCode = 1;
    return;
  }
  say(`Load the extension in Chrome or Edge: open chrome://extensions, switch on developer mode, press "Load unpacked", choose`);
  say(`    ${join(ROOT, '.output', 'chrome-mv3')}`);
  say(`or in Firefox: open about:debugging, choose "This Firefox", press "Load Temporary Add-on", choose`);
  say(`    ${join(ROOT, '.output', 'firefox-mv3', 'manifest.json')}`);
  say('File windows hide folders whose names begin with a dot: paste the path (Ctrl+L on Linux, Shift+Command+G on a Mac).');
}

await start();
