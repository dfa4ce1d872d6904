import { isSamePhone } from '../model/same-phone.ts';
import { domainOf, isFreemail, isSharedMailbox, localPartOf } from './addresses.ts';
import { isSameCompany } from './draft.ts';
import { withoutLegalForm } from './text/companies.ts';
import { domainLabel } from './text/domain-label.ts';
import { hasCjk, isSameName, nameWords } from './text/names.ts';

/** What is known of somebody when it is asked who that is. */
export type Person = {
  readonly kind: 'person' | 'company';
  readonly name: string | null;
  readonly emails: readonly string[];
  /** E.164 where they could be read, else as written. */
  readonly phones: readonly string[];
  readonly companyName: string | null;
  /** `wechat`, `whatsapp`, … -> handle. */
  readonly handles: Readonly<Record<string, string>>;
};

/** Why two records may be one customer. */
export type MatchReason = 'same-email' | 'same-handle' | 'same-phone' | 'same-name' | 'short-name' | 'same-company' | 'same-domain';

/** How sure it is that two are one (0..1), and why, the strongest reason first. */
export type Match = { readonly share: number; readonly reasons: readonly MatchReason[] };

/** From here on a match is shown to somebody; none is ever acted on by itself. */
export const SUGGESTED_FROM = 0.5;

/**
 * Whether two are the same customer, with the reasons. Only equal addresses are sure; all else is a suggestion:
 * a number may be a switchboard, a name may be borrowed. Two people with different names are never one by number or company,
 * and a name alone says nothing where both have an address at a company of their own. The shares are starting values:
 * they order what is shown, and nothing is done by them.
 */
export function matchPeople(one: Person, other: Person): Match | undefined {
  const reasons: MatchReason[] = [];
  if (shares(one.emails, other.emails)) {
    return { share: 0.99, reasons: ['same-email'] };
  }
  if (one.kind !== other.kind) {
    return undefined;
  }
  const names = compareNames(one, other);
  const isSameHandle = Object.entries(one.handles).some(([kind, handle]) => other.handles[kind]?.toLowerCase() === handle.toLowerCase());
  const haveOnePhone = one.phones.some((phone) => other.phones.some((own) => isSamePhone(phone, own)));
  const isAtOneCompany = one.companyName !== null && other.companyName !== null && isOneCompany(one.companyName, other.companyName);
  const isAtOneDomain = shares(ownDomains(one), ownDomains(other));
  const isAtTwoDomains = !isAtOneDomain && ownDomains(one).length > 0 && ownDomains(other).length > 0;
  const together: readonly MatchReason[] = [
    ...(isAtOneCompany ? (['same-company'] as const) : []),
    ...(isAtOneDomain ? (['same-domain'] as const) : []),
  ];

  if (isSameHandle && names !== 'different') {
    return { share: 0.95, reasons: ['same-handle', ...nameReason(names)] };
  }
  if (haveOnePhone && names !== 'different') {
    reasons.push('same-phone', ...nameReason(names), ...together);
    return { share: names === 'same' ? 0.93 : names === 'short' ? 0.85 : 0.6, reasons };
  }
  if (names === 'same' && together.length > 0) {
    return { share: one.kind === 'company' ? 0.9 : 0.85, reasons: ['same-name', ...together] };
  }
  if (names === 'short' && together.length > 0) {
    return { share: 0.65, reasons: ['short-name', ...together] };
  }
  if (one.kind === 'company' && isAtOneDomain) {
    return { share: 0.7, reasons: ['same-domain'] };
  }
  return names === 'same' && isTelling(one.name) && !isAtTwoDomains ? { share: 0.5, reasons: ['same-name'] } : undefined;
}

function isOneCompany(one: string, other: string): boolean {
  return isSameCompany(withoutLegalForm(one), withoutLegalForm(other));
}

type Names = 'same' | 'short' | 'unknown' | 'different';

function nameReason(names: Names): readonly MatchReason[] {
  return names === 'same' ? ['same-name'] : names === 'short' ? ['short-name'] : [];
}

function shares(one: readonly string[], other: readonly string[]): boolean {
  return one.some((value) => value !== '' && other.includes(value));
}

/** The domains that are somebody's own: freemail names nobody's company. */
function ownDomains(person: Person): readonly string[] {
  return person.emails
    .map(domainOf)
    .filter((domain) => !isFreemail(domain))
    .map((domain) => domainLabel(`x@${domain}`) ?? domain);
}

function compareNames(one: Person, other: Person): Names {
  if (one.kind === 'company') {
    return one.name === null || other.name === null ? 'unknown' : isOneCompany(one.name, other.name) ? 'same' : 'different';
  }
  const [mine, theirs] = [one.name, other.name];
  if (mine !== null && theirs !== null && !mine.includes('@') && !theirs.includes('@')) {
    // Repeated words are told apart only when both are asked.
    const isAlike = isSameName(mine, theirs) && isSameName(theirs, mine);
    return isAlike && !hasInitial(mine) && !hasInitial(theirs)
      ? 'same'
      : isAlike || isShortFor(mine, theirs) || isShortFor(theirs, mine)
        ? 'short'
        : 'different';
  }
  const named = mine !== null && !mine.includes('@') ? one : other;
  const unnamed = named === one ? other : one;
  return named.name !== null && unnamed.emails.some((email) => !isSharedMailbox(email) && isSpelledBy(localPartOf(email), named.name ?? ''))
    ? 'short'
    : 'unknown';
}

function hasInitial(name: string): boolean {
  return !hasCjk(name) && nameWords(name).some((word) => word.length === 1);
}

/** `J. Vogelsang` for `Jan-Hendrik Vogelsang`: the last word whole, the others by their first letters. */
function isShortFor(short: string, long: string): boolean {
  if (hasCjk(short) || hasCjk(long)) {
    return false;
  }
  const [few, many] = [nameWords(short), nameWords(long)];
  if (few.length < 2 || many.length < 2 || few.at(-1) !== many.at(-1)) {
    return false;
  }
  const rest = few.slice(0, -1);
  return rest.every((word, at) => many[at]?.startsWith(word.replace(/\.$/u, '')) ?? false);
}

/** `jh.vogelsang` and `vogelsang` for Jan-Hendrik Vogelsang: the last word of the name, and before it only its first letters. */
function isSpelledBy(localPart: string, name: string): boolean {
  const words = nameWords(name);
  const last = words.at(-1) ?? '';
  const letters = localPart.toLowerCase().replace(/[^\p{L}]/gu, '');
  if (last.length < 3 || !letters.endsWith(last)) {
    return false;
  }
  const before = letters.slice(0, -last.length);
  const first = words.slice(0, -1);
  return before === '' || before === first.map((word) => word.charAt(0)).join('') || first.join('').startsWith(before);
}

/** A name that few share: two words or more, or three Chinese characters. */
function isTelling(name: string | null): boolean {
  return name !== null && (hasCjk(name) ? name.replace(/\s/gu, '').length >= 3 : nameWords(name).length >= 2);
}
