import type { CapturedAddress, CapturedMessage, CaptureNote } from '#shared/model/capture.ts';
import { isMachineAddress, normalizeEmail, parseAddressList } from '#shared/capture/addresses.ts';
import { readHtml } from '#shared/capture/html/tokens.ts';
import { toLine } from '#shared/capture/line.ts';
import { removeQuote } from '#shared/capture/text/quotes.ts';
import { splitSignature } from '#shared/capture/text/signature.ts';
import type { Adapter, AdapterVersion, PageFacts, PeopleAnchor } from '../adapters/adapter.ts';
import { adapters } from '../adapters/index.ts';
import { attributeOf, findAll, findFirst, isElement, isMatch, isWithin, listChildren, textOf } from './dom.ts';
import { readGenericMail } from './generic-mail.ts';
import { readLocalDate, readZonedDate } from './local-date.ts';
import { readElementText } from './text.ts';

/**
 * What a page is. `list`: a known webmail without an open message here. `unreadable`: a message is open but an anchor is gone;
 * `missing` names it. In `message`, `missing` names anchors that the message can do without.
 */
export type PageReading =
  | { readonly kind: 'message'; readonly message: CapturedMessage; readonly rawUrl: string | null; readonly missing: readonly string[] }
  | { readonly kind: 'list'; readonly adapter: string }
  | { readonly kind: 'unreadable'; readonly adapter: string; readonly missing: readonly string[] }
  | { readonly kind: 'no-webmail' };

/** The webmail's own elements in a scope: none from the message's body, where a mail may imitate them. */
function findOutside(scope: Element, selector: string, body: string): Element[] {
  return findAll(scope, selector).filter((element) => !isWithin(element, body));
}

/** The element of a header line: the last one in the scope, since a short table may stand before the whole one. */
function findCell(scope: Element, selector: string, body: string): Element | null {
  return findOutside(scope, selector, body).at(-1) ?? null;
}

/** People as links in a piece of HTML text, as a webmail keeps them in a script. */
function readLinkedPeople(html: string): CapturedAddress[] {
  const people: CapturedAddress[] = [];
  let open: { email: string; name: string } | null = null;
  readHtml(html.slice(0, 500_000), {
    open: (tag, attribute) => {
      const href = tag === 'a' ? (attribute('href') ?? '') : '';
      open = /^mailto:/iu.test(href) ? { email: (attribute('title') ?? href.slice(7)).trim().toLowerCase(), name: '' } : open;
    },
    text: (text) => {
      if (open !== null) {
        open.name += text;
      }
    },
    close: (tag) => {
      if (tag === 'a' && open !== null && normalizeEmail(open.email) !== null) {
        people.push({ email: toLine(open.email), name: toLine(open.name) === open.email ? '' : toLine(open.name) });
      }
      open = tag === 'a' ? null : open;
    },
    raw: () => undefined,
  });
  return people;
}

/** A person, or his name alone where the page gives no address, or null where there is neither. */
function readPerson(element: Element, anchor: PeopleAnchor, name: string | null): CapturedAddress | string | null {
  const shown = toLine(textOf(element));
  if (anchor.address === null) {
    const [only, second] = parseAddressList(shown);
    if (only === undefined || second !== undefined) {
      return shown === '' ? null : shown;
    }
    return { name: name === null || name.toLowerCase() === only.email ? only.name : name, email: only.email };
  }
  const email = toLine(attributeOf(element, anchor.address) ?? '').toLowerCase();
  return normalizeEmail(email) === null ? null : { name: shown.toLowerCase() === email ? '' : (name ?? shown), email };
}

/** The people of a header line; `hidden` is true where the page says that there are more than it gives. */
function readPeople(scope: Element, anchor: PeopleAnchor, adapter: Adapter, body: string): { people: CapturedAddress[]; hidden: boolean } {
  const cell = findCell(scope, anchor.cell, body);
  if (cell === null) {
    return { people: [], hidden: false };
  }
  const nameElement = anchor.name === null ? null : findCell(scope, anchor.name, body);
  const name = nameElement === null ? null : toLine(textOf(nameElement));
  const entries = (anchor.person === null ? [cell] : findAll(cell, anchor.person)).flatMap((element) => readPerson(element, anchor, name) ?? []);
  const shown = entries.filter((entry) => typeof entry !== 'string');
  if (anchor.address === null) {
    return { people: shown, hidden: shown.length < entries.length };
  }
  const more = adapter.hiddenPeople(cell);
  const all = more === '' ? [] : readLinkedPeople(more);
  // Addresses that the webmail does not link (RFC 6532) stand as text between the links.
  const people = all.length > shown.length ? all : shown.length > 0 ? shown : parseAddressList(textOf(cell));
  const known = new Set(people.map((person) => person.email));
  const plain = all.length > shown.length ? [] : readPlainPeople(cell, anchor).filter((person) => !known.has(person.email));
  return { people: [...people, ...plain], hidden: more !== '' && all.length === 0 };
}

/** People of a cell that stand as text beside linked ones. */
function readPlainPeople(cell: Element, anchor: PeopleAnchor): CapturedAddress[] {
  return findAll(cell, '*').flatMap((element) => {
    const links = findAll(element, 'a').length;
    const isLeaf =
      links === 0 &&
      !isWithin(element, 'a') &&
      !(anchor.person !== null && isMatch(element, anchor.person)) &&
      !listChildren(element).some(isElement);
    return isLeaf && textOf(element).includes('@') ? parseAddressList(textOf(element)) : [];
  });
}

function readSubject(scope: Element, version: AdapterVersion, adapter: Adapter): string | null {
  const [element] = findOutside(scope, version.subject.select, version.body);
  if (element === undefined) {
    return version.subject.isOptional ? '' : null;
  }
  const read = (node: Node): string => {
    if (!isElement(node)) {
      return textOf(node);
    }
    return version.subject.without.some((selector) => isMatch(node, selector)) ? '' : listChildren(node).map(read).join('');
  };
  const subject = toLine(read(element));
  return adapter.isNoSubject(subject) ? '' : subject;
}

/** True where the page's own data names another sender than the cell that was read: then the layout is not the known one. */
function contradicts(from: CapturedAddress, facts: PageFacts): boolean {
  const shown = normalizeEmail(from.email);
  const told = facts.sender === null ? null : normalizeEmail(facts.sender.email);
  return told !== null && shown !== told;
}

function toMegabytes(bytes: number): string {
  return `${(bytes / (1024 * 1024)).toFixed(1)} MB`;
}

type Reading = { message: CapturedMessage | null; missing: string[] };

function readVersion(document: Document, adapter: Adapter, version: AdapterVersion, scope: Element, nativeId: string | null, nowMs: number): Reading {
  const facts = adapter.facts(document);
  const missing: string[] = [];
  const notes: CaptureNote[] = [];
  const lines = {
    from: readPeople(scope, version.from, adapter, version.body),
    to: readPeople(scope, version.to, adapter, version.body),
    cc: readPeople(scope, version.cc, adapter, version.body),
  };
  const from = lines.from.people[0] ?? null;
  // Several authors (RFC 5322 3.6.2) are read as such only where the page's own data names the first of them too.
  if (from === null || (lines.from.people.length > 1 && facts.sender === null) || contradicts(from, facts)) {
    missing.push('sender');
  }
  const subject = readSubject(scope, version, adapter);
  if (subject === null) {
    missing.push('subject');
  }
  const body = findFirst(document, version.body);
  if (body === null) {
    missing.push('body');
  }
  if (nativeId === null) {
    missing.push('id');
  }
  if (from === null || body === null || subject === null || missing.length > 0) {
    return { message: null, missing };
  }
  const dateText = toLine(textOf(findCell(scope, version.date, version.body)));
  const sentAt = readZonedDate(dateText, facts.locale) ?? readLocalDate(dateText, { order: facts.dateOrder, locale: facts.locale, nowMs });
  if (sentAt === null) {
    missing.push('date');
    notes.push({ key: 'date-missing', detail: dateText });
  }
  const { text: whole, cutBytes } = readElementText(body, version.bodyEnd);
  if (cutBytes > 0) {
    notes.push({ key: 'text-cut', detail: toMegabytes(cutBytes) });
  }
  if (lines.to.hidden || lines.cc.hidden) {
    notes.push({ key: 'addresses-hidden', detail: '' });
  }
  const text = removeQuote(whole);
  const message: CapturedMessage = {
    adapter: `${adapter.id}@${version.since}`,
    messageId: null,
    nativeId,
    threadId: null,
    from,
    to: lines.to.people,
    cc: lines.cc.people,
    replyTo: readPeople(scope, version.replyTo, adapter, version.body).people,
    subject,
    sentAt,
    precision: 'minute',
    text,
    signature: splitSignature(text, from).signature,
    automatic: isMachineAddress(from.email),
    ownAddresses: [...facts.ownAddresses],
    notes,
  };
  return { message, missing };
}

function readWith(adapter: Adapter, document: Document, url: URL, nowMs: number): PageReading {
  const place = adapter.place(document, url);
  if (place.kind === 'elsewhere') {
    return { kind: 'no-webmail' };
  }
  if (place.kind === 'list') {
    return { kind: 'list', adapter: adapter.id };
  }
  // The place of the message is there, and nothing in it yet: it is still on its way.
  const views = adapter.view === null ? [] : findAll(document, adapter.view);
  if (adapter.view !== null && views.every((view) => textOf(view).trim() === '')) {
    return { kind: 'list', adapter: adapter.id };
  }
  let missing: readonly string[] = ['header'];
  for (const version of adapter.versions) {
    const scopes = findAll(document, version.scope).filter((scope) => !isWithin(scope, version.body));
    const [scope] = scopes;
    if (scope === undefined) {
      continue;
    }
    // Two headers outside of the body: which of them is the open message's is not guessed.
    const reading =
      scopes.length > 1 ? { message: null, missing: ['header'] } : readVersion(document, adapter, version, scope, place.nativeId, nowMs);
    if (reading.message !== null) {
      return { kind: 'message', message: reading.message, rawUrl: place.rawUrl, missing: reading.missing };
    }
    missing = reading.missing;
  }
  return { kind: 'unreadable', adapter: adapter.id, missing };
}

/** An element that a webmail draws one message in, with the id of the message that the page's address names at this moment. */
export type DrawnMessage = { readonly element: Element; readonly nativeId: string | null };

/** The elements that hold a message now, of webmails whose address changes before the message does. */
export function listDrawn(document: Document, url: string): DrawnMessage[] {
  return adapters.flatMap((adapter) => {
    const elements = adapter.view === null ? [] : findAll(document, adapter.view);
    const place = elements.length > 0 && URL.canParse(url) ? adapter.place(document, new URL(url)) : null;
    return place?.kind === 'message' ? elements.map((element) => ({ element, nativeId: place.nativeId })) : [];
  });
}

/** What the page shows, read without touching it: the same in a browser's page and in a test. `nowMs` dates "Today 11:30". */
export function readPage(document: Document, url: string, nowMs: number = Date.now()): PageReading {
  if (!URL.canParse(url)) {
    return { kind: 'no-webmail' };
  }
  for (const adapter of adapters) {
    try {
      const reading = readWith(adapter, document, new URL(url), nowMs);
      if (reading.kind !== 'no-webmail') {
        return reading;
      }
    } catch {
      // One adapter's fault is told as such and leaves the page to nobody: a wrong person is worse than none.
      return { kind: 'unreadable', adapter: adapter.id, missing: ['adapter'] };
    }
  }
  const message = readGenericMail(document, new URL(url), nowMs);
  return message === null ? { kind: 'no-webmail' } : { kind: 'message', message, rawUrl: null, missing: [] };
}
