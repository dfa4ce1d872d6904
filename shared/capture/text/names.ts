import { toLine } from '../line.ts';
import { wordSet } from './words.ts';

const CJK = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}]/u;
const TITLES = wordSet(
  'mr|mrs|ms|miss|mx|dr|prof|professor|herr|frau|m|mme|mlle|sr|sra|srta|don|doña|ing|dipl-ing|mag|phd|md|mba|msc|bsc|ba|ma|jr|ii|iii|esq|cpa|san|sama',
);
const PARTICLES = wordSet(
  'von|van|der|den|de|del|della|di|da|dos|das|du|la|le|el|al|bin|ibn|ben|ter|ten|zu|zur|zum|y|e|af|av|st|mac|san|dela|du|und|vom|degli|ap',
);
/** Words that stand in sentences, greetings and names of departments, never in a person's name. */
const NOT_NAMES = wordSet(
  'the|and|or|for|with|from|to|of|in|on|at|by|my|your|our|we|you|is|are|team|support|sales|service|services|customer|department|office|group|newsletter|info|marketing|accounting|' +
    'billing|company|und|mit|für|das|die|ihr|ihre|wir|vertrieb|kundenservice|abteilung|et|les|des|pour|avec|votre|notre|service|équipe|los|las|para|con|su|equipo|departamento|' +
    'phone|tel|mobile|fax|email|mail|web|sent|iphone|android|outlook|thanks|thank|regards|best|kind|cheers|hello|hi|dear|director|manager|engineer|buyer|president',
);

/** True where a text holds Chinese, Japanese or Korean characters. */
export function hasCjk(text: string): boolean {
  return CJK.test(text);
}

/** The words of a name in lower case, without accents, titles and marks. */
export function nameWords(name: string): string[] {
  const folded = toLine(name).normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase();
  return folded.split(/[^\p{L}\p{N}'’-]+/u).filter((word) => word !== '' && !TITLES.has(word));
}

/** True where two texts name one person alike: the same words in any order (`Berg, Anna`), one of them with more names or initials. */
export function isSameName(one: string, other: string): boolean {
  const a = nameWords(one);
  const b = nameWords(other);
  if (a.length === 0 || b.length === 0) {
    return false;
  }
  if (hasCjk(one) || hasCjk(other)) {
    return a.join('') === b.join('');
  }
  const [few, many] = a.length <= b.length ? [a, b] : [b, a];
  return few.length >= 2 && few.every((word) => many.some((candidate) => candidate === word || (word.length === 1 && candidate.startsWith(word))));
}

/** True where a short line has the shape of a person's name: two to five capitalized words, or two to four Han characters. */
export function looksLikeName(line: string): boolean {
  const text = toLine(line)
    .replace(/^[-–—*•\s]+/u, '')
    .replace(/,?\s+(?:Ph\.?D|M\.?D|MBA|MSc|BSc|CPA|Esq|Jr|Sr)\.?$/iu, '');
  if (text.length < 2 || text.length > 50 || /[\d@/|:;!?_]/u.test(text)) {
    return false;
  }
  if (hasCjk(text)) {
    const joined = text.replace(/[\s　·・]/gu, '');
    return (
      joined.length >= 2 &&
      joined.length <= (/[\p{Script=Katakana}]/u.test(joined) ? 12 : 5) &&
      /^[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}ー]+$/u.test(joined)
    );
  }
  const words = text.split(/[\s,]+/u).filter((word) => word !== '');
  if (words.length < 2 || words.length > 5) {
    return false;
  }
  return words.every((word) => {
    const low = word.toLowerCase().replace(/\.$/u, '');
    return !NOT_NAMES.has(low) && (PARTICLES.has(low) || TITLES.has(low) || /^\p{Lu}[\p{L}'’.-]*$/u.test(word));
  });
}

/**
 * The name of a header as it may be offered, or null: a name that is the address again, or that holds another address, is how
 * a sender poses as somebody else.
 */
export function offeredName(name: string, email: string): string | null {
  const text = toLine(name)
    .replace(/^(["'“‘«])(.*)\1$/u, '$2')
    .replace(/^[“‘«"'](.*)[”’»"']$/u, '$1')
    .trim();
  if (text === '' || text.toLowerCase() === email.toLowerCase() || /[@＠﹫]/u.test(text)) {
    return null;
  }
  // An address that hides its sign: `ceo (at) big.example`.
  if (/(?:\(at\)|\[at\]|\{at\})\s*[\w-]+\.[a-z]{2,}/iu.test(text) || /^(?:https?:|www\.)/iu.test(text)) {
    return null;
  }
  return text;
}
