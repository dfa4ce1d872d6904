// @vitest-environment jsdom
import { spawnSync } from 'node:child_process';
import { copyFileSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { runCapture } from '../../../extension/capture/cli.ts';

const root = path.resolve(import.meta.dirname, '../../..');

type Line = Record<string, unknown> & { file: string };

async function run(
  files: Readonly<Record<string, string>>,
  ...args: readonly string[]
): Promise<{ code: number; lines: Line[]; complaints: string[]; zones: string[] }> {
  const [printed, complaints, zones]: [string[], string[], string[]] = [[], [], []];
  const code = await runCapture(args, {
    readFile: async (file) => {
      const text = files[file];
      if (text === undefined) {
        throw new Error(`no such file: ${file}`);
      }
      return new TextEncoder().encode(text);
    },
    toDocument: (html) => new DOMParser().parseFromString(html, 'text/html'),
    setZone: (zone) => zones.push(zone),
    nowMs: () => performance.now(),
    print: (line) => printed.push(line),
    complain: (line) => complaints.push(line),
  });
  return { code, lines: printed.map((line): Line => JSON.parse(line)), complaints, zones };
}

const mail = [
  'From: Mira Holt <mira@holt-harbour.example>',
  'To: robin@shop.example',
  'Subject: Order B-42',
  'Date: Mon, 2 Mar 2026 09:15:22 +0100',
  'Message-ID: <m1@holt-harbour.example>',
  'Content-Type: text/html; charset=utf-8',
  '',
  '<p>Hello Robin,</p><p>see below.</p><p>Kind regards,<br>Mira Holt<br>Head of Purchasing<br>Holt Harbour Tools Ltd<br>Tel. 020 7946 0123</p>',
  '<div itemscope itemtype="https://schema.org/Order"><meta itemprop="orderNumber" content="B-42"></div>',
].join('\r\n');

const files = {
  'page.html':
    '<!doctype html><title>Contact | Holt Harbour Tools</title><h1>Contact</h1><p><span class="WebAnnotator_PER" style="color:#000">Sarah Lind</span>, Buyer</p><p>s.lind@holt-harbour.example</p>',
  'mail.eml': mail,
  'reply.txt':
    'Yes, please.\n\nKind regards,\nMira Holt\nHead of Purchasing\n+44 20 7946 0123\n\nOn Mon, 2 Mar 2026 at 09:15, Robin <robin@shop.example> wrote:\n> Shall I?\n',
  'card.vcf': 'BEGIN:VCARD\r\nVERSION:3.0\r\nFN:Ida Falk\r\nEMAIL:ida@falk.example\r\nEND:VCARD\r\n',
  'list.jsonl':
    '{"file":"page.html","url":"https://holt-harbour.example/contact","country":"GB"}\n\n{"file":"gone.html"}\nnot json\n{"file":"card.vcf"}\n',
};

describe('npm run capture', () => {
  test('four kinds of files, one object a line in the order given, in the shape that others rely on', async () => {
    const { code, lines } = await run(files, '--country', 'GB', 'page.html', 'mail.eml', 'reply.txt', 'card.vcf');
    expect(code).toBe(0);
    expect(lines.map((line) => [line.file, line['kind'], line['adapter'], typeof line['ms']])).toEqual([
      ['page.html', 'page', null, 'number'],
      ['mail.eml', 'message', null, 'number'],
      ['reply.txt', 'text', null, 'number'],
      ['card.vcf', 'vcard', null, 'number'],
    ]);
    const keys = ['adapter', 'file', 'kind', 'messages', 'ms', 'notes', 'orders', 'organizations', 'people'];
    expect(lines.every((line) => Object.keys(line).toSorted().join() === keys.join())).toBe(true);
    expect(lines[0]?.['people']).toMatchObject([
      { name: 'Sarah Lind', emails: ['s.lind@holt-harbour.example'], title: 'Buyer', fields: { name: { source: 'page' } } },
    ]);
    expect(lines[1]).toMatchObject({
      messages: [
        {
          messageId: '<m1@holt-harbour.example>',
          nativeId: null,
          from: { name: 'Mira Holt', email: 'mira@holt-harbour.example' },
          to: [{ name: '', email: 'robin@shop.example' }],
          cc: [],
          subject: 'Order B-42',
          sentAt: '2026-03-02T08:15:22Z',
          precision: 'second',
          automatic: false,
        },
      ],
      people: [
        {
          name: 'Mira Holt',
          emails: ['mira@holt-harbour.example'],
          phones: ['+442079460123'],
          organization: 'Holt Harbour Tools Ltd',
          title: 'Head of Purchasing',
        },
      ],
      orders: [{ number: 'B-42', lines: [] }],
    });
    expect(lines[2]).toMatchObject({
      messages: [{ from: null, text: expect.not.stringContaining('Shall I?') }],
      people: [{ name: 'Mira Holt', phones: ['+442079460123'] }],
    });
    expect(lines[3]).toMatchObject({ people: [{ name: 'Ida Falk', organization: null, confidence: 0.95 }] });
  });

  test('an invitation, a calendar file, and an order that is only a table', async () => {
    const ics = [
      'BEGIN:VCALENDAR',
      'METHOD:REQUEST',
      'BEGIN:VEVENT',
      'UID:77@holt',
      'DTSTART;TZID=Europe/Berlin:20261110T100000',
      'DURATION:PT45M',
      'SUMMARY:Price talk',
      'END:VEVENT',
      'END:VCALENDAR',
    ].join('\r\n');
    const more = {
      'invitation.eml': `From: mira@holt.example\r\nContent-Type: text/calendar; method=REQUEST\r\n\r\n${ics}`,
      'meetings.ics': ics,
      'order.eml':
        'From: mira@holt.example\r\nDate: Mon, 2 Mar 2026 09:15:22 +0100\r\nContent-Type: text/html\r\n\r\n<table><tr><th>Item</th><th>Qty</th><th>Price</th></tr><tr><td>Boxes</td><td>40</td><td>&pound;4.50</td></tr><tr><td>Lids</td><td>40</td><td>&pound;0.80</td></tr></table>',
    };
    const { code, lines } = await run(more, '--country', 'GB', 'invitation.eml', 'meetings.ics', 'order.eml');
    expect(code).toBe(0);
    const meeting = { uid: '77@holt', subject: 'Price talk', startsAt: '2026-11-10T09:00:00Z', durationMinutes: 45, state: 'planned' };
    expect(lines[0]).toMatchObject({ kind: 'message', meetings: [meeting] });
    expect(lines[1]).toMatchObject({ kind: 'calendar', meetings: [meeting], people: [] });
    expect(lines[2]).toMatchObject({
      orders: [
        {
          currency: 'GBP',
          placedAt: '2026-03-02T08:15:22Z',
          lines: [
            { product: 'Boxes', quantity: 40, unitPriceMinor: 450 },
            { product: 'Lids', quantity: 40, unitPriceMinor: 80 },
          ],
        },
      ],
    });
  });

  test('a list of files; what cannot be read is said, the rest goes on, and the code is 1', async () => {
    const { code, lines } = await run(files, '--jsonl', 'list.jsonl', 'odd.xyz');
    expect(code).toBe(1);
    expect(lines.map((line) => [line.file, line['error'] === undefined ? line['kind'] : 'error'])).toEqual([
      ['page.html', 'page'],
      ['gone.html', 'error'],
      ['not json', 'error'],
      ['card.vcf', 'vcard'],
      ['odd.xyz', 'error'],
    ]);
    expect(Object.keys(lines[1] ?? {})).toEqual(['file', 'error']);
    expect(lines[0]?.['organizations']).toMatchObject([{ urls: ['https://holt-harbour.example/'] }]);
  });

  test('a wrong call is told, with code 2', async () => {
    for (const args of [[], ['--jsonl'], ['--what', 'page.html']]) {
      const { code, lines, complaints } = await run(files, ...args);
      expect([code, lines, complaints.length]).toEqual([2, [], 1]);
    }
  });

  test('the zone is set before anything is read', async () => {
    expect((await run(files, '--tz', 'Asia/Taipei', 'card.vcf')).zones).toEqual(['Asia/Taipei']);
  });

  test('a webmail’s page is read by its adapter', async () => {
    const html = '<!doctype html><html><body class="main" ng-app="SOGo.MailerUI"><div id="detailView" ui-view="message">x</div></body></html>';
    const { lines } = await run({ 'sogo.html': html }, '--url', 'https://g.example/SOGo/so/r/Mail/view#!/Mail/0/INBOX/7', 'sogo.html');
    expect(lines[0]).toMatchObject({ adapter: 'sogo', people: [], notes: ['missing: header'] });
  });
});

describe('the launcher', () => {
  test('runs the command on the project’s own Node', () => {
    const ran = spawnSync(
      process.execPath,
      [path.join(root, 'extension/capture/cli.mjs'), path.join(root, 'tests/fixtures/captures/roundcube--elastic-show.html')],
      { encoding: 'utf8' },
    );
    expect(ran.stderr).toBe('');
    expect(JSON.parse(ran.stdout)).toMatchObject({ kind: 'page', adapter: 'roundcube@2026-11-01' });
    expect(ran.status).toBe(0);
  }, 30_000);

  test('without packages it installs nothing, says so and ends with 2', () => {
    const folder = mkdtempSync(path.join(tmpdir(), 'sidebook-bare-'));
    try {
      mkdirSync(path.join(folder, 'extension/capture'), { recursive: true });
      copyFileSync(path.join(root, 'extension/capture/cli.mjs'), path.join(folder, 'extension/capture/cli.mjs'));
      const ran = spawnSync(process.execPath, [path.join(folder, 'extension/capture/cli.mjs'), 'page.html'], { encoding: 'utf8' });
      expect([ran.status, ran.stdout]).toEqual([2, '']);
      expect(ran.stderr).toContain('not installed');
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  }, 30_000);
});
