import { createAdaptorServer } from '@hono/node-server';
import { Hono } from 'hono';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pino from 'pino';
import { createApp } from '../app.ts';
import { buildTargets, DEMO_TARGETS, ROOT } from '../build-targets.ts';
import { writeSessionCookie } from '../middleware/session.ts';
import { CONSOLE_FOLDER } from '../run-server.ts';
import { systemClock, systemRandom } from '../runtime.ts';
import type { HttpEnv } from '../http/env.ts';
import { issueCodeAsOperator } from '../services/operate.ts';
import { openSession } from '../services/sessions.ts';
import { newToken } from '../security/tokens.ts';
import { openStore } from '../store/open-store.ts';
import { findBrowser, idOfUnpacked, openBrowser } from './browser.ts';
import { LEAD_EMAIL, REP_EMAIL } from './cast.ts';
import { fillSample } from './fill.ts';
import { createInbox } from './inbox.ts';

/**
 * `npm run demo`: a sample team on a throwaway folder, signed in at the printed link, and a sample inbox. Where a desktop
 * browser is found it is opened with the extension paired, else three steps are explained.
 */

const DAY_MS = 86_400_000;
const EXTENSION = join(ROOT, '.output', 'chrome-mv3-e2e');

function listen(fetch: Parameters<typeof createAdaptorServer>[0]['fetch'], port: number): Promise<void> {
  return new Promise((resolve, reject) => {
    const server = createAdaptorServer({ fetch });
    server.once('error', reject);
    server.listen(port, '127.0.0.1', () => resolve());
  });
}

async function demo(): Promise<void> {
  const say = (line: string): void => void process.stdout.write(`${line}\n`);
  const port = Number(process.env['SIDEBOOK_PORT'] ?? '8787');
  const small = process.argv.includes('--small');
  const size = small ? { customers: 300, orders: 3000, interactions: 2000 } : { customers: 5000, orders: 60_000, interactions: 40_000 };
  const failed = await buildTargets(DEMO_TARGETS, false);
  if (failed.length > 0) {
    process.stderr.write(`Could not build: ${failed.join(', ')}. The lines above say why.\n`);
  }

  const folder = mkdtempSync(join(tmpdir(), 'sidebook-demo-'));
  process.on('exit', () => rmSync(folder, { recursive: true, force: true }));
  const config = {
    port,
    host: '127.0.0.1',
    dataFolder: join(folder, 'data'),
    keyFile: join(folder, 'key'),
    publicOrigin: undefined,
    allowHttp: false,
  };
  const store = await openStore(config, systemClock);
  const deps = { store, clock: systemClock, random: systemRandom };
  say('Writing the sample team; this takes some seconds.');
  await fillSample(deps, size, (records) => process.stderr.write(`\r${records} records`));
  process.stderr.write('\n');

  const token = newToken(systemRandom);
  const app = new Hono<HttpEnv>();
  app.get('/demo/:token', async (c) => {
    const [lead] = c.req.param('token') === token ? await store.write((tx) => tx.listUsersByEmail(LEAD_EMAIL)) : [];
    if (lead) {
      const { token: session } = await store.write((tx) => openSession(tx, deps, lead, 'Sidebook'));
      writeSessionCookie(c, false, session);
    }
    return c.redirect('/');
  });
  app.route(
    '/',
    createApp({ store, config, clock: systemClock, random: systemRandom, log: pino({ level: 'silent' }), consoleFolder: CONSOLE_FOLDER }),
  );
  await listen(app.fetch, port);
  await listen(createInbox(Math.floor(systemClock.nowMs() / DAY_MS) * DAY_MS).fetch, port + 1);

  const server = `http://127.0.0.1:${port}`;
  const inbox = `http://127.0.0.1:${port + 1}/`;
  const { code } = await issueCodeAsOperator(deps, REP_EMAIL);
  const pairing = `options.html?server=${encodeURIComponent(server)}&code=${code}&mode=ask`;
  say(`The console, signed in as the team lead: ${server}/demo/${token}`);
  say(`The sample inbox: ${inbox}`);
  const program = findBrowser(process.env, process.platform);
  if (program === undefined) {
    say('No desktop browser was found that takes an extension from here. Three steps in yours:');
    say(`1. Open chrome://extensions, switch on developer mode, press "Load unpacked" and choose ${EXTENSION}`);
    say(`2. Open chrome-extension://${idOfUnpacked(EXTENSION)}/${pairing} within ten minutes: it pairs the browser.`);
    say(`3. Open ${inbox}, press the extension’s button, and open a mail.`);
  } else {
    openBrowser(program, join(folder, 'profile'), EXTENSION, [
      `chrome-extension://${idOfUnpacked(EXTENSION)}/${pairing}`,
      `${server}/demo/${token}`,
      inbox,
    ]);
    say('A browser was opened, paired with the sample team. Open a mail and press the extension’s button.');
  }
  say('Everything is thrown away when you end this with Ctrl+C.');
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    process.on(signal, () => void store.close().then(() => process.exit(0)));
  }
}

await demo();
