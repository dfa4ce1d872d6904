import type { LineFinds } from './page-found.ts';
import type { PageLine } from './page-line.ts';
import { looksLikeTitle } from './text/titles.ts';

/** A card of more lines than this is no card of one person. */
const MAX_CARD_LINES = 14;
/** Below a name in running blocks, so many lines speak of it. */
const MAX_LINES_BELOW = 9;
/** A short line that opens another part of the page. */
const SECTION =
  /^(?:kontakt(?:daten)?|contact(?: us| details)?|adresse|anschrift|address|(?:our )?(?:head )?office|zentrale|registereintrag|umsatzsteuer.{0,12}|ust-id.{0,12}|handelsregister|haftung.{0,30}|opening hours|hours|öffnungszeiten|horaires|coordonnées|联系方式|联系我们|公司地址|所在地|本社|お問い?合わせ(?:先)?|アクセス)\s*[:：]?$/iu;
/** A number that is everybody's. */
const SWITCHBOARD =
  /^(?:switchboard|reception|front desk|main (?:line|number|office|switchboard|phone)|general (?:line|enquiries|inquiries)|zentrale|sekretariat|empfang|conmutador|centralita|centralino|standard|代表電話|総合案内|总机|總機|公司电话|公司電話|대표전화)(?![\p{L}])/iu;
/** Who stands for a company by law: the numbers below are the company's. */
const LEGAL =
  /^(?:vertreten durch|vertretungsberechtigt\p{L}*|geschäftsführ\p{L}+|vorstand|managing directors?|legal representative|représentant légal|gérant|directeur de la publication|法定代表人|法人代表|代表者(?:名)?)\b.{0,30}[:：]?/iu;

/** How many of the blocks that hold them two lines share. */
export function countShared(one: readonly number[], other: readonly number[]): number {
  let depth = 0;
  while (depth < one.length && depth < other.length && one[depth] === other[depth]) {
    depth += 1;
  }
  return depth;
}

/** Two lines of one neighbourhood: they stand in blocks whose holders are at most two levels apart. */
export function sharesBlock(one: PageLine | undefined, other: PageLine | undefined): boolean {
  return one !== undefined && other !== undefined && countShared(one.blocks, other.blocks) >= Math.min(one.blocks.length, other.blocks.length) - 3;
}

/** True where a line opens another part of the page than the one that a name stands in. */
function opensPart(other: PageLine, line: PageLine): boolean {
  return (other.heading > 0 && (line.heading === 0 || other.heading <= line.heading)) || SECTION.test(other.text) || SWITCHBOARD.test(other.text);
}

type Placed = { readonly index: number };

/** The largest block around a name in which nobody else is named and no other part of the page begins; empty where none is. */
function blockAround(lines: readonly PageLine[], line: PageLine, own: number, shared: number): number[] {
  let best: number[] = [];
  for (let depth = line.blocks.length - 1; depth >= shared; depth -= 1) {
    const block = line.blocks[depth];
    // The lines of a block follow one another: it is read from the name to both sides.
    let from = own;
    let to = own;
    while (own - from <= MAX_CARD_LINES && lines[from - 1]?.blocks[depth] === block) {
      from -= 1;
    }
    while (to - own <= MAX_CARD_LINES && lines[to + 1]?.blocks[depth] === block) {
      to += 1;
    }
    const inside = Array.from({ length: to - from + 1 }, (_entry, step) => from + step);
    const isOpen = inside.some((index) => index !== own && opensPart(lines[index] ?? line, line));
    if (inside.length > MAX_CARD_LINES || isOpen) {
      break;
    }
    best = inside;
  }
  return best.length > 1 ? best : [];
}

/**
 * The lines that speak of one person: those of the largest block in which nobody else is named, or, where the names follow one
 * another in one block, the lines from the name to the next name or heading.
 */
export function cardLines(lines: readonly PageLine[], finds: readonly LineFinds[], candidates: readonly Placed[], at: number): number[] {
  const own = candidates[at];
  const line = own === undefined ? undefined : lines[own.index];
  if (own === undefined || line === undefined) {
    return [];
  }
  const isLegal = LEGAL.test(line.text) || LEGAL.test(lines[own.index - 1]?.text ?? '') || LEGAL.test(line.label);
  // A long line is a sentence: what it says stands in it.
  if (isLegal || line.text.length > 160) {
    return [own.index];
  }
  const others = candidates.filter((other) => other.index !== own.index).map((other) => lines[other.index]);
  const shared = Math.max(0, ...others.map((other) => countShared(line.blocks, other?.blocks ?? [])));
  const around = blockAround(lines, line, own.index, shared);
  if (around.length > 0) {
    return around;
  }
  const next = candidates.find((other) => other.index > own.index)?.index ?? lines.length;
  const inside: number[] = [];
  const hasContact = (index: number): boolean =>
    (finds[index]?.phones.length ?? 0) + (finds[index]?.emails.length ?? 0) + (finds[index]?.faxes.length ?? 0) > 0;
  for (let index = own.index; index < Math.min(next, own.index + MAX_LINES_BELOW); index += 1) {
    const other = lines[index];
    if (other === undefined || (index > own.index && opensPart(other, line)) || !sharesBlock(other, line)) {
      break;
    }
    // Behind a person's numbers, words with a number below them are somebody else's: `Farm shop`, and its phone.
    const isNext =
      inside.some(hasContact) && !hasContact(index) && hasContact(index + 1) && !looksLikeTitle(other.text) && !/[:：]$/u.test(other.text);
    if (isNext) {
      break;
    }
    inside.push(index);
  }
  return inside;
}
