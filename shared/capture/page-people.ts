import { isSharedMailbox } from './addresses.ts';
import { toFields, type Draft } from './draft.ts';
import type { LineFinds } from './page-found.ts';
import type { PageLine } from './page-line.ts';
import { cardLines, sharesBlock } from './page-cards.ts';
import { domainFits, mailboxFits, namesIn, type Named } from './page-names.ts';
import { hasGivenName } from './text/given-names.ts';
import { hasCjk, isSameName } from './text/names.ts';
import { looksLikeDepartment, looksLikeTitle } from './text/titles.ts';

/** Somebody whom a line names, with what speaks for it that this is a person to write to. */
export type Candidate = Named & { readonly index: number; readonly score: number };

/** A line as a title, its colon left out (`Director: `). */
function titleOf(line: PageLine | undefined): string | null {
  const text = (line?.text ?? '').replace(/\s*[:：]\s*$/u, '');
  return looksLikeTitle(text) ? text : null;
}

/** What it takes to be offered, and what it takes beside two others of the same make. */
const ENOUGH = 3;
const ALMOST = 2;

function scoreOf(lines: readonly PageLine[], finds: readonly LineFinds[], index: number, named: Named): number {
  const line = lines[index];
  const isNear = (at: number): boolean => lines[at] !== undefined && sharesBlock(lines[at], line);
  const near = [index - 1, index + 1, index + 2].filter(isNear);
  const hasTitle = named.title !== null || near.some((at) => titleOf(lines[at]) !== null);
  const reach = [index, index + 1, index + 2, index + 3, index + 4].filter(isNear);
  const emails = reach.flatMap((at) => finds[at]?.emails ?? []);
  const hasPhone = reach.some((at) => (finds[at]?.phones.length ?? 0) > 0);
  const isBeside = [index, index + 1].some((at) => isNear(at) && (finds[at]?.phones.length ?? 0) + (finds[at]?.emails.length ?? 0) > 0);
  const isLinked = line?.links.some((link) => link.kind === 'email' && isSameName(link.text, named.name)) ?? false;
  return (
    (hasGivenName(named.name) || hasCjk(named.name) ? 2 : 0) +
    (named.isHonoured ? 2 : 0) +
    (hasTitle ? 2 : near.some((at) => looksLikeDepartment(lines[at]?.text ?? '')) ? 0.5 : 0) +
    (emails.some((email) => mailboxFits(email, named.name)) ? 3 : 0) +
    (emails.some((email) => domainFits(email, named.name)) ? 2 : 0) +
    (isLinked ? 2 : 0) +
    (named.isLabelled ? 1 : 0) +
    (hasPhone || emails.length > 0 ? 1 : 0) +
    (isBeside ? 0.5 : 0) +
    (line !== undefined && (line.isStrong || line.heading > 0) ? 0.5 : 0) -
    (line?.region === 'main' ? 0 : 2)
  );
}

function hasTitleBeside(lines: readonly PageLine[], index: number): boolean {
  return [index - 1, index + 1].some((at) => titleOf(lines[at]) !== null && sharesBlock(lines[at], lines[index]));
}

/** Two lines of one list: alike set, as deep in the page. */
function isSibling(one: PageLine | undefined, other: PageLine | undefined): boolean {
  return (
    one !== undefined && other !== undefined && one.heading === other.heading && one.blocks.length === other.blocks.length && sharesBlock(one, other)
  );
}

/** True where on this page titles stand above their names: more names have one above and none below than the other way. */
function titlesStandAbove(lines: readonly PageLine[], candidates: readonly Candidate[]): boolean {
  const isTitle = (index: number): boolean => titleOf(lines[index]) !== null;
  const above = candidates.filter(({ index }) => isTitle(index - 1) && !isTitle(index + 1)).length;
  const below = candidates.filter(({ index }) => isTitle(index + 1) && !isTitle(index - 1)).length;
  // In a list of both the ends tell: the first name has a title above it, or the last one has one below.
  return above > below;
}

/** The people whom the lines of a page name. A name alone is none: something else has to say that it is a person's. */
export function findPeople(lines: readonly PageLine[], finds: readonly LineFinds[]): Candidate[] {
  const found: Candidate[] = [];
  const unsure: Candidate[] = [];
  lines.forEach((line, index) => {
    if (line.region === 'nav') {
      return;
    }
    const links = line.links.filter((link) => link.kind === 'email').map((link) => link.text);
    for (const named of namesIn(line.text, links)) {
      const candidate = { ...named, index, score: scoreOf(lines, finds, index, named) };
      if (candidate.score >= ENOUGH) {
        found.push(candidate);
      } else if (candidate.score >= ALMOST) {
        unsure.push(candidate);
      }
    }
  });
  // Where several lines of a list name people, one more line of this make is one more of them.
  const more = unsure.filter((candidate) => {
    const alike = found.filter((known) => isSibling(lines[known.index], lines[candidate.index]));
    return alike.filter((known) => known.title !== null || hasTitleBeside(lines, known.index)).length >= 2 || alike.length >= 4;
  });
  return [...found, ...more.map((candidate) => ({ ...candidate, score: ENOUGH }))].toSorted((a, b) => a.index - b.index);
}

/** How many people a page presents: names set as headings or strong, each with a title beside it. A story presents none. */
export function countProfiles(lines: readonly PageLine[], candidates: readonly Candidate[]): number {
  return candidates.filter((candidate) => {
    const line = lines[candidate.index];
    return line !== undefined && (line.heading > 0 || line.isStrong) && (candidate.title !== null || hasTitleBeside(lines, candidate.index));
  }).length;
}

function confidenceFor(score: number): number {
  return score >= 6 ? 0.85 : score >= 5 ? 0.8 : score >= 4 ? 0.7 : 0.6;
}

/** The title of a candidate: in his line, else in a line beside it, on the side on which this page sets them. */
function titleBeside(lines: readonly PageLine[], inside: readonly number[], candidate: Candidate, steps: readonly number[]): string | null {
  return (
    steps
      .map((step) => candidate.index + step)
      .filter((index) => inside.includes(index) || (index === candidate.index - 1 && sharesBlock(lines[index], lines[candidate.index])))
      .flatMap((index) => titleOf(lines[index]) ?? [])
      .find((text) => !hasGivenName(text)) ?? null
  );
}

/** The numbers of a candidate: those of his card; where a line names several people, as many numbers are theirs in turn. */
function phonesOf(finds: readonly LineFinds[], candidates: readonly Candidate[], at: number, inside: readonly number[]): string[] {
  const own = candidates[at];
  const together = candidates.filter((other) => other.index === own?.index);
  if (own === undefined || together.length === 1) {
    return inside.flatMap((index) => finds[index]?.phones ?? []);
  }
  const phones = finds[own.index]?.phones ?? [];
  const phone = phones.length === together.length ? phones[together.indexOf(own)] : undefined;
  return phone === undefined ? [] : [phone];
}

/** The people of a page as drafts, and which of its addresses and numbers are theirs. */
export function draftPeople(
  lines: readonly PageLine[],
  finds: readonly LineFinds[],
  candidates: readonly Candidate[],
): { drafts: Draft[]; taken: ReadonlySet<string> } {
  const taken = new Set<string>();
  const steps = titlesStandAbove(lines, candidates) ? [-1, 1, 2] : [1, 2, -1];
  const allEmails = finds.flatMap((find) => find.emails);
  const drafts = candidates.map((candidate, at): Draft => {
    const confidence = confidenceFor(candidate.score);
    const inside = cardLines(lines, finds, candidates, at);
    const isAlone = candidates.filter((other) => other.index === candidate.index).length === 1;
    const emails = inside
      .flatMap((index) => finds[index]?.emails ?? [])
      .filter((email) => !isSharedMailbox(email) || domainFits(email, candidate.name));
    const named = [...new Set(allEmails)].filter((email) => mailboxFits(email, candidate.name));
    // Where two people share a family name, the address in the card is whose it is.
    const fitting = named.filter((email) => emails.includes(email));
    const ownEmails =
      fitting.length > 0
        ? fitting
        : named.length > 0
          ? named.filter((email) => candidates.filter((other) => mailboxFits(email, other.name)).length === 1)
          : isAlone
            ? emails.filter((email) => !candidates.some((other) => mailboxFits(email, other.name)))
            : [];
    const phones = phonesOf(finds, candidates, at, inside);
    const title = candidate.title ?? (isAlone ? titleBeside(lines, inside, candidate, steps) : null);
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
