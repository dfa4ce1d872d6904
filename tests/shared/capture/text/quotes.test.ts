import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { removeQuote } from '#shared/capture/text/quotes.ts';

describe('what somebody answers to is left out', () => {
  test.each([
    ['English', 'On Mon, 2 Mar 2026 at 10:02, Robin <robin@shop.example> wrote:'],
    ['English over two lines', 'On Mon, 2 Mar 2026 at 10:02, Robin Reeve\n<robin@shop.example> wrote:'],
    ['German', 'Am 02.03.2026 um 10:02 schrieb Robin <robin@shop.example>:'],
    ['French', 'Le lun. 2 mars 2026 à 10:02, Robin <robin@shop.example> a écrit :'],
    ['Spanish', 'El lun, 2 mar 2026 a las 10:02, Robin (<robin@shop.example>) escribió:'],
    ['Italian', 'Il giorno lun 2 mar 2026 alle ore 10:02 Robin <robin@shop.example> ha scritto:'],
    ['Dutch', 'Op ma 2 mrt. 2026 om 10:02 schreef Robin <robin@shop.example>:'],
    ['Danish', 'Den man. 2. mar. 2026 kl. 10.02 skrev Robin <robin@shop.example>:'],
    ['Polish', 'W dniu 2.03.2026 o 10:02, Robin pisze:'],
    ['Russian', 'пн, 2 мар. 2026 г. в 10:02, Robin <robin@shop.example>:'],
    ['Chinese', '在 2026年3月2日，10:02，Robin <robin@shop.example> 写道：'],
    ['Japanese', '2026年3月2日(月) 10:02 Robin <robin@shop.example>:'],
    ['Outlook', '-----Original Message-----\nFrom: Robin <robin@shop.example>\nSent: Monday, March 2, 2026 10:02\nTo: Mira\nSubject: Boxes'],
    [
      'Outlook, German, with a rule',
      '________________________________\nVon: Robin <robin@shop.example>\nGesendet: Montag, 2. März 2026 10:02\nAn: Mira\nBetreff: Kisten',
    ],
    ['Outlook, Chinese', '发件人： Robin <robin@shop.example>\n发送时间： 2026年3月2日 10:02\n收件人： Mira\n主题： 箱子'],
    ['starred labels', '*From:* Robin <robin@shop.example>\n*Date:* 2 March 2026\n*To:* Mira'],
  ])('%s', (_language, head) => {
    expect(removeQuote(`We take them.\n\nMira\n\n${head}\n\n> Here is\n> the quote.`)).toBe('We take them.\n\nMira');
    expect(removeQuote(`We take them.\n\nMira\n\n${head}\n\nHere is\nthe quote.\n`)).toBe('We take them.\n\nMira');
  });

  test('answers below and between the quote are kept', () => {
    expect(removeQuote('On 2 Mar 2026 10:02, Robin wrote:\n> How many?\n\nForty.\n\n> When?\n\nFriday.\n\nMira')).toBe('Forty.\n\nFriday.\n\nMira');
  });

  test('a quoted line that was folded without a mark goes with its quote', () => {
    const long = '> a line of the quote that was too long for the program that sent it on';
    expect(removeQuote(`Yes.\n\nOn 2 Mar 2026 10:02, Robin wrote:\n${long}\nits end\n> more`)).toBe('Yes.');
  });

  test('quoted lines without an introduction', () => {
    expect(removeQuote('Yes.\n\n> one\n> two\n> three')).toBe('Yes.');
  });
});

describe('what is no quote stays', () => {
  test.each([
    [
      'an appointment with a Date line',
      'Invitation:\n\nDate: Wednesday 3 March 2026\nTime: 7:00\nAddress: 12 High Street\n\nPlease bring your papers.',
    ],
    ['a sentence that begins with On', 'On the one hand we could wait.\n\nOn the other hand we could not.'],
    ['somebody wrote, in a sentence', 'On page three you wrote:\nsomething that I do not understand.'],
    ['arrows', 'Visit us\n>>> https://acme.example <<<\nnow'],
    ['one marked line', 'See:\n> the door\nis open'],
    [
      'a forwarded message',
      'FYI\n\n---------- Forwarded message ---------\nFrom: Ann <ann@x.example>\nDate: Mon, 2 Mar 2026\nSubject: Two\nTo: Mira\n\nText',
    ],
    ['nothing but a quote', '> one\n> two\n> three'],
    ['a From line alone', 'From: the whole team\n\nHappy new year!'],
  ])('%s', (_what, text) => {
    expect(removeQuote(text)).toBe(text);
  });
});

test('never throws, never adds a word, and is quick on a megabyte', () => {
  const piece = fc.constantFrom(
    '> x',
    'On 2 Mar 2026 Robin wrote:',
    'From: a@b.example',
    'Sent: today',
    '',
    'text',
    '-----Original Message-----',
    '--',
    'Sent from my phone',
  );
  fc.assert(
    fc.property(
      fc.oneof(
        fc.string({ unit: 'binary' }),
        fc.array(piece, { maxLength: 30 }).map((lines) => lines.join('\n')),
      ),
      (text) => {
        const words = new Set(text.normalize('NFC').split(/\s+/u));
        const own = removeQuote(text);
        expect(text.trim() !== '' && own === '' ? /\p{L}/u.test(text) : false).toBe(false);
        if (/^[\x20-\x7e\n]*$/u.test(text)) {
          expect(own.split(/\s+/u).every((word) => word === '' || words.has(word))).toBe(true);
        }
      },
    ),
  );
  const startedAt = performance.now();
  for (const line of ['On Mon 10:00 ', '> x\n', 'From: a\n', 'wrote: ', 'a@', '-', 'On 2020-01-01 x\n', '\n']) {
    removeQuote(line.repeat(1_000_000 / line.length));
  }
  expect(performance.now() - startedAt).toBeLessThan(15_000);
}, 60_000);
