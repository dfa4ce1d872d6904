import { isMachineAddress, normalizeEmail, parseAddressList } from '#shared/capture/addresses.ts';
import { toLine } from '#shared/capture/line.ts';
import { GENERIC_READER } from '#shared/capture/generic-reader.ts';
import { toInstant, type Instant } from '#shared/model/field.ts';
import type { CapturedAddress, CapturedMessage } from '#shared/model/capture.ts';
import { attributeOf, contains, findAll, findFirst, isElement, isWithin, listChildren, parentOf, textOf } from './dom.ts';
import { readLocalDate } from './local-date.ts';
import { HIDDEN } from './open-message.ts';
import { readElementText } from './text.ts';

/**
 * The open message of a webmail that no adapter knows: a heading in the page's main part, then a short block with an address and
 * a date, then the text. Where two blocks could be it there is none: a wrong person is worse than none.
 */

const SINCE = '2026-11-01';
/** A webmail says somewhere in its address or title that it is one. */
const MAIL_PAGE =
  /mail|inbox|message|posteingang|postfach|nachricht|courri(?:er|el)|boîte|correo|bandeja|posta\b|poczta|почта|邮|郵|信箱|メール|메일/iu;
const PERSON = 'a[href^="mailto:" i], [email], [data-email], [data-hovercard-id*="@"], [title*="@"], [aria-label*="@"]';
const BODY =
  '[role="document"], article, [class*="message-body" i], [class*="messagebody" i], [class*="msg-body" i], [class*="mail-body" i], [class*="mail-content" i], [id*="message-body" i], [id*="messagebody" i], [id*="mailcontent" i]';
const TO = /^(?:to|an|à|para|a|til|till|do|kime|收件人|收件者|宛先|받는 사람)\s*[:：]?$/iu;
const CC = /^(?:cc|kopie|copie|cópia|抄送|副本|參考)\s*[:：]?$/iu;
const FROM = /^(?:from|von|de|da|van|fra|från|发件人|發件人|寄件者|差出人)\s*[:：]?$/iu;
/** Headers are short; a block of more text holds the letter too. */
const MAX_HEAD_LENGTH = 1500;
const MAX_CLIMB = 6;

function readPerson(element: Element): CapturedAddress | null {
  const href = attributeOf(element, 'href') ?? '';
  const told = /^mailto:/iu.test(href)
    ? (href.slice(7).split('?')[0] ?? '')
    : (['email', 'data-email', 'data-hovercard-id', 'title', 'aria-label']
        .map((name) => attributeOf(element, name) ?? '')
        .find((text) => text.includes('@')) ?? '');
  const [only, second] = parseAddressList(told.slice(0, 500));
  if (only === undefined || second !== undefined || normalizeEmail(only.email) === null) {
    return null;
  }
  const shown = toLine(attributeOf(element, 'name') ?? textOf(element));
  const name = shown.includes('@') || shown.length > 100 ? only.name : shown;
  return { name: name.toLowerCase() === only.email ? '' : name, email: only.email };
}

function readTime(head: Element, nowMs: number, locale: string | null): Instant | null {
  for (const time of findAll(head, 'time[datetime]')) {
    const written = attributeOf(time, 'datetime') ?? '';
    const at = /(?:Z|[+-]\d\d:?\d\d)$/u.test(written) ? Date.parse(written) : Number.NaN;
    if (!Number.isNaN(at) && at < nowMs + 36 * 60 * 60 * 1000) {
      return toInstant(at);
    }
  }
  const texts = [head, ...findAll(head, '*')].flatMap((element) => [
    attributeOf(element, 'title') ?? '',
    listChildren(element).some(isElement) ? '' : textOf(element),
  ]);
  const dates = texts.flatMap((text) => (text.length > 100 ? [] : (readLocalDate(text, { order: null, locale, nowMs }) ?? [])));
  const [only] = dates;
  return only !== undefined && dates.every((date) => date === only) ? only : null;
}

/** The smallest block around the first address that also holds a date; null where it would hold a letter. */
function findHead(person: Element, main: Element, nowMs: number, locale: string | null): { head: Element; sentAt: Instant } | null {
  let head: Element | null = person;
  for (let step = 0; head !== null && head !== main && step < MAX_CLIMB; step += 1) {
    if (textOf(head).length > MAX_HEAD_LENGTH) {
      return null;
    }
    const sentAt = readTime(head, nowMs, locale);
    if (sentAt !== null) {
      return { head, sentAt };
    }
    head = parentOf(head);
  }
  return null;
}

type Role = 'from' | 'to' | 'cc';

/** The people of a head with the lines in which they stand: labels part them; without labels the first is the sender. */
function readRoles(head: Element): { role: Role; person: CapturedAddress }[] {
  const roles: { role: Role; person: CapturedAddress }[] = [];
  let role: Role = 'from';
  const visit = (node: Node): void => {
    if (!isElement(node)) {
      const label = toLine(textOf(node));
      role = TO.test(label) ? 'to' : CC.test(label) ? 'cc' : FROM.test(label) ? 'from' : role;
      return;
    }
    const person = findAll(head, PERSON).includes(node) ? readPerson(node) : null;
    if (person !== null) {
      roles.push({ role, person });
      // One sender: whoever follows without a label is a recipient.
      role = role === 'from' ? 'to' : role;
      return;
    }
    listChildren(node).forEach(visit);
  };
  visit(head);
  return roles;
}

/** The text after a head: a block that is marked as the letter, else what follows the head or a block around it. */
function findBody(head: Element, main: Element, selector: string): Element | null {
  const marked = findAll(main, selector).filter((element) => !contains(element, head) && !contains(head, element));
  const [longest] = marked.toSorted((a, b) => textOf(b).length - textOf(a).length);
  if (longest !== undefined) {
    return longest;
  }
  for (let block: Element | null = head; block !== null && block !== main; block = parentOf(block)) {
    const above: Element | null = parentOf(block);
    const siblings = above === null ? [] : listChildren(above).filter(isElement);
    const next = siblings.slice(siblings.indexOf(block) + 1).find((sibling) => textOf(sibling).trim() !== '');
    if (next !== undefined) {
      return next;
    }
  }
  return null;
}

/** The open message, or null where the page does not show one clearly. `letter`: what is known to hold its text. */
export function readGenericMail(document: Document, url: URL, nowMs: number, letter = ''): CapturedMessage | null {
  const body = letter === '' ? BODY : `${BODY}, ${letter}`;
  const told = `${url.hostname} ${url.pathname} ${url.hash} ${textOf(findFirst(document, 'title'))}`;
  const mains = findAll(document, '[role="main"], main').filter((element) => {
    const above = parentOf(element);
    return (above === null || !isWithin(above, '[role="main"], main')) && !isWithin(element, HIDDEN);
  });
  const [main] = mains;
  if (main === undefined || mains.length > 1 || !MAIL_PAGE.test(told)) {
    return null;
  }
  const locale = attributeOf(findFirst(document, 'html'), 'lang');
  const headings = findAll(main, 'h1, h2, h3, [role="heading"]').filter((element) => {
    const text = toLine(textOf(element));
    return text !== '' && text.length <= 300 && !isWithin(element, body);
  });
  // In document order: the heading, then the first address after it.
  const all = findAll(main, `h1, h2, h3, [role="heading"], ${PERSON}`);
  const open = headings.flatMap((heading, index) => {
    const from = all.indexOf(heading);
    const next = headings[index + 1];
    const until = next === undefined ? all.length : all.indexOf(next);
    const people = all
      .slice(from + 1, until)
      .filter((element) => !headings.includes(element) && !isWithin(element, body) && readPerson(element) !== null);
    // A folded message of the conversation has a head of its own: then which one is open is not told.
    const heads = people.flatMap((person) => findHead(person, main, nowMs, locale) ?? []);
    const [found] = heads;
    return found !== undefined && heads.every(({ head }) => contains(found.head, head) || contains(head, found.head)) ? [{ heading, ...found }] : [];
  });
  const [only] = open;
  if (only === undefined || open.length > 1) {
    return null;
  }
  const roles = readRoles(only.head);
  const senders = roles.filter(({ role }) => role === 'from').map(({ person }) => person);
  const [from] = senders;
  const letters = findBody(only.head, main, body);
  if (from === undefined || senders.length > 1 || roles[0]?.person !== from || letters === null) {
    return null;
  }
  const text = readElementText(letters, '').text;
  if (text.trim() === '') {
    return null;
  }
  return {
    adapter: `${GENERIC_READER}${SINCE}`,
    messageId: null,
    nativeId: null,
    threadId: null,
    from,
    to: roles.filter(({ role }) => role === 'to').map(({ person }) => person),
    cc: roles.filter(({ role }) => role === 'cc').map(({ person }) => person),
    replyTo: [],
    subject: toLine(textOf(only.heading)),
    sentAt: only.sentAt,
    precision: 'minute',
    text,
    signature: null,
    automatic: isMachineAddress(from.email),
    ownAddresses: [],
    notes: [],
  };
}
