import type { Day } from '../model/field.ts';
import { toLine, toPlainText } from './line.ts';
import { orderDays, type WrittenDay } from './transcript-days.ts';

/** One message of a talk. `at` is the clock time as written, `HH:MM`, or null where none is. */
export type TalkMessage = { readonly speaker: string; readonly at: string | null; readonly text: string };

/** The talk of one day. `onDay` null: the text names no day. */
export type Talk = { readonly onDay: Day | null; readonly messages: readonly TalkMessage[] };

/** A copied talk of a chat program. */
export type Transcript = {
  readonly app: 'wechat' | 'whatsapp' | 'chat';
  /** Those who speak, by how much they say, the most first. */
  readonly speakers: readonly string[];
  /** One for each day, the oldest first. */
  readonly talks: readonly Talk[];
  /** True where the text does not tell the day from the month, so that one of two readings was taken. */
  readonly isDayOrderGuessed: boolean;
};

/** What a text may hang on: `Yesterday` and days without a year. */
export type TranscriptContext = { readonly today: Day };

const MAX_LENGTH = 500_000;
const MAX_LINES = 20_000;
const MAX_LINE = 4000;

const DAY = String.raw`\d{1,4}[./-]\d{1,2}[./-]\d{1,4}\.?|\d{4}年\d{1,2}月\d{1,2}日`;
const HALF_BEFORE = String.raw`(?:上午|下午|凌晨|早上|中午|晚上|午前|午後)`;
const TIME = String.raw`(?:${HALF_BEFORE}\s?)?\d{1,2}[:.]\d{2}(?:[:.]\d{2})?(?:\s?[AaPp]\.?\s?[Mm]\.?)?`;

/** WhatsApp on an iPhone: `[03.11.26, 14:05:22] Anna: text`, and as copied from its web page with the time first. */
const BRACKETED = new RegExp(String.raw`^\[(?:(${DAY}),?\s+(${TIME})|(${TIME}),\s+(${DAY}))\]\s+([^:：\n]{1,80})[:：]\s?(.*)$`, 'u');
/** WhatsApp on Android: `03/11/2026, 14:05 - Anna: text`; a line of the program itself has no speaker. */
const DASHED = new RegExp(String.raw`^(${DAY}),?\s+(${TIME})\s+[-–]\s+(?:([^:：\n]{1,80})[:：]\s?)?(.*)$`, 'u');
/** What both programs write without a speaker on an iPhone. */
const BRACKETED_OWN = new RegExp(String.raw`^\[(?:${DAY}),?\s+(?:${TIME})\]\s`, 'u');
/** WeChat, QQ and WeCom on a computer: the speaker with day and time on a line, what he says below. */
const RELATIVE = String.raw`昨天|前天|今天|昨日|一昨日|星期[一二三四五六日天]|周[一二三四五六日]|週[一二三四五六日]|Yesterday|Today|Mon(?:day)?|Tue(?:sday)?|Wed(?:nesday)?|Thu(?:rsday)?|Fri(?:day)?|Sat(?:urday)?|Sun(?:day)?`;
const HEADED = new RegExp(String.raw`^(\S.{0,60}?)[:：]?\s+(?:(${DAY}|\d{1,2}月\d{1,2}日|\d{1,2}[/-]\d{1,2}|${RELATIVE})\s+)?(${TIME})$`, 'iu');
const DAY_FIRST_HEAD = new RegExp(String.raw`^(${DAY})\s+(${TIME})\s+(\S.{0,60})$`, 'u');
/** A line that holds only the day: `————— 2026-11-03 —————`. */
const DAY_LINE = new RegExp(String.raw`^[\s—–=*-]{0,30}(${DAY}|\d{1,2}月\d{1,2}日)(?:\s*(?:星期|周|週).)?[\s—–=*-]{0,30}$`, 'u');
/** A copy without times: the speaker on a line of his own, or before what he says. */
const NAMED = /^([^\s:：,，.。!?！？][^:：,，.。!?！？]{0,30})[:：]\s*(.*)$/u;

/** What a program says itself: keys, joined, left, missed calls. */
const PROGRAM = /end-to-end encrypted|Ende-zu-Ende|端到端加密|端對端加密|chiffrés de bout en bout|cifrados de extremo a extremo/iu;

type Raw = { readonly speaker: string; readonly day: WrittenDay | null; readonly time: string | null; text: string };

/** Splits a copied talk by speaker and time, or null where a text is none. Nothing of it is left out but what the program says itself. */
export function readTranscript(given: string, context: TranscriptContext): Transcript | null {
  const lines = toPlainText(given.slice(0, MAX_LENGTH))
    .split('\n')
    .slice(0, MAX_LINES)
    .map((line) => line.slice(0, MAX_LINE).replace(/[\u00A0\u2007\u202F]/gu, ' '));
  const whatsapp = readWhatsApp(lines);
  if (whatsapp.length >= 2) {
    return toTranscript('whatsapp', whatsapp, context);
  }
  const wechat = readWeChat(lines);
  if (wechat.length >= 2) {
    return toTranscript('wechat', wechat, context);
  }
  const named = readNamed(lines);
  return named === null ? null : toTranscript('chat', named, context);
}

function readWhatsApp(lines: readonly string[]): Raw[] {
  const messages: Raw[] = [];
  let isOwn = false;
  for (const line of lines) {
    const bracketed = BRACKETED.exec(line);
    const dashed = bracketed === null ? DASHED.exec(line) : null;
    if (bracketed !== null) {
      const [, day, time, timeFirst, dayBehind, speaker = '', text = ''] = bracketed;
      isOwn = PROGRAM.test(text);
      if (!isOwn) {
        messages.push({ speaker: toLine(speaker), day: { written: day ?? dayBehind ?? '' }, time: time ?? timeFirst ?? null, text });
      }
    } else if (dashed !== null) {
      const [, day = '', time = null, speaker, text = ''] = dashed;
      isOwn = speaker === undefined || PROGRAM.test(text);
      if (!isOwn) {
        messages.push({ speaker: toLine(speaker ?? ''), day: { written: day }, time, text });
      }
    } else if (BRACKETED_OWN.test(line)) {
      isOwn = true;
    } else {
      const last = messages.at(-1);
      if (last !== undefined && !isOwn) {
        last.text += `\n${line}`;
      }
    }
  }
  return messages;
}

function readWeChat(lines: readonly string[]): Raw[] {
  const messages: Raw[] = [];
  let day: WrittenDay | null = null;
  for (const line of lines) {
    const text = line.trim();
    const dayLine = DAY_LINE.exec(text);
    const dayFirst = DAY_FIRST_HEAD.exec(text);
    const headed = dayFirst === null ? HEADED.exec(text) : null;
    if (dayLine !== null) {
      day = { written: dayLine[1] ?? '' };
    } else if (dayFirst !== null) {
      day = { written: dayFirst[1] ?? '' };
      messages.push({ speaker: toSpeaker(dayFirst[3] ?? ''), day, time: dayFirst[2] ?? null, text: '' });
    } else if (headed !== null && isSpeaker(headed[1] ?? '')) {
      day = headed[2] === undefined ? day : { written: headed[2] };
      messages.push({ speaker: toSpeaker(headed[1] ?? ''), day, time: headed[3] ?? null, text: '' });
    } else {
      const last = messages.at(-1);
      if (last !== undefined) {
        last.text += `\n${line}`;
      }
    }
  }
  // A head with nothing below it is a line of something else: a timetable, a list of calls.
  const said = messages.filter((message) => message.text.trim() !== '');
  return said.length * 2 >= messages.length ? said : [];
}

/** `王芳(12345678)` and `王芳<wf@qq.com>` of QQ are 王芳. */
function toSpeaker(written: string): string {
  return toLine(written.replace(/\s*[(（<][^()（）<>]{1,60}[)）>]\s*$/u, '').replace(/[:：]\s*$/u, ''));
}

function isSpeaker(written: string): boolean {
  const name = toSpeaker(written);
  return name !== '' && /\p{L}/u.test(name) && name.split(/\s+/u).length <= 5 && !/[.!?。！？;；，,]$/u.test(name);
}

/** Turns without times: every paragraph opens with a speaker, two or three speak, and one of them again. */
function readNamed(lines: readonly string[]): Raw[] | null {
  const messages: Raw[] = [];
  for (const line of lines) {
    const named = NAMED.exec(line.trim());
    if (named !== null && isSpeaker(named[1] ?? '')) {
      messages.push({ speaker: toSpeaker(named[1] ?? ''), day: null, time: null, text: named[2] ?? '' });
    } else if (messages.length === 0 && line.trim() !== '') {
      return null;
    } else {
      const last = messages.at(-1);
      if (last !== undefined) {
        last.text += `\n${line}`;
      }
    }
  }
  const speakers = new Set(messages.map((message) => message.speaker));
  const changes = messages.filter((message, at) => at > 0 && message.speaker !== messages[at - 1]?.speaker).length;
  const isTalk =
    speakers.size >= 2 && speakers.size <= 3 && messages.length >= 4 && changes >= 3 && messages.every((message) => message.text.trim() !== '');
  return isTalk ? messages : null;
}

function toTranscript(app: Transcript['app'], raw: readonly Raw[], context: TranscriptContext): Transcript {
  const { days, isGuessed } = orderDays(
    raw.map((message) => ({ day: message.day, time: message.time })),
    context.today,
  );
  const talks = new Map<string, TalkMessage[]>();
  raw.forEach((message, at) => {
    const held = talks.get(days[at] ?? '') ?? [];
    held.push({ speaker: message.speaker, at: toClock(message.time), text: toPlainText(message.text).trim() });
    talks.set(days[at] ?? '', held);
  });
  const counts = new Map<string, number>();
  raw.forEach(({ speaker }) => counts.set(speaker, (counts.get(speaker) ?? 0) + 1));
  return {
    app,
    speakers: [...counts].toSorted(([, a], [, b]) => b - a).map(([speaker]) => speaker),
    talks: [...talks]
      .toSorted(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0))
      .map(([onDay, messages]) => ({ onDay: onDay === '' ? null : onDay, messages })),
    isDayOrderGuessed: isGuessed,
  };
}

/** `2:05:22 PM`, `下午2:05`, `14.05` as `14:05`; null where it is no time of day. */
export function toClock(written: string | null): string | null {
  const found = /(\d{1,2})[:.](\d{2})/u.exec(written ?? '');
  if (written === null || found === null) {
    return null;
  }
  const hour = Number(found[1]);
  const isAfternoon = /p\.?\s?m|下午|晚上|午後/iu.test(written) || (/中午/u.test(written) && hour < 11);
  const isMorning = /a\.?\s?m|上午|凌晨|早上|午前/iu.test(written);
  const full = isAfternoon && hour < 12 ? hour + 12 : isMorning && hour === 12 ? 0 : hour;
  return full > 23 || Number(found[2]) > 59 ? null : `${String(full).padStart(2, '0')}:${found[2] ?? '00'}`;
}
