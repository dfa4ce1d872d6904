import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { parse } from 'valibot';
import { CapturedMessage } from '#shared/model/capture.ts';
import { MAX_RAW_BYTES, readRaw, type RawContext } from '#shared/capture/raw/read-raw.ts';

const context: RawContext = { adapter: 'roundcube@2026-11-01', nativeId: 'INBOX/7', ownAddresses: ['robin@shop.example'], cutAtBytes: null };

/** A message as the wire has it, one character for each byte. */
function aMail(headers: string, body = 'Hello'): string {
  return Buffer.from(`${headers.trim().replace(/\n/gu, '\r\n')}\r\n\r\n${body}`, 'utf8').toString('latin1');
}

test('reads headers to the second, people, subject and text', async () => {
  const message = await readRaw(
    aMail(
      `From: "Doe, John" <John@ACME.example>
To: =?utf-8?q?Anna_=C3=9Cbel?= <anna@x.example>, Team: b@x.example;
Cc: "=?utf-8?b?5byg5Lyf?=" <zhang@x.example>
Reply-To: desk@acme.example
Subject: =?iso-8859-1?q?Gr=FC=DFe?= und
 =?utf-8?b?5byg?= mehr
Date: Mon, 02 Mar 2026 10:11:12 +0200 (EET)
Message-ID: <two@acme.example>
In-Reply-To: <one@acme.example>
References: <root@acme.example> <one@acme.example>`,
    ),
    context,
  );
  expect(parse(CapturedMessage, message)).toEqual({
    adapter: 'roundcube@2026-11-01',
    messageId: '<two@acme.example>',
    nativeId: 'INBOX/7',
    threadId: '<root@acme.example>',
    from: { name: 'Doe, John', email: 'john@acme.example' },
    to: [
      { name: 'Anna Übel', email: 'anna@x.example' },
      { name: '', email: 'b@x.example' },
    ],
    cc: [{ name: '张伟', email: 'zhang@x.example' }],
    replyTo: [{ name: '', email: 'desk@acme.example' }],
    subject: 'Grüße und 张 mehr',
    sentAt: '2026-03-02T08:11:12Z',
    precision: 'second',
    text: 'Hello',
    signature: null,
    automatic: false,
    ownAddresses: ['robin@shop.example'],
    notes: [],
  });
});

test('trap: non-ASCII addresses, in an unencoded UTF-8 header (RFC 6532)', async () => {
  const message = await readRaw(aMail('From: Jörg <jörg@münchen.example>\nSubject: 张伟\nDate: Mon, 2 Mar 2026 10:11:12 Z'), context);
  expect(message.from).toEqual({ name: 'Jörg', email: 'jörg@münchen.example' });
  expect(message.subject).toBe('张伟');
});

test('trap: the headers and the text of an attached message are not the message’s', async () => {
  const inner =
    'From: Inner <inner@other.example>\nTo: x@other.example\nSubject: Inner\nDate: Sun, 1 Mar 2026 00:00:00 +0000\nMessage-ID: <inner@x>\nList-Id: <l.x>\n\ninner text';
  const body = `--b\nContent-Type: text/plain\n\nouter text\n--b\nContent-Type: message/rfc822\n\n${inner}\n--b--\n`;
  const message = await readRaw(
    aMail('From: Outer <outer@acme.example>\nContent-Type: multipart/mixed; boundary=b\nDate: Mon, 2 Mar 2026 10:00:00 +0000', body),
    context,
  );
  expect(message).toMatchObject({
    from: { name: 'Outer', email: 'outer@acme.example' },
    to: [],
    subject: '',
    messageId: null,
    text: 'outer text',
    automatic: false,
  });
  const alone = `--b\nContent-Type: message/rfc822\n\n${inner}\n--b--\n`;
  expect((await readRaw(aMail('From: Outer <outer@acme.example>\nContent-Type: multipart/mixed; boundary=b', alone), context)).text).toBe('');
});

describe('dates', () => {
  test.each([
    ['Mon, 02 Mar 2026 23:59:60 -0000', '2026-03-02T23:59:59Z'],
    ['2 Mar 26 10:11 EST', '2026-03-02T15:11:00Z'],
    ['Tue Mar  3 10:11:12 2026', '2026-03-03T10:11:12Z'],
    ['2026-03-02T10:11:12+01:00', '2026-03-02T09:11:12Z'],
  ])('%s', async (date, expected) => {
    expect((await readRaw(aMail(`From: a@x.example\nDate: ${date}`), context)).sentAt).toBe(expected);
  });

  test.each([
    'May 13, 20266',
    'Mon, 32 Mar 2026 10:00:00 +0000',
    'Mon, 30 Feb 2026 10:00:00 +0000',
    'Mon, 02 Mar 20266 10:00:00 +0000',
    'soon',
    'Mon, 02 Mar 2026',
  ])('%s is not guessed', async (date) => {
    const message = await readRaw(aMail(`From: a@x.example\nDate: ${date}`), context);
    expect(message.sentAt).toBeNull();
    expect(message.notes).toEqual([{ key: 'date-absurd', detail: date }]);
  });

  test('a missing date is told', async () => {
    expect((await readRaw(aMail('From: a@x.example'), context)).notes).toEqual([{ key: 'date-missing', detail: '' }]);
  });
});

test.each([
  'List-Id: <news.acme.example>',
  'List-Unsubscribe: <https://acme.example/off>',
  'Precedence: bulk',
  'Auto-Submitted: auto-replied',
  'Content-Type: multipart/report; report-type=delivery-status; boundary=b',
  'Return-Path: <>',
])('trap: notification, newsletter: %s is automatic', async (header) => {
  expect((await readRaw(aMail(`From: Anna <anna@acme.example>\nDate: Mon, 2 Mar 2026 10:00:00 +0000\n${header}`), context)).automatic).toBe(true);
});

test('trap: no-reply and calendar mail are automatic, `Auto-Submitted: no` is not', async () => {
  expect((await readRaw(aMail('From: no-reply@acme.example'), context)).automatic).toBe(true);
  const invitation = '--b\nContent-Type: text/plain\n\nhi\n--b\nContent-Type: text/calendar; method=REQUEST\n\nBEGIN:VCALENDAR\nEND:VCALENDAR\n--b--';
  expect((await readRaw(aMail('From: anna@acme.example\nContent-Type: multipart/alternative; boundary=b', invitation), context)).automatic).toBe(
    true,
  );
  expect((await readRaw(aMail('From: anna@acme.example\nAuto-Submitted: no\nPrecedence: normal'), context)).automatic).toBe(false);
});

test('HTML alone becomes text: no scripts, no styles, lines at blocks, entities read, the quote gone', async () => {
  const html =
    '<html><head><style>p{color:red}</style><title>x</title></head><body><script>alert(1)</script><p>Tom &amp; Jerry&nbsp;&#8364;5 &lt;b&gt;</p><div>one<br>two</div><ul><li>a<li>b</ul><div style="display: none">hidden</div><div class="gmail_quote"><div class="gmail_attr">Am Montag schrieb Robin:<br></div><blockquote>old</blockquote></div></body></html>';
  const message = await readRaw(
    aMail('From: a@x.example\nContent-Type: text/html; charset=utf-8\nDate: Mon, 2 Mar 2026 10:00:00 +0000', html),
    context,
  );
  expect(message.text).toBe('Tom & Jerry €5 <b>\n\none\ntwo\n\na\nb');
});

test('format=flowed lines are joined within a quote depth and never across it', async () => {
  const body = 'One long \nline.\n\nOn 2 Mar 2026, Robin wrote:\n> quoted \n> text \nanswer\n';
  const message = await readRaw(
    aMail('From: a@x.example\nContent-Type: text/plain; format=flowed\nDate: Mon, 2 Mar 2026 10:00:00 +0000', body),
    context,
  );
  expect(message.text).toBe('One long line.\n\nanswer');
});

test('markup with a key that would reach into objects: the key is refused, the rest and the message are kept', async () => {
  const html = '<p>Order</p><script type="application/ld+json">{"@type":"Order","__proto__":{"polluted":1},"orderNumber":"7"}</script>';
  const message = await readRaw(aMail('From: a@x.example\nContent-Type: text/html\nDate: Mon, 2 Mar 2026 10:00:00 +0000', html), context);
  expect(message.notes).toEqual([{ key: 'markup-key-refused', detail: '__proto__' }]);
  expect(message.text).toBe('Order');
  expect(Reflect.get({}, 'polluted')).toBeUndefined();
});

describe('size', () => {
  test('a message of ten megabytes is read to five, with both sizes', async () => {
    const raw = aMail('From: a@x.example\nDate: Mon, 2 Mar 2026 10:00:00 +0000', `${'x'.repeat(998)}\n`.repeat(10_500));
    const message = await readRaw(raw, context);
    expect(message.notes).toEqual([{ key: 'raw-cut', detail: '5.0 MB / 10.0 MB' }]);
    expect(message.text.length).toBeLessThanOrEqual(MAX_RAW_BYTES);
    expect(message.from?.email).toBe('a@x.example');
  }, 30_000);

  test('what the fetch cut is told with the size it knows', async () => {
    const cut = { ...context, cutAtBytes: MAX_RAW_BYTES, totalBytes: 7 * 1024 * 1024 };
    expect((await readRaw(aMail('From: a@x.example\nDate: Mon, 2 Mar 2026 10:00:00 +0000'), cut)).notes[0]?.key).toBe('raw-cut');
  });
});

test('any bytes give a message that the model accepts', async () => {
  const header = fc.constantFrom('From', 'To', 'Cc', 'Date', 'Subject', 'Message-ID', 'References', 'Content-Type', 'List-Id');
  const line = fc.tuple(header, fc.string({ unit: 'binary', maxLength: 60 })).map(([name, text]) => `${name}: ${text}`);
  await fc.assert(
    fc.asyncProperty(fc.array(line, { maxLength: 8 }), fc.string({ unit: 'binary', maxLength: 300 }), async (headers, body) => {
      parse(CapturedMessage, await readRaw(aMail(headers.join('\n'), body), context));
    }),
    { numRuns: 200 },
  );
});
