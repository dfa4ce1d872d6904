import type { CapturedAddress, CapturedMessage, CaptureNote } from '#shared/model/capture.ts';
import { isMachineAddress, normalizeEmail, parseAddressList } from '#shared/capture/addresses.ts';
import { readHtml } from '#shared/capture/html/tokens.ts';
import { toLine } from '#shared/capture/line.ts';
import { removeQuote } from '#shared/capture/text/quotes.ts';
import { splitSignature } from '#shared/capture/text/signature.ts';
import type { Adapter, AdapterVersion, PageFacts, PeopleAnchor } from '../adapters/adapter.ts';
import { adapters } from '../adapters/index.ts';
import { attributeOf, findAll, findFirst, isMatch, isWithin, listChildren, isElement, textOf } from './dom.ts';
import { readLocalDate } from './local-date.ts';
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

/** The element of a header line: the last one in the scope, since a short table may stand before the whole one. */
function findCell(scope: Element, selector: string): Element | null {
  return findAll(scope, selector).at(-1) ?? null;
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

function readPerson(element: Element, anchor: PeopleAnchor): CapturedAddress | null {
  const email = toLine(attributeOf(element, anchor.address) ?? '').toLowerCase();
  const name = toLine(textOf(element));
  return normalizeEmail(email) === null ? null : { name: name.toLowerCase() === email ? '' : name, email };
}

/** The people of a header line; `hidden` is true where the page says that there are more than it gives. */
function readPeople(scope: Element, anchor: PeopleAnchor, adapter: Adapter): { people: CapturedAddress[]; hidden: boolean } {
  const cell = findCell(scope, anchor.cell);
  if (cell === null) {
    return { people: [], hidden: false };
  }
  const shown = findAll(cell, anchor.person).flatMap((element) => readPerson(element, anchor) ?? []);
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
    const isLeaf = links === 0 && !isWithin(element, 'a') && !isMatch(element, anchor.person) && !listChildren(element).some(isElement);
    return isLeaf && textOf(element).includes('@') ? parseAddressList(textOf(element)) : [];
  });
}

function readSubject(scope: Element, version: AdapterVersion, adapter: Adapter): string | null {
  const element = findFirst(scope, version.subject.select);
  if (element === null) {
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
    from: readPeople(scope, version.from, adapter),
    to: readPeople(scope, version.to, adapter),
    cc: readPeople(scope, version.cc, adapter),
  };
  const from = lines.from.people[0] ?? null;
  if (from === null || lines.from.people.length > 1 || contradicts(from, facts)) {
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
  const dateText = toLine(textOf(findCell(scope, version.date)));
  const sentAt = readLocalDate(dateText, { order: facts.dateOrder, locale: facts.locale, nowMs });
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
    replyTo: readPeople(scope, version.replyTo, adapter).people,
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
  return { kind: 'no-webmail' };
}
