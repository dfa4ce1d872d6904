import { isSharedMailbox, localPartOf } from './addresses.ts';
import { toFields, type Draft } from './draft.ts';
import type { LineFinds } from './page-found.ts';
import type { PageLine } from './page-line.ts';
import { hasLegalForm } from './text/companies.ts';
import { hasGivenName } from './text/given-names.ts';
import { hasCjk, isSameName, looksLikeName, nameWords } from './text/names.ts';
import { postalWeight } from './text/postal.ts';
import { looksLikeTitle } from './text/titles.ts';

/** Words of places, firms and menus that stand in capitals as names do. */
const NO_PERSON =
  /\b(?:street|st|road|rd|avenue|ave|drive|lane|blvd|suite|floor|building|bldg|hall|room|box|city|town|county|state|north|south|east|west|northern|southern|eastern|western|central|street|park|plaza|square|center|centre|university|college|school|academy|institute|hospital|clinic|church|ministry|ministries|library|museum|hotel|restaurant|cafe|bank|store|shop|association|foundation|society|council|committee|commission|department|dept|division|bureau|agency|authority|board|office|offices|headquarters|hq|branch|campus|location|locations|address|mailing|contact|contacts|information|info|general|inquiries|inquiry|enquiries|questions|feedback|form|home|page|site|map|maps|directions|menu|search|login|log|sign|register|privacy|policy|terms|conditions|copyright|rights|reserved|click|here|read|more|learn|view|all|new|news|events|event|calendar|blog|press|media|gallery|photos|videos|products|product|solutions|resources|careers|jobs|employment|faq|faqs|help|links|quick|useful|about|us|our|who|what|where|when|why|how|this|that|these|free|toll|hours|open|closed|monday|tuesday|wednesday|thursday|friday|saturday|sunday|january|february|march|april|june|july|august|september|october|november|december|united|states|america|kingdom|canada|australia|england|ireland|scotland|germany|france|china|new york|los angeles|san francisco|las vegas|washington|california|texas|florida|illinois|ohio|georgia|carolina|virginia|jersey|dakota|hampshire|mexico|island|beach|lake|river|valley|hill|hills|mountain|bay|harbor|harbour|fort|port|saint|systems|technologies|technology|industries|international|global|national|american|european|partners|associates|holdings|enterprises|consulting|design|studio|studios|productions|publishing|publications|magazine|journal|times|post|daily|weekly|online|network|networks|web|internet|digital|software|hardware|security|insurance|financial|finance|legal|law|medical|health|care|dental|pharmacy|energy|power|electric|gas|water|oil|food|foods|kitchen|garden|auto|car|cars|truck|travel|tours|air|airlines|program|programs|project|projects|service|services|support|sales|marketing|orders|order|billing|accounts|accounting|payable|receivable|customer|customers|client|clients|member|members|membership|student|students|alumni|admissions|registration|financial aid|public|relations|affairs|human|technical|shipping|receiving|returns|warranty|parts|wholesale|retail|advertising|submissions|donate|donations|volunteer|volunteers|facebook|twitter|linkedin|youtube|instagram|google|assistance|repair|repairs|request|requests|business|inn|hong kong|ann arbor|advertisers?|extension|report|reports|download|back|next|previous|top|close|cancel|submit|send|skip|share|follow|join|subscribe|newsletter|archive|archives|category|categories|popular|recent|related|featured|special|gift|cards?|telefon|adresse|anfahrt|kontakt|datenschutz|zentrale|öffnungszeiten)\b/iu;
const HONORIFIC = /^(?:dr|mr|mrs|ms|miss|prof|professor|herr|frau|rev|reverend|hon|sir|dame|capt|col|pastor|rabbi|father|sister|fr|sr)\.?\s+/iu;
const LABEL = /^(?:contact(?: person)?|attn|attention|attn|ansprechpartner(?:in)?|kontakt|name|c\/o|联系人|聯絡人|担当者?|by|manager)\s*[:：]\s*/iu;
const SUFFIX =
  /,?\s+(?:Ph\.?\s?D|M\.?\s?D|Ed\.?\s?D|J\.?\s?D|D\.?\s?D\.?\s?S|MBA|M\.?S|B\.?S|MPH|MSW|LCSW|R\.?N|CPA|CFA|Esq|P\.?\s?E|AIA|Jr|Sr|II|III|IV)\.?(?=$|,)/u;

/** Somebody whom a line names, with what the same line says of him. */
export type Candidate = { readonly index: number; readonly name: string; readonly title: string | null; readonly score: number };

function parts(text: string): string[] {
  return text
    .replace(SUFFIX, '')
    .split(/\s*[|•·●;]\s*|\s+[–—-]+\s+|,\s+|\s*[:：]\s+|\s*[()]\s*|\t/u)
    .map((part) => part.trim())
    .filter((part) => part !== '');
}

/** True where a text can be a person's name at all. */
function canBeName(text: string): boolean {
  return (
    looksLikeName(text) &&
    !NO_PERSON.test(text.replace(HONORIFIC, '')) &&
    !hasLegalForm(text) &&
    (!looksLikeTitle(text) || hasGivenName(text)) &&
    postalWeight(text) === 0 &&
    !(/^[\p{Lu}\s.'’-]+$/u.test(text) && !hasGivenName(text) && !hasCjk(text))
  );
}

/** True where a mailbox is named after a person: `jlind@`, `sarah.lind@`, `lind@` for Sarah Lind. */
export function mailboxFits(email: string, name: string): boolean {
  const local = localPartOf(email)
    .toLowerCase()
    .replace(/[^a-z0-9\p{L}]/gu, '');
  const words = nameWords(name).map((word) => word.replace(/[^\p{L}]/gu, ''));
  const [first = '', ...rest] = words;
  const last = rest.at(-1) ?? '';
  if (first === '' || local.length < 2 || isSharedMailbox(email)) {
    return false;
  }
  const initial = first.charAt(0);
  return (
    (first.length >= 3 && local === first) ||
    (last.length >= 3 &&
      (local === last ||
        local === `${initial}${last}` ||
        local === `${last}${initial}` ||
        local === `${first}${last}` ||
        local === `${last}${first}`)) ||
    (last.length >= 3 && first.length >= 3 && local.includes(first) && local.includes(last)) ||
    (last.length >= 4 && local.startsWith(initial) && local.includes(last)) ||
    (first.length >= 3 && last !== '' && local === `${first}${last.charAt(0)}`) ||
    (last.length >= 6 && initial !== '' && local === `${initial}${last.slice(0, 7 - 1)}`)
  );
}

function scoreOf(
  lines: readonly PageLine[],
  finds: readonly LineFinds[],
  index: number,
  name: string,
  title: string | null,
  isLabelled: boolean,
): number {
  const line = lines[index];
  const isNear = (at: number): boolean => lines[at] !== undefined && sharesBlock(lines[at], line);
  const near = [index - 1, index + 1, index + 2].filter(isNear);
  const hasTitle = title !== null || near.some((at) => looksLikeTitle(lines[at]?.text ?? ''));
  const reach = [index, index + 1, index + 2, index + 3, index + 4];
  const emails = reach.flatMap((at) => (isNear(at) ? (finds[at]?.emails ?? []) : []));
  const hasPhone = reach.some((at) => isNear(at) && (finds[at]?.phones.length ?? 0) > 0);
  const linked = line?.links.some((link) => link.kind === 'email' && isSameName(link.text, name)) ?? false;
  return (
    (hasGivenName(name) ? 2 : 0) +
    (HONORIFIC.test(name) ? 2 : 0) +
    (hasTitle ? 2 : 0) +
    (emails.some((email) => mailboxFits(email, name)) ? 3 : 0) +
    (linked ? 2 : 0) +
    (isLabelled ? 1 : 0) +
    (hasPhone || emails.length > 0 ? 1 : 0) +
    (line !== undefined && (line.isStrong || line.heading > 0) ? 0.5 : 0) -
    (line?.region === 'main' ? 0 : 2)
  );
}

function hasTitleBeside(lines: readonly PageLine[], index: number): boolean {
  return [index - 1, index + 1].some((at) => looksLikeTitle(lines[at]?.text ?? '') && sharesBlock(lines[at], lines[index]));
}

/** Two lines of one list: alike set, as deep in the page. */
function isSibling(one: PageLine | undefined, other: PageLine | undefined): boolean {
  return (
    one !== undefined && other !== undefined && one.heading === other.heading && one.blocks.length === other.blocks.length && sharesBlock(one, other)
  );
}

/** True where on this page titles stand above their names: more names have one above and none below than the other way. */
function titlesStandAbove(lines: readonly PageLine[], candidates: readonly Candidate[]): boolean {
  const isTitle = (index: number): boolean => looksLikeTitle(lines[index]?.text ?? '');
  const above = candidates.filter(({ index }) => isTitle(index - 1) && !isTitle(index + 1)).length;
  const below = candidates.filter(({ index }) => isTitle(index + 1) && !isTitle(index - 1)).length;
  // In a list of both the ends tell: the first name has a title above it, or the last one has one below.
  return above > below;
}

/** Two lines of one neighbourhood: they stand in blocks whose holders are at most two levels apart. */
function sharesBlock(one: PageLine | undefined, other: PageLine | undefined): boolean {
  if (one === undefined || other === undefined) {
    return false;
  }
  const depth = countShared(one.blocks, other.blocks);
  return depth >= Math.min(one.blocks.length, other.blocks.length) - 3;
}

function countShared(one: readonly number[], other: readonly number[]): number {
  let depth = 0;
  while (depth < one.length && depth < other.length && one[depth] === other[depth]) {
    depth += 1;
  }
  return depth;
}

/** The people whom the lines of a page name. A name alone is none: something else has to say that it is a person's. */
export function findPeople(lines: readonly PageLine[], finds: readonly LineFinds[]): Candidate[] {
  const found: Candidate[] = [];
  const unsure: Candidate[] = [];
  lines.forEach((line, index) => {
    if (line.text.length > 160 || line.region === 'nav') {
      return;
    }
    const isLabelled = LABEL.test(line.text);
    const text = line.text.replace(LABEL, '');
    // What precedes an address or a number in its line is the name it belongs to.
    const pieces = parts(text.replace(/(?:\(?\+?\d[\d\s().-]{5,}|\S+@\S+).*$/u, '')).slice(0, 4);
    const links = line.links.filter((link) => link.kind === 'email').map((link) => link.text);
    const names = [...pieces, ...links].filter((piece, at, all) => canBeName(piece) && all.findIndex((other) => isSameName(other, piece)) === at);
    const titles = pieces.filter((piece) => !names.includes(piece) && looksLikeTitle(piece));
    if (names.length === 0 || names.length > 3 || (names.length > 1 && names.length < pieces.length - titles.length)) {
      return;
    }
    for (const name of names) {
      const title = names.length === 1 ? (titles[0] ?? null) : null;
      const score = scoreOf(lines, finds, index, name, title, isLabelled);
      const candidate = { index, name: name.replace(HONORIFIC, '').trim(), title, score };
      if (score >= 3) {
        found.push(candidate);
      } else if (score >= 2 && (title !== null || hasTitleBeside(lines, index))) {
        unsure.push(candidate);
      }
    }
  });
  // Where several lines of a list name people with their titles, one more line of this make is one more of them.
  const titled = found.filter((candidate) => candidate.title !== null || hasTitleBeside(lines, candidate.index));
  const more = unsure.filter((candidate) => titled.filter((known) => isSibling(lines[known.index], lines[candidate.index])).length >= 2);
  return [...found, ...more.map((candidate) => ({ ...candidate, score: 3 }))].toSorted((a, b) => a.index - b.index);
}

/** A card of more lines than this is no card of one person. */
const MAX_CARD_LINES = 12;

/**
 * The lines that speak of one person: those of the largest block in which nobody else is named, or, where the names follow one
 * another in one block, the lines from the name to the next name or heading.
 */
export function cardLines(lines: readonly PageLine[], candidates: readonly Candidate[], at: number): number[] {
  const own = candidates[at];
  const line = own === undefined ? undefined : lines[own.index];
  if (own === undefined || line === undefined) {
    return [];
  }
  const others = candidates.filter((other) => other.index !== own.index).map((other) => lines[other.index]);
  const shared = Math.max(0, ...others.map((other) => countShared(line.blocks, other?.blocks ?? [])));
  for (let depth = shared; depth < line.blocks.length; depth += 1) {
    const block = line.blocks[depth];
    const inside = lines.flatMap((other, index) => (other.blocks[depth] === block ? [index] : []));
    if (inside.length <= MAX_CARD_LINES && (inside.length > 1 || depth === line.blocks.length - 1)) {
      if (inside.length > 1) {
        return inside;
      }
      break;
    }
  }
  const next = candidates.find((other) => other.index > own.index)?.index ?? lines.length;
  const inside: number[] = [];
  for (let index = own.index; index < Math.min(next, own.index + 8); index += 1) {
    const other = lines[index];
    const isHeading = index > own.index && other !== undefined && other.heading > 0 && (line.heading === 0 || other.heading <= line.heading);
    if (other === undefined || isHeading || !sharesBlock(other, line)) {
      break;
    }
    inside.push(index);
  }
  return inside;
}

function confidenceFor(score: number): number {
  return score >= 6 ? 0.85 : score >= 5 ? 0.8 : score >= 4 ? 0.7 : 0.6;
}

/** The people of a page as drafts, and which of its addresses and numbers are theirs. */
export function draftPeople(lines: readonly PageLine[], finds: readonly LineFinds[]): { drafts: Draft[]; taken: ReadonlySet<string> } {
  const candidates = findPeople(lines, finds);
  const taken = new Set<string>();
  const order = titlesStandAbove(lines, candidates) ? [-1, 1, 2] : [1, 2, -1];
  const allEmails = finds.flatMap((find) => find.emails);
  const drafts = candidates.map((candidate, at): Draft => {
    const confidence = confidenceFor(candidate.score);
    const inside = cardLines(lines, candidates, at);
    const alone = candidates.filter((other) => other.index === candidate.index).length === 1;
    const emails = inside.flatMap((index) => finds[index]?.emails ?? []).filter((email) => !isSharedMailbox(email));
    const named = allEmails.filter((email) => mailboxFits(email, candidate.name));
    const ownEmails = named.length > 0 ? named : alone ? emails.filter((email) => !candidates.some((other) => mailboxFits(email, other.name))) : [];
    const phones = alone ? inside.flatMap((index) => finds[index]?.phones ?? []) : [];
    const title =
      candidate.title ??
      (alone
        ? (order
            .map((step) => candidate.index + step)
            .filter((index) => inside.includes(index) || (index === candidate.index - 1 && sharesBlock(lines[index], lines[candidate.index])))
            .map((index) => lines[index]?.text ?? '')
            .find((text) => looksLikeTitle(text) && !hasGivenName(text)) ?? null)
        : null);
    [...ownEmails, ...phones].forEach((value) => taken.add(value));
    return {
      kind: 'person',
      fields: [
        ...toFields('name', [candidate.name], confidence, 'page'),
        ...toFields('email', ownEmails.slice(0, 3), named.length > 0 ? 0.85 : 0.7, 'page'),
        ...toFields('phone', phones.slice(0, 4), 0.7, 'page'),
        ...toFields('title', [title], candidate.title === null ? 0.65 : 0.75, 'page'),
      ],
    };
  });
  return { drafts, taken };
}
