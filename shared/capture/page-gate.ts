import type { PageLine, PageTraits } from './page-line.ts';

/** What a page of contacts is called, in its address, its title or its first headings. */
const CONTACT_WORD =
  /\b(?:contacts?|contact-?us|kontakte?|ansprechpartner(?:in)?|impressum|imprint|about|about-?us|über-?uns|ueber-?uns|team|our-?team|staff|people|directory|faculty|locations?|standorte|filialen|stores?|branches|offices|contacto|contactos|contatti|contato|equipo|équipe|equipe|mitarbeiter|reach us|get in touch|find us|customer service|who we are|leadership|management|board|legal-?notice|mentions-?légales|aviso-?legal)\b|联系|聯絡|联络|關於|关于|会社概要|お問い合わせ|연락처/iu;

/** What no story is called by. */
const SURE_CONTACT_WORD =
  /\b(?:contact-?us|contacts?|kontakte?|ansprechpartner(?:in)?|impressum|imprint|contatti|contacto|contato|get in touch|reach us)\b|联系我们|聯絡我們|联络|お問い合わせ|연락처/iu;

/** So many words in a line are a sentence of prose, not of a card. */
const PROSE_WORDS = 20;

function countWords(text: string): number {
  const words = text.split(/\s+/u).length;
  // Chinese and Japanese are written without spaces: two characters make about one word.
  return words + Math.floor((text.match(/[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}]/gu)?.length ?? 0) / 2);
}

/** Words of running text: long lines, wherever they stand: a program may call the whole page its footer. */
export function countProse(lines: readonly PageLine[]): number {
  return lines.reduce((sum, line) => {
    const words = line.region === 'nav' ? 0 : countWords(line.text);
    return sum + (words >= PROSE_WORDS ? words : 0);
  }, 0);
}

function isCalled(lines: readonly PageLine[], traits: PageTraits, word: RegExp): boolean {
  const heads = lines.filter((line) => line.heading > 0 && line.heading <= 2 && line.text.length <= 60).slice(0, 3);
  const called = [decodePath(traits.path), traits.title.slice(0, 200), ...heads.map((line) => line.text)];
  return called.some((text) => word.test(text));
}

/** True where the page calls itself a page of contacts. */
export function isContactPage(lines: readonly PageLine[], traits: PageTraits): boolean {
  return traits.kind === 'contact' || isCalled(lines, traits, CONTACT_WORD);
}

/** True where a page calls itself by a word that only pages of contacts are called by. */
export function isSurelyContactPage(lines: readonly PageLine[], traits: PageTraits): boolean {
  return traits.kind === 'contact' || isCalled(lines, traits, SURE_CONTACT_WORD);
}

function decodePath(path: string): string {
  try {
    return decodeURIComponent(path).replace(/[_/.]/gu, ' ');
  } catch {
    return path;
  }
}

/**
 * True for a page that tells a story: its people are written about, and its addresses are the editors'. Nobody of it is offered.
 * `contacts` is how many phones, addresses and e-mails stand in its main part, `profiles` how many people it presents with titles.
 */
export function isArticle(lines: readonly PageLine[], traits: PageTraits, contacts: number, profiles: number): boolean {
  const prose = countProse(lines);
  const isContact = isContactPage(lines, traits);
  // Programs that mark every page as an article mark this one too.
  if (prose < 120 && isSurelyContactPage(lines, traits)) {
    return false;
  }
  const marks = (traits.kind === 'article' ? 3 : 0) + (traits.isMarkedArticle ? 2 : 0) + (traits.isDated ? 2 : 0) + (traits.hasByline ? 1 : 0);
  if (contacts === 0 && !isContact && marks >= 2) {
    return true;
  }
  const length = prose >= 600 ? 3 : prose >= 250 ? 2 : prose >= 120 ? 1 : 0;
  // A page of contacts that a publishing program calls an article has little prose for each contact.
  const contactWeight = (isContact ? 3 : 0) + (contacts >= 6 ? 3 : contacts >= 3 ? 2 : contacts >= 1 ? 1 : 0) + (profiles >= 2 ? 3 : 0);
  const isSparse = contacts === 0 || prose / contacts > 400;
  return marks + length >= 3 && (isSparse ? marks + length > contactWeight - 1 : marks + length > contactWeight);
}
