import type { CapturedField } from '../../model/capture.ts';
import { isSharedMailbox, localPartOf } from '../addresses.ts';
import { toLine } from '../line.ts';
import { isClosing } from './closings.ts';
import { agreesWithDomain, hasLegalForm } from './companies.ts';
import { domainLabel } from './domain-label.ts';
import { hasCjk, isSameName, looksLikeName, nameWords } from './names.ts';
import { postalWeight } from './postal.ts';
import type { Segment } from './segments.ts';
import type { Sender } from './signature.ts';
import { looksLikeDepartment, looksLikeTitle } from './titles.ts';

/** What a signature says by itself, and what it says when something else agrees. */
export const BASE = 0.75;
export const AGREED = 0.92;
/** A value that only its place in the block speaks for. */
const BY_PLACE = 0.6;

/** A field that a signature gave. */
export function toField(field: CapturedField['field'], value: string, confidence: number): CapturedField {
  return { field, value: toLine(value), confidence, source: 'signature' };
}

/** What somebody learnt, written behind the name: `, MEng CEng`, `, Dipl.-Ing. (FH)`. */
const DEGREES =
  /,?(?:[\s,]+(?:ph\.?d|m\.?d|m\.?b\.?a|[bm]\.?(?:sc|a|eng|ed)|llm|llb|ll\.m|ceng|cpa|esq|dipl\.?-?(?:ing|kfm|kff|betrw)|frics|mrics|acca|pmp|jr|sr)\.?(?:\s?\([^()]{1,6}\))?)+$/iu;

/** A department without what somebody is in it: `営業第二部`, `总务处`. */
const CJK_DEPARTMENT = /(?:部|課|课|室|科|处|處|係|組|组|グループ|チーム|センター)$/u;

/** True for a segment that says who: the sender's own name, or any name in the first lines. */
function isName(segment: Segment | undefined, name: string): boolean {
  return (
    segment !== undefined &&
    (segment.label === 'name' ||
      isSameName(segment.text, name) ||
      (looksLikeName(segment.text) && !hasLegalForm(segment.text) && !looksLikeTitle(segment.text)))
  );
}

/** True where some words of a company's name that stand together are the domain: `Pépinières du Val Doré` and `valdore`. */
function holdsDomain(company: string, label: string | null): boolean {
  const words = nameWords(company);
  const name = (label ?? '').replace(/[^\p{L}\p{N}]/gu, '').toLowerCase();
  return (
    name.length >= 4 && words.length <= 8 && words.some((_, from) => words.some((__, to) => to > from && words.slice(from, to + 1).join('') === name))
  );
}

/** True where a mailbox's name is made of a person's: `a.berg@` and `anna.berg@` for Anna Berg. */
function fitsMailbox(name: string, email: string): boolean {
  const local = localPartOf(email).toLowerCase();
  const words = nameWords(name).filter((word) => word.length > 1);
  const parts = local.split(/[._+-]/u).filter((part) => part !== '');
  const joined = words.join('');
  return (
    words.length > 1 &&
    (parts.every((part) => words.some((word) => word === part || (part.length <= 2 && word.startsWith(part)))) ||
      joined === local ||
      words.some((word) => word.length > 3 && local.includes(word)))
  );
}

/** The name that the block itself gives, where the header names nobody; and what to hold other segments against. */
function findName(segments: readonly Segment[], sender: Sender): CapturedField | null {
  if (sender.name !== '' && !isSharedMailbox(sender.email) && nameWords(sender.name).length > 0) {
    return null;
  }
  const label = domainLabel(sender.email);
  let best: CapturedField | null = null;
  segments.slice(0, 6).forEach((segment, index) => {
    const { text } = segment;
    const isPerson =
      segment.label === 'name' ||
      (segment.label === null &&
        looksLikeName(text) &&
        !hasLegalForm(text) &&
        !looksLikeTitle(text) &&
        !looksLikeDepartment(text) &&
        !CJK_DEPARTMENT.test(text) &&
        postalWeight(text) === 0 &&
        !agreesWithDomain(text, label) &&
        !isClosing(text));
    if (!isPerson || segment.isNotice) {
      return;
    }
    const next = segments[index + 1];
    const isFollowed = next !== undefined && (looksLikeTitle(next.text) || hasLegalForm(next.text));
    const confidence = segment.label === 'name' || fitsMailbox(text, sender.email) ? 0.9 : isFollowed ? 0.8 : index === 0 ? 0.65 : 0;
    if (confidence > (best?.confidence ?? 0)) {
      best = toField('name', text.replace(DEGREES, ''), confidence);
    }
  });
  return best;
}

/** A company that a word, its form or the sender's domain tells. */
function judgeCompany(segment: Segment, sender: Sender): CapturedField | null {
  const { text } = segment;
  const label = domainLabel(sender.email);
  const agrees =
    (agreesWithDomain(text, label) || holdsDomain(text, label)) &&
    !/^(?:https?:|www\.)/iu.test(text) &&
    !/^[^\s]+\.\p{L}{2,}(?:\/\S*)?$/u.test(text) &&
    /^[\p{Lu}\p{N}\p{Lo}]/u.test(text) &&
    !looksLikeTitle(text) &&
    text.split(' ').length <= 8;
  const legal = hasLegalForm(text) && !/[。！？]/u.test(text);
  if (segment.label === 'company' || (legal && agrees)) {
    return toField('companyName', text, AGREED);
  }
  if (agrees && postalWeight(text) === 0) {
    return toField('companyName', text, 0.9);
  }
  return legal && !segment.isNotice ? toField('companyName', text, segment.label === null ? BASE + 0.05 : BASE) : null;
}

/** True for a text that could be a company or a title by its look: short, without figures, marks or the end of a sentence. */
function isPlain(text: string): boolean {
  return (
    /^[\p{Lu}\p{Lo}]/u.test(text) &&
    text.length <= 60 &&
    !/[\d:：/!?。！？"“”„«»…]|\.$/u.test(text) &&
    text.split(/\s+/u).length <= 6 &&
    !isClosing(text)
  );
}

function readCompanies(segments: readonly Segment[], sender: Sender, name: string, isTitle: (index: number) => boolean): CapturedField[] {
  const told = segments.map((segment) => {
    const { text } = segment;
    const isOther = text.length > 80 || text.length < 2 || (segment.label !== null && segment.label !== 'company') || isSameName(text, name);
    return isOther || text.includes('@') ? null : judgeCompany(segment, sender);
  });
  const found = told.flatMap((field) => field ?? []);
  if (found.length > 0) {
    return found;
  }
  const placed = segments.findIndex(
    (segment, index) =>
      segment.label === null &&
      isTitle(index - 1) &&
      isName(segments[index - 2], name) &&
      isPlain(segment.text) &&
      !isTitle(index) &&
      !isSameName(segment.text, name) &&
      !looksLikeDepartment(segment.text) &&
      !CJK_DEPARTMENT.test(segment.text) &&
      postalWeight(segment.text) === 0 &&
      !segment.isNotice,
  );
  const text = segments[placed]?.text;
  return text === undefined ? [] : [toField('companyName', text, BY_PLACE)];
}

/** True where a segment stands between the name and the company, which is where a title stands, whatever its words. */
function isTitleByPlace(segments: readonly Segment[], index: number, name: string, sender: Sender): boolean {
  const [before, segment, next] = [segments[index - 1], segments[index], segments[index + 1]];
  if (segment === undefined || before === undefined || segment.label !== null || segment.isNotice || !isPlain(segment.text)) {
    return false;
  }
  const isCompany = (other: Segment | undefined): boolean =>
    other !== undefined && !isSameName(other.text, name) && (other.label === 'company' || judgeCompany(other, sender) !== null);
  const isWho = (other: Segment | undefined): boolean => other !== undefined && (isSameName(other.text, name) || other.text === name);
  return (
    (isWho(before) ? isCompany(next) : isCompany(before) && isWho(next)) &&
    judgeCompany(segment, sender) === null &&
    postalWeight(segment.text) === 0 &&
    !(CJK_DEPARTMENT.test(segment.text) && hasCjk(segment.text)) &&
    !looksLikeDepartment(segment.text)
  );
}

function readTitles(
  segments: readonly Segment[],
  sender: Sender,
  name: string,
): { readonly fields: CapturedField[]; readonly at: ReadonlySet<number> } {
  const at = new Set<number>();
  const fields = segments.flatMap((segment, index) => {
    if (segment.label === 'title') {
      at.add(index);
      return [toField('title', segment.text, AGREED)];
    }
    const isSaid =
      segment.label === null &&
      !segment.isNotice &&
      looksLikeTitle(segment.text) &&
      !isSameName(segment.text, name) &&
      !(hasCjk(segment.text) && CJK_DEPARTMENT.test(segment.text) && !/\s/u.test(segment.text));
    if (!isSaid) {
      const isPlaced = isTitleByPlace(segments, index, name, sender);
      if (isPlaced) {
        at.add(index);
      }
      return isPlaced ? [toField('title', segment.text, BY_PLACE)] : [];
    }
    at.add(index);
    const near = isSameName(segments[index - 1]?.text ?? '', name) || isSameName(segments[index + 1]?.text ?? '', name);
    return [toField('title', segment.text, near ? 0.9 : isName(segments[index - 1], name) ? 0.8 : BASE - 0.05)];
  });
  return { fields, at };
}

/** Who signs, as what, for whom: by what the words say, by the sender's name and domain, and else by where a line stands. */
export function findWho(segments: readonly Segment[], sender: Sender): { readonly fields: readonly CapturedField[] } {
  const own = findName(segments, sender);
  const name = own?.value ?? sender.name;
  const titles = readTitles(segments, sender, name);
  const companies = readCompanies(segments, sender, name, (index) => titles.at.has(index));
  return { fields: [...(own === null ? [] : [own]), ...companies, ...titles.fields] };
}
