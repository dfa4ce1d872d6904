import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { readTranscript, toClock, type Transcript } from '#shared/capture/transcript.ts';
import { aTalk, WRITERS, writeMailedTalk, writeTalk, type Said } from './a-talk.ts';

const context = { today: '2026-11-20' };

/** What was said, as one list again. */
function flatten(transcript: Transcript | null): Said[] {
  return (transcript?.talks ?? []).flatMap((talk) =>
    talk.messages.map((message) => ({ onDay: talk.onDay ?? '', at: message.at ?? '', speaker: message.speaker, text: message.text })),
  );
}

describe('a copied talk comes back message by message, one talk a day', () => {
  test.each(Object.keys(WRITERS))('%s', (program) => {
    const transcript = readTranscript(writeTalk(program, aTalk()), context);
    expect(transcript?.app).toBe(WRITERS[program]?.app);
    expect(transcript?.talks.map((talk) => talk.onDay)).toEqual(['2026-11-02', '2026-11-03', '2026-11-05']);
    expect(new Set(transcript?.speakers)).toEqual(new Set(['王芳', 'Robin Reeve']));
    expect(flatten(transcript)).toEqual(aTalk());
    expect(transcript?.isDayOrderGuessed).toBe(false);
  });

  test('WeChat sent by mail', () => {
    expect(flatten(readTranscript(writeMailedTalk(aTalk(['王芳', '李雷'])), context))).toEqual(aTalk(['王芳', '李雷']));
  });

  test('days that are told from today', () => {
    const text = '王芳 昨天 14:05\n在吗？\n\n李雷 星期一 09:30\n在\n\n王芳 11月3日 下午2:05\n三箱\n\n李雷 15:00\n好';
    expect(flatten(readTranscript(text, context)).map((one) => [one.onDay, one.at, one.speaker, one.text])).toEqual([
      ['2026-11-03', '14:05', '王芳', '三箱'],
      ['2026-11-03', '15:00', '李雷', '好'],
      ['2026-11-16', '09:30', '李雷', '在'],
      ['2026-11-19', '14:05', '王芳', '在吗？'],
    ]);
  });

  test('turns without times are one talk without a day', () => {
    const transcript = readTranscript('王芳:\n牛奶还有吗\n\n李雷:\n有\n\n王芳:\n三箱\n\n李雷:\n好的', context);
    expect(transcript?.app).toBe('chat');
    expect(flatten(transcript).map(({ onDay, speaker, text }) => [onDay, speaker, text])).toEqual([
      ['', '王芳', '牛奶还有吗'],
      ['', '李雷', '有'],
      ['', '王芳', '三箱'],
      ['', '李雷', '好的'],
    ]);
  });
});

describe('the day and the month', () => {
  const talk = (...days: string[]): string => days.map((day, at) => `${day}, 10:0${at} - ${at % 2 === 0 ? 'Anna' : 'Ben'}: hello`).join('\n');
  test.each([
    ['a day above twelve tells', ['03/11/2026', '14/11/2026'], ['2026-11-03', '2026-11-14'], false],
    ['so does a month above twelve', ['11/3/2026', '11/14/2026'], ['2026-11-03', '2026-11-14'], false],
    ['nothing lies ahead of today', ['10/12/2025', '11/12/2026'], ['2025-10-12', '2026-11-12'], false],
    ['a talk goes on, never back', ['2/10/2026', '3/9/2026'], ['2026-02-10', '2026-03-09'], false],
    ['days that lie together are right', ['3/4/2026', '4/4/2026'], ['2026-04-03', '2026-04-04'], false],
    ['else the day comes first, and that is a guess', ['03/04/2026', '03/04/2026'], ['2026-04-03'], true],
  ])('%s', (_what, days, expected, isGuessed) => {
    const transcript = readTranscript(talk(...days), context);
    expect(transcript?.talks.map((one) => one.onDay)).toEqual(expected);
    expect(transcript?.isDayOrderGuessed).toBe(isGuessed);
  });
});

test.each([
  ['12:05 AM', '00:05'],
  ['12:05\u202FPM', '12:05'],
  ['上午12:05', '00:05'],
  ['下午12:05', '12:05'],
  ['晚上8:15', '20:15'],
  ['中午12:30', '12:30'],
  ['14.05', '14:05'],
  ['25:00', null],
])('%s is %s', (written, clock) => {
  expect(toClock(written)).toBe(clock);
});

describe('what is no talk', () => {
  test.each([
    ['a letter', 'Dear Robin,\n\nwe take forty boxes. Delivery: Friday, 10:30.\n\nRegards\nMira'],
    ['a card', 'Name: Mira Holt\nTel: 020 7946 0123\nFax: 020 7946 0124\nWeb: holt.example'],
    ['an order list', '牛奶 3 箱\n面包 2 袋'],
    ['a timetable', 'Monday 10:00\nTuesday 11:00\nWednesday 12:00'],
    ['nothing', '\n \n'],
  ])('%s', (_what, text) => {
    expect(readTranscript(text, context)).toBeNull();
  });
});

test('any talk that a program writes is read again', () => {
  const speaker = fc.constantFrom('王芳', 'Anna Berg', 'Jörg', 'O’Neil', '+49 171 3920012');
  const line = fc
    .string({ unit: fc.constantFrom('a', 'é', '王', ' ', '.', '7', '?', '👌'), minLength: 1, maxLength: 40 })
    .filter((text) => /\p{L}/u.test(text));
  const message = fc.record({ speaker, text: line, minute: fc.integer({ min: 0, max: 3 }) });
  fc.assert(
    fc.property(fc.constantFrom(...Object.keys(WRITERS)), fc.array(message, { minLength: 2, maxLength: 12 }), (program, messages) => {
      let clock = 9 * 60;
      const said = messages.map(({ speaker: by, text, minute }): Said => {
        clock += minute;
        return {
          onDay: '2026-11-14',
          at: `${String(Math.floor(clock / 60)).padStart(2, '0')}:${String(clock % 60).padStart(2, '0')}`,
          speaker: by,
          text: text.trim(),
        };
      });
      const isChat = WRITERS[program]?.app === 'wechat' && said.some((one) => !/\p{L}/u.test(one.speaker));
      expect(isChat ? [] : flatten(readTranscript(writeTalk(program, said), context)).map((one) => one.text)).toEqual(
        isChat ? [] : said.map((one) => one.text),
      );
    }),
  );
});

test('never throws, and is quick whatever is pasted', () => {
  const piece = fc.constantFrom(
    '[03.11.26, 14:05:22] ',
    'Anna',
    ': ',
    '\n',
    '王芳 ',
    '2026/11/3 ',
    '14:05',
    '昨天 ',
    '— ',
    '99/99/9999, ',
    ' - ',
    '下午',
    '星期一 ',
  );
  fc.assert(
    fc.property(
      fc.oneof(
        fc.string({ unit: 'binary' }),
        fc.array(piece, { maxLength: 60 }).map((pieces) => pieces.join('')),
      ),
      (text) => {
        for (const talk of readTranscript(text, context)?.talks ?? []) {
          expect(talk.onDay === null || /^\d{4}-\d\d-\d\d$/u.test(talk.onDay)).toBe(true);
        }
      },
    ),
  );
  const startedAt = performance.now();
  for (const pump of [
    '[',
    '[1/1/26, 1:1',
    '1/1/2026, 10:00 - ',
    'a ',
    'a:',
    '—',
    '— 2026-11-03 ',
    '王芳 ',
    ' ',
    '1:',
    '[03.11.26, 14:05:22] A',
    '昨天 ',
    '(',
    '上午',
    '\u202F',
    'A A A A 10:00\n',
    '\n',
  ]) {
    readTranscript(pump.repeat(500_000 / pump.length), context);
  }
  expect(performance.now() - startedAt).toBeLessThan(15_000);
}, 60_000);
