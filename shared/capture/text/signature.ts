import { isClosing, isSentFrom, signedName } from './closings.ts';
import { NOTICE } from './notice.ts';
import { hasCjk, isSameName, looksLikeName, nameWords } from './names.ts';

/** The sender as the header names him. */
export type Sender = { readonly name: string; readonly email: string };

/** A signature has at most this many lines that hold something (the bound that talon's brute-force search uses). */
const MAX_SIGNATURE_LINES = 11;
/** Below the words that close a letter it may be longer: they say themselves where it begins. */
const MAX_CLOSED_LINES = 17;
/** With a delimiter above it, it may be longer: a legal notice follows many signatures. */
const MAX_DELIMITED_LINES = 24;
/** Lines of prose are longer than lines of a signature. */
const MAX_LINE_LENGTH = 90;

const DELIMITER = /^\s*(?:--+|—{1,3}|–{2,3}|_{2,}|={2,}|\*{3,}|-{2}\s*\p{L}{0,12}\s*-{2}|[-=_*~]{4,}|[━─═＝＊*=～〜☆★◆◇■□※…・]{3,})\s*$/u;
const CONTACT =
  /[^\s@]{1,64}@[^\s@]{1,255}\.\p{L}{2,}|(?:https?:\/\/|www\.)\S|(?:\+|\b00)\d[\d\s().\-/]{6,}|\(\d{2,5}\)\s?\d[\d\s.\-/]{4,}|\b\d{2,5}[-.\s/]\d{2,4}[-.\s]\d{2,6}|(?:^|\s|\|)(?:tel|phone|mobile|mob|cell|fax|telefon|mobil|handy|tél|téléphone|portable|móvil|teléfono|skype|wechat|微信|电话|電話|手机|手機|传真|傳真|携帯)\s?[.:：]?\s*[+(\d]/iu;

/** True for a line with a phone, an address or a link near its start: a line may be a whole book. */
function hasContact(line: string): boolean {
  return CONTACT.test(line.slice(0, 300));
}

/** The parts of a text: what it says, and the block that signs it. */
export type SignedText = { readonly body: string; readonly signature: string | null };

/** The first name, family name or whole name of the sender, alone on its line. */
function isSenderLine(line: string, sender: Sender): boolean {
  const text = line
    .trim()
    .replace(/^[-–—~*_\s]+/u, '')
    .replace(/[,.!*_\s]+$/u, '');
  const [first = ''] = piecesOf(text);
  if (first !== text && first !== '' && isBarred(text)) {
    return isSenderLine(first, sender);
  }
  if (text === '' || text.length > 60) {
    return false;
  }
  if (sender.name !== '') {
    if (isSameName(text, sender.name)) {
      return true;
    }
    const words = nameWords(text);
    const names = nameWords(sender.name);
    const isPart = words.length > 0 && words.length <= 2 && words.every((word) => word.length > 1 && names.includes(word));
    const opensCjk = hasCjk(sender.name) && hasCjk(text) && text.length <= 12 && text.includes(sender.name.replace(/\s/gu, ''));
    if (isPart || opensCjk || (text.length <= sender.name.length + 25 && text.toLowerCase().includes(sender.name.toLowerCase()))) {
      return true;
    }
  }
  // `anna.berg@acme.example` signs as `Anna Berg`, and `john@` as `John E. Doe`.
  const local = sender.email
    .slice(0, Math.max(sender.email.lastIndexOf('@'), 0))
    .toLowerCase()
    .split(/[._+-]/u)
    .filter((word) => word.length > 2);
  const words = nameWords(text);
  return local.length > 0 && looksLikeName(text) && (local.length > 1 ? local.every((word) => words.includes(word)) : words[0] === local[0]);
}

/** The pieces of a line that bars, dots or tabs part: a signature on one line is long, and each of its pieces short. */
function piecesOf(line: string): string[] {
  return line
    .slice(0, 500)
    .split(/[|¦·•●▪｜\t]| [/–—] /u)
    .map((piece) => piece.trim())
    .filter((piece) => piece !== '');
}

function isShort(line: string): boolean {
  return line.trim().length <= MAX_LINE_LENGTH || (line.length <= 500 && isBarred(line));
}

function isBarred(line: string): boolean {
  const pieces = piecesOf(line);
  return pieces.length > 1 && pieces.every((piece) => piece.length <= 70);
}

/** True for a line that runs on as a sentence does: long, and ending as one. */
function isProse(line: string): boolean {
  const text = line.trim();
  if (hasCjk(text)) {
    return text.length > 40 && /[。！？]/u.test(text) && !isBarred(text);
  }
  return (
    (text.length > MAX_LINE_LENGTH && !isShort(line)) ||
    (text.split(/\s+/u).length > 8 && /[.!?:]$/u.test(text) && !hasContact(text) && !isBarred(text))
  );
}

/** The index of the line at which the signature begins, or -1. */
function findStart(lines: readonly string[], sender: Sender): number {
  const inked = lines.map((line, index) => ({ line, index })).filter(({ line }) => line.trim() !== '');
  const tail = inked.slice(-MAX_DELIMITED_LINES);

  // The delimiter of RFC 3676 4.3 and its kin, with something below it.
  for (let at = tail.length - 2; at >= 0; at -= 1) {
    const entry = tail[at];
    if (entry !== undefined && DELIMITER.test(entry.line)) {
      const below = tail.slice(at + 1);
      const fits = below.length <= MAX_SIGNATURE_LINES || /^\s*--\s*$/u.test(entry.line);
      const isList = below.some(({ line }) => DELIMITER.test(line)) && below.length > MAX_SIGNATURE_LINES;
      if (fits && !isList && below.filter(({ line }) => isProse(line)).length * 2 <= below.length) {
        while (DELIMITER.test(tail[at - 1]?.line ?? '')) {
          at -= 1;
        }
        const above = tail[at - 1];
        const closesAbove = above !== undefined && isClosing(above.line);
        const namedAbove = above !== undefined && !closesAbove && isSenderLine(above.line, sender) && isClosing(tail[at - 2]?.line ?? '');
        return closesAbove ? above.index : namedAbove ? (tail[at - 2]?.index ?? entry.index) : (tail[at]?.index ?? entry.index);
      }
      break;
    }
  }

  // A notice of law or care below the signature is long and may be prose: it is not counted.
  const notice = tail.findIndex(({ line }) => NOTICE.test(line.trim()));
  const short = (notice < 0 ? tail : tail.slice(0, notice)).slice(-MAX_CLOSED_LINES);
  let start = -1;
  for (let at = short.length - 1; at >= 0; at -= 1) {
    const entry = short[at];
    if (entry === undefined || isProse(entry.line)) {
      if (at < short.length - 2 || start >= 0) {
        break;
      }
      continue;
    }
    const below = short.slice(at + 1);
    const isNear = below.length < MAX_SIGNATURE_LINES;
    const neat = below.every(({ line }) => isShort(line)) || below.some(({ line }) => hasContact(line));
    const closes = isClosing(entry.line) && neat && signsBelow(below, start);
    const signsAtOnce = !closes && neat && at > 0 && signedNameFits(entry.line, sender, below.length);
    const signs =
      isSenderLine(entry.line, sender) &&
      at > 0 &&
      (below.length === 0 || below.some(({ line }) => hasContact(line)) || below.every(({ line }) => line.trim().length <= 45));
    const named = looksLikeName(entry.line) && below.some(({ line }) => hasContact(line)) && neat && start < 0 && sender.name === '' && at > 0;
    if (closes || signsAtOnce) {
      // `此致` and `敬礼`, "Thanks" and "Best regards" stand on two lines.
      const above = short[at - 1];
      return above !== undefined && isClosing(above.line) ? above.index : entry.index;
    }
    if (isNear && (signs || named)) {
      start = entry.index;
    }
  }
  if (start >= 0) {
    return start;
  }
  const last = inked.at(-1);
  return last !== undefined && isSentFrom(last.line) && inked.length > 1 ? last.index : -1;
}

/** True where what stands below a closing is a name or a company, and not the letter that goes on. */
function signsBelow(below: readonly { line: string; index: number }[], start: number): boolean {
  const first = below[0];
  if (first === undefined) {
    return false;
  }
  if (start >= 0) {
    // Short lines may stand between the closing and the name: `i. A.`, a company, a title.
    const at = below.findIndex(({ index }) => index === start);
    const between = below.slice(0, at).map(({ line }) => line.trim());
    return at <= 1 || (at <= 3 && between.every((line) => isBarred(line) || (line.length <= 50 && !/(?:[?!。！？]|\p{Ll}{3}\.)$/u.test(line))));
  }
  const text = piecesOf(first.line)[0] ?? '';
  return text.length <= 50 && !/(?:[?!。！？]|\p{Ll}{3}\.)$/u.test(text);
}

/** `Thanks, Anna`: the name must be the sender's, or nothing else may follow. */
function signedNameFits(line: string, sender: Sender, below: number): boolean {
  const name = signedName(line);
  return name !== null && (isSenderLine(name, sender) || (below === 0 && looksLikeName(name)));
}

/**
 * Parts the text of a mail from the signature below it, verbatim. Rules on the idea of talon's brute-force search: the last lines
 * only, a delimiter, the words that close a letter in English, German, French, Spanish, Chinese and Japanese, the sender's name,
 * lines with a phone, an address or a link. Without any of these there is none.
 */
export function splitSignature(text: string, sender: Sender): SignedText {
  const lines = text.split('\n');
  const start = findStart(lines, sender);
  if (start < 0) {
    return { body: text, signature: null };
  }
  const signature = lines.slice(start).join('\n').trim();
  return signature === '' ? { body: text, signature: null } : { body: lines.slice(0, start).join('\n').trimEnd(), signature };
}
