import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { discardedAs, eachMessage, type ByteSource } from '#shared/import/mbox.ts';

function aSource(text: string): ByteSource & { readonly largest: () => number } {
  const bytes = Buffer.from(text, 'latin1');
  let largest = 0;
  return {
    name: 'x.mbox',
    size: bytes.length,
    read: (from, to) => {
      largest = Math.max(largest, to - from);
      return Promise.resolve(bytes.subarray(from, to));
    },
    largest: () => largest,
  };
}

async function split(text: string): Promise<string[]> {
  const found: string[] = [];
  for await (const { latin1 } of eachMessage(aSource(text))) {
    found.push(latin1);
  }
  return found;
}

const LINE = 'From a@b.example Mon Nov 16 09:00:00 2026\n';

describe('messages of a mailbox', () => {
  test.each([
    ['one after another', `${LINE}Subject: a\n\none\n\n${LINE}Subject: b\n\ntwo\n`, ['Subject: a\n\none\n\n', 'Subject: b\n\ntwo\n']],
    [
      'with lines that end with CR LF',
      `From - Mon Nov 16 09:00:00 2026\r\nSubject: a\r\n\r\none\r\n\r\nFrom 17@xxx Tue Nov 17 09:00:00 +0000 2026\r\nSubject: b\r\n\r\ntwo\r\n`,
      ['Subject: a\r\n\r\none\r\n\r\n', 'Subject: b\r\n\r\ntwo\r\n'],
    ],
    [
      'a line of a letter that begins with From is no border',
      `${LINE}Subject: a\n\nFrom here on.\n\nFrom Monday at noon\n`,
      ['Subject: a\n\nFrom here on.\n\nFrom Monday at noon\n'],
    ],
    ['quoted lines are given back', `${LINE}Subject: a\n\n>From here\n>>From there\n`, ['Subject: a\n\nFrom here\n>From there\n']],
    ['a message by itself', 'Subject: a\n\n>From here\n', ['Subject: a\n\n>From here\n']],
    ['nothing', '', []],
  ])('%s', async (_, text, messages) => {
    expect(await split(text)).toEqual(messages);
  });

  test('are the same wherever the blocks of the file end', async () => {
    const letter = fc.stringMatching(/^[ -~\n]{0,400}$/u).map((text) => text.replace(/From /gu, 'from '));
    await fc.assert(
      fc.asyncProperty(fc.array(letter, { minLength: 1, maxLength: 5 }), fc.integer({ min: 0, max: 1200 }), async (letters, at) => {
        const messages = letters.map((text, index) => `Subject: ${index}\n\n${text}\n\n`);
        // The border falls on any place of the file.
        const filler = 'x'.repeat(1024 * 1024 - at);
        const all = [`Subject: filler\n\n${filler}\n\n`, ...messages];
        expect(await split(all.map((text) => LINE + text).join(''))).toEqual(all);
      }),
      { numRuns: 25 },
    );
  });

  test('of any size are read in blocks, and beyond the cap only counted', async () => {
    const source = aSource(`${LINE}Subject: big\n\n${'y'.repeat(12 * 1024 * 1024)}\n\n${LINE}Subject: small\n\nz\n`);
    const found: [string, number, number][] = [];
    for await (const { latin1, totalBytes } of eachMessage(source)) {
      found.push([latin1.slice(9, 14).trim(), latin1.length, totalBytes]);
    }
    expect(found).toEqual([
      ['big', 5 * 1024 * 1024, 12 * 1024 * 1024 + 16],
      ['small', 18, 18],
    ]);
    expect(source.largest()).toBeLessThanOrEqual(1024 * 1024);
  });

  test.each([
    ['X-Gmail-Labels: =?UTF-8?Q?Spam?=,Unread\nSubject: a\n\nb', 'spam'],
    ['X-Gmail-Labels: Inbox,\n Trash\nSubject: a\n\nb', 'trash'],
    ['X-Gmail-Labels: Drafts\n\nb', 'draft'],
    ['X-Mozilla-Status: 0008\nSubject: a\n\nb', 'trash'],
    ['X-Mozilla-Status: 0001\nX-Gmail-Labels: Inbox\n\nX-Gmail-Labels: Spam', undefined],
  ])('what its owner threw away is told: %j', (text, reason) => {
    expect(discardedAs(text)).toBe(reason);
  });
});
