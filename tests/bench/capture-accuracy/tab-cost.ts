import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { fileURLToPath } from 'node:url';
import type { CDPSession, Page } from 'playwright-core';
import { startChromium, type RepBrowser } from '../../e2e/chromium.ts';
import type { BenchOptions, Measured } from '../figure.ts';

const root = fileURLToPath(new URL('../../..', import.meta.url));

/** So many changes of the page a minute: a busy list, a chat beside it, times that say "3 minutes ago". */
const CHANGES_A_MINUTE = 10_000;
const MAX_SCRIPT_MS_A_MINUTE = 600;
const MAX_GROWTH_MB = 2;
const HALF_HOUR_CHANGES = 30 * CHANGES_A_MINUTE;

/** An open message as Roundcube draws it, beside a list of two hundred rows and a chat that go on changing. */
function drawWebmail(): string {
  const rows = Array.from(
    { length: 200 },
    (_, at) =>
      `<tr id="rcmrow${at}" class="message"><td><span class="rcmContactAddress" title="buyer${at}@shop.example">Buyer ${at}</span></td><td><a href="?_task=mail&_uid=${at}&_mbox=INBOX">Order ${at}</a></td><td class="ago">3 minutes ago</td></tr>`,
  ).join('');
  const person = (name: string, email: string): string => `<a href="mailto:${email}" class="rcmContactAddress" title="${email}">${name}</a>`;
  return `<!doctype html><html lang="en"><head><title>Order for May</title>
<script>var rcmail = { set_env() {} }; rcmail.set_env({"task":"mail","action":"show","uid":"7","mailbox":"INBOX","username":"rep@lab.test","date_format":"yy-mm-dd"});</script></head>
<body class="task-mail action-show"><table id="messagelist"><tbody>${rows}</tbody></table>
<div id="message-header"><h2 class="subject">Order for May</h2><table><tbody>
<tr><td>From</td><td class="header from"><span class="adr">${person('Mia Berger', 'mia@berger.example')}</span></td></tr>
<tr><td>To</td><td class="header to"><span class="adr">${person('Rep', 'rep@lab.test')}</span></td></tr>
<tr><td>Date</td><td class="header date">2026-11-16 10:23</td></tr></tbody></table></div>
<div id="messagebody"><div class="message-part"><div class="pre">${'Please send twelve boxes as in May. '.repeat(80)}</div></div></div>
<ol id="chat"></ol>
<script>
// A change is one text, class or attribute set, or one node put in or taken out; a tenth of a second's worth at a time.
let turn = 0, timer;
const ago = document.querySelectorAll('.ago'), rows = document.querySelectorAll('tr.message'), chat = document.getElementById('chat');
function change() {
  turn += 1;
  const at = turn % 200;
  if (turn % 10 < 4) { ago[at].firstChild.data = (turn % 60) + ' minutes ago'; }
  else if (turn % 10 < 7) { rows[at].className = turn % 2 ? 'message unread' : 'message'; }
  else if (turn % 10 < 8) { rows[at].setAttribute('aria-selected', String(turn % 2 === 0)); }
  else { const line = document.createElement('li'); line.textContent = 'Line ' + turn; chat.append(line); if (chat.childElementCount > 50) { chat.firstChild.remove(); } }
}
window.changeAtRate = (aSecond) => { clearInterval(timer); const step = aSecond / 10; timer = setInterval(() => { for (let n = 0; n < step; n += 1) { change(); } }, 100); };
window.rest = () => { clearInterval(timer); return turn; };
</script></body></html>`;
}

function startWebmail(): Promise<Server> {
  const html = drawWebmail();
  const server = createServer((request, response) => {
    const isMail = new URL(request.url ?? '/', 'http://localhost').searchParams.get('_action') === 'show';
    response.writeHead(isMail ? 200 : 404, { 'content-type': 'text/html; charset=utf-8' });
    response.end(isMail ? html : 'There is no such page.');
  });
  // Under two addresses: one is switched on as a webmail, the other is not.
  return new Promise((resolve) => server.listen(0, () => resolve(server)));
}

/** Begins a book without a server and switches one webmail on, as a person does on the settings page. */
async function switchOn(rep: RepBrowser, origin: string): Promise<void> {
  const options = await rep.pair('', '', 'ask');
  await options.getByRole('radio', { name: /In this browser only/u }).check({ force: true });
  await options.getByRole('button', { name: 'Start in this browser' }).click();
  await options.getByLabel('Your name').fill('Robin Reeve');
  await options.getByLabel('Your e-mail address').fill('rep@lab.test');
  await options.getByRole('button', { name: 'Start in this browser' }).click();
  await options.getByText('The book lives in this browser.').waitFor();
  await options.getByLabel('Or any other by its address').fill(`${origin}/?_task=mail`);
  await options.getByLabel('Or any other by its address').press('Enter');
  await options.getByRole('radiogroup', { name: `What is logged on ${new URL(origin).host}` }).waitFor();
  await options.close();
}

/** One tab on the webmail, watched from outside. */
type Tab = { readonly page: Page; readonly session: CDPSession; readonly worlds: readonly string[] };

async function openTab(rep: RepBrowser, origin: string): Promise<Tab> {
  const page = await rep.context.newPage();
  const session = await rep.context.newCDPSession(page);
  const worlds: string[] = [];
  session.on('Runtime.executionContextCreated', ({ context }) => worlds.push(context.origin));
  await session.send('Runtime.enable');
  // The time of the page's own thread, so that what else runs on this machine does not count.
  await session.send('Performance.enable', { timeDomain: 'threadTicks' });
  await page.goto(`${origin}/?_task=mail&_action=show&_uid=7&_mbox=INBOX`);
  await page.waitForTimeout(2000);
  return { page, session, worlds };
}

async function scriptMs({ session }: Tab): Promise<number> {
  const { metrics } = await session.send('Performance.getMetrics');
  return (metrics.find(({ name }) => name === 'ScriptDuration')?.value ?? Number.NaN) * 1000;
}

async function heapMb({ session }: Tab): Promise<number> {
  await session.send('HeapProfiler.collectGarbage');
  await session.send('HeapProfiler.collectGarbage');
  const { usedSize } = await session.send('Runtime.getHeapUsage');
  return usedSize / 1e6;
}

/** Lets a tab change for so many seconds; gives the script's time a minute and the changes made. */
async function live(tab: Tab, seconds: number, changesASecond: number): Promise<{ readonly msAMinute: number; readonly changes: number }> {
  await tab.page.bringToFront();
  const startedMs = await scriptMs(tab);
  const before = Number(await tab.page.evaluate('window.rest()'));
  await tab.page.evaluate(`window.changeAtRate(${changesASecond})`);
  await tab.page.waitForTimeout(seconds * 1000);
  const changes = Number(await tab.page.evaluate('window.rest()')) - before;
  return { msAMinute: ((await scriptMs(tab)) - startedMs) * (60 / seconds), changes };
}

function median(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN;
}

/**
 * What the extension adds to a webmail tab that never rests, and that it is not in a tab that nobody switched on. Script by the
 * difference of two tabs on the same page, by turns; memory after as many changes as half an hour brings (`full`: in half an hour,
 * else as fast as they go).
 */
export async function* measureTabCost({ full }: BenchOptions): AsyncGenerator<Measured> {
  const metric = 'cost.webmail-tab-script-ms-a-minute';
  if (!existsSync('/usr/bin/chromium')) {
    yield { metric, unit: 'ms', ours: null, atMost: MAX_SCRIPT_MS_A_MINUTE, note: 'Chromium is missing' };
    return;
  }
  if (!existsSync(`${root}/.output/chrome-mv3-e2e/content-scripts/mail.js`)) {
    spawnSync(process.execPath, ['tests/e2e/build.ts'], { cwd: root, stdio: ['ignore', 'ignore', 2] });
  }
  const server = await startWebmail();
  const rep = await startChromium();
  try {
    // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- A server that listens on a port has such an address.
    const { port } = server.address() as AddressInfo;
    await switchOn(rep, `http://127.0.0.1:${port}`);
    const read = await openTab(rep, `http://127.0.0.1:${port}`);
    const plain = await openTab(rep, `http://[::1]:${port}`);
    const isOurs = (origin: string): boolean => origin.includes(rep.extensionId);
    const inRead = read.worlds.filter(isOurs).length;
    yield {
      metric: 'cost.contexts-without-a-grant',
      unit: 'contexts',
      ours: inRead === 0 ? null : plain.worlds.filter(isOurs).length,
      atMost: 0,
      note: `worlds of the extension in a tab that was not switched on; ${inRead} in the one that was`,
    };
    const seconds = full ? 60 : 20;
    const rounds: { readonly added: number; readonly changes: number }[] = [];
    for (let round = 0; round < 3; round += 1) {
      const without = await live(plain, seconds, CHANGES_A_MINUTE / 60);
      const withReader = await live(read, seconds, CHANGES_A_MINUTE / 60);
      rounds.push({ added: withReader.msAMinute - without.msAMinute, changes: (withReader.changes * 60) / seconds });
    }
    yield {
      metric,
      unit: 'ms',
      ours: median(rounds.map(({ added }) => added)),
      atMost: MAX_SCRIPT_MS_A_MINUTE,
      runs: rounds.length,
      note: `${Math.round(median(rounds.map(({ changes }) => changes)))} changes a minute; of each run ${rounds.map(({ added }) => Math.round(added)).join(', ')}`,
    };
    await live(read, 5, CHANGES_A_MINUTE / 60);
    const beforeMb = await heapMb(read);
    let changes = 0;
    while (changes < HALF_HOUR_CHANGES) {
      changes += (await live(read, full ? 60 : 5, full ? CHANGES_A_MINUTE / 60 : 10_000)).changes;
    }
    await read.page.waitForTimeout(2000);
    const afterMb = await heapMb(read);
    yield {
      metric: 'cost.webmail-tab-heap-growth',
      unit: 'MB',
      ours: afterMb - beforeMb,
      atMost: MAX_GROWTH_MB,
      note: `after ${changes} changes, ${full ? 'in half an hour' : 'as fast as they go'}; ${beforeMb.toFixed(2)} MB before, ${afterMb.toFixed(2)} MB after, page included`,
    };
  } finally {
    await rep.close();
    await new Promise((resolve) => {
      server.close(resolve);
      server.closeAllConnections();
    });
  }
}
