import type { CapturedAddress, CapturedMessage, CaptureNote } from '#shared/model/capture.ts';
import { isMachineAddress, normalizeEmail } from '#shared/capture/addresses.ts';
import { toLine } from '#shared/capture/line.ts';
import type { Adapter, AdapterVersion, IdAnchor, MessagePlace, PageFacts } from '../adapters/adapter.ts';
import { adapters } from '../adapters/index.ts';
import { readCompose, type ComposeReading } from './compose.ts';
import { attributeOf, contentOf, findAll, findFirst, isElement, isMatch, listChildren, textOf } from './dom.ts';
import { findCell, findOutside, labelOf, readPeople, type Scope } from './drawn-people.ts';
import { readGenericMail } from './generic-mail.ts';
import { readShownDate } from './local-date.ts';
import { countMessages, findOpenConversation, type OpenConversation } from './open-message.ts';
import { readElementText } from './text.ts';

/**
 * What a page is. `list`: a known webmail without an open message here. `unreadable`: a message is open but an anchor is gone;
 * `missing` names it, and `fallback` is what the reader for unknown webmails makes of the page. In `message`, `missing` names anchors
 * that the message can do without. `at` is a mark that another open message does not have. `compose`: a mail is being written.
 */
export type PageReading =
  | {
      readonly kind: 'message';
      readonly message: CapturedMessage;
      readonly rawUrl: string | null;
      readonly missing: readonly string[];
      readonly at: string;
    }
  | ({ readonly kind: 'compose'; readonly adapter: string } & ComposeReading)
  | { readonly kind: 'list'; readonly adapter: string }
  | {
      readonly kind: 'unreadable';
      readonly adapter: string;
      readonly missing: readonly string[];
      readonly at: string;
      readonly fallback: CapturedMessage | null;
    }
  | { readonly kind: 'no-webmail' };

function readSubject(scope: Scope, version: AdapterVersion, adapter: Adapter): string | null {
  const { subject } = version;
  const found = findOutside(scope, subject.select);
  const [element] = found;
  if (element === undefined || (subject.within === 'page' && found.length > 1)) {
    return subject.isOptional ? '' : null;
  }
  const read = (node: Node): string => {
    if (!isElement(node)) {
      return textOf(node);
    }
    return subject.without.some((selector) => isMatch(node, selector)) ? '' : listChildren(node).map(read).join('');
  };
  const told = subject.attribute === null ? '' : toLine(attributeOf(element, subject.attribute) ?? '');
  const text = told === '' ? toLine(read(element)) : told;
  return adapter.isNoSubject(text) ? '' : text;
}

/** True where the page's own data names another sender than the cell that was read: then the layout is not the known one. */
function contradicts(from: CapturedAddress, facts: PageFacts): boolean {
  const shown = normalizeEmail(from.email);
  const told = facts.sender === null ? null : normalizeEmail(facts.sender.email);
  return told !== null && shown !== told;
}

/** True where the cells of sender and date belong to one message, as far as their ids tell. */
function areKin(scope: Scope, version: AdapterVersion): boolean {
  const { kin } = version;
  const ids =
    kin === null ? [] : [version.from.cell, version.date.select].map((cell) => kin.exec(attributeOf(findCell(scope, cell, null), 'id') ?? '')?.[1]);
  return ids.length === 0 || ids[0] === ids[1];
}

function toMegabytes(bytes: number): string {
  return `${(bytes / (1024 * 1024)).toFixed(1)} MB`;
}

/** The one id that an anchor gives, or null where there is none or more than one. */
function readId(document: Document, open: OpenMessage, anchor: IdAnchor, body: string): string | null {
  const within = { message: open.message, root: open.root, page: document }[anchor.within];
  const ids = findOutside({ within, body }, anchor.select).flatMap(
    (element) => anchor.pattern.exec(attributeOf(element, anchor.attribute) ?? '')?.[1] ?? [],
  );
  const [only, second] = [...new Set(ids)];
  return only !== undefined && second === undefined ? only : null;
}

function readDate(
  scope: Scope,
  { date }: AdapterVersion,
  facts: PageFacts,
  nowMs: number,
): { text: string; shown: ReturnType<typeof readShownDate> } {
  const cell = findCell(scope, date.select, date.label);
  const told = date.attribute === null ? '' : toLine(attributeOf(cell, date.attribute) ?? '');
  const style = { order: facts.dateOrder, locale: facts.locale, nowMs };
  const text = toLine(textOf(cell));
  const inText = date.label === null || cell === null ? text : text.slice(labelOf(cell).length).trim();
  return { text: told === '' ? text : told, shown: readShownDate(told, style) ?? readShownDate(inText, style) };
}

/** The open message: what holds it, and the conversation that it stands in. */
type OpenMessage = { readonly message: Element | Document; readonly root: Element | Document; readonly isNewestOfSeveral: boolean };

/**
 * Of several unfolded messages of one conversation the one that the user is at, else the newest by its date, as the webmails choose
 * the message that an answer goes to; null where the dates do not tell.
 */
function chooseMessage(page: Page, version: AdapterVersion, { root, messages, focused }: OpenConversation): OpenMessage | null {
  const [only, second] = focused.length === 1 ? focused : messages;
  if (only === undefined || second === undefined) {
    return only === undefined ? null : { message: only, root, isNewestOfSeveral: false };
  }
  const facts = page.adapter.facts(page.document);
  const dated = messages
    .map((message) => ({ message, at: readDate({ within: message, body: version.body }, version, facts, page.nowMs).shown?.at ?? null }))
    .toSorted((a, b) => (b.at ?? '').localeCompare(a.at ?? ''));
  const [newest, next] = dated;
  const isTold = dated.every(({ at }) => at !== null) && newest?.at !== next?.at;
  return newest !== undefined && isTold ? { message: newest.message, root, isNewestOfSeveral: true } : null;
}

type Reading = { message: CapturedMessage | null; rawUrl: string | null; missing: string[] };

function readVersion(page: Page, version: AdapterVersion, open: OpenMessage, header: Element | Document, place: MessagePlace): Reading {
  const { document, url, adapter, nowMs } = page;
  const facts = adapter.facts(document);
  const scope: Scope = { within: header, body: version.body };
  const missing: string[] = [];
  const notes: CaptureNote[] = [];
  const lines = {
    from: readPeople(scope, version.from, adapter),
    to: readPeople(scope, version.to, adapter),
    cc: readPeople(scope, version.cc, adapter),
  };
  const from = lines.from.people[0] ?? null;
  // Several authors (RFC 5322 3.6.2) are read as such only where the page's own data names the first of them too.
  if (from === null || (lines.from.people.length > 1 && facts.sender === null) || contradicts(from, facts) || !areKin(scope, version)) {
    // A webmail that shows the name alone has not changed its layout.
    missing.push(from === null && adapter.hasNamesAlone && lines.from.hidden ? 'address' : 'sender');
  }
  const subject = readSubject({ within: { header, root: open.root, page: document }[version.subject.within], body: version.body }, version, adapter);
  if (subject === null) {
    missing.push('subject');
  }
  const outer = findFirst(open.message, version.body);
  const body = outer === null ? null : contentOf(outer);
  if (body === null) {
    missing.push('body');
  }
  const nativeId = place.nativeId ?? (version.nativeId === null ? null : readId(document, open, version.nativeId, version.body));
  if (nativeId === null) {
    missing.push('id');
  }
  if (from === null || body === null || subject === null || missing.length > 0) {
    return { message: null, rawUrl: null, missing };
  }
  const { text: dateText, shown } = readDate(scope, version, facts, nowMs);
  if (shown === null) {
    missing.push(...(version.date.select === '' ? [] : ['date']));
    notes.push({ key: 'date-missing', detail: dateText });
  }
  const { text, cutBytes } = readElementText(body, version.bodyEnd);
  if (cutBytes > 0) {
    notes.push({ key: 'text-cut', detail: toMegabytes(cutBytes) });
  }
  if (open.isNewestOfSeveral) {
    notes.push({ key: 'newest-of-several', detail: '' });
  }
  if (lines.to.hidden || lines.cc.hidden) {
    notes.push({ key: 'addresses-hidden', detail: '' });
  }
  const message: CapturedMessage = {
    adapter: `${adapter.id}@${version.since}`,
    messageId: null,
    nativeId,
    threadId: version.threadId === null ? null : readId(document, open, version.threadId, version.body),
    from,
    to: lines.to.people,
    cc: lines.cc.people,
    replyTo: readPeople(scope, version.replyTo, adapter).people,
    subject,
    sentAt: shown?.at ?? null,
    precision: shown?.precision ?? 'minute',
    text,
    signature: null,
    automatic: isMachineAddress(from.email),
    ownAddresses: [...new Set([...facts.ownAddresses, ...lines.from.self, ...lines.to.self, ...lines.cc.self])],
    notes,
  };
  return { message, rawUrl: place.rawUrl ?? (nativeId === null ? null : (adapter.rawUrl?.(nativeId, url) ?? null)), missing };
}

/** What is read, and with whose table. */
type Page = { readonly document: Document; readonly url: URL; readonly adapter: Adapter; readonly nowMs: number };

/** The headers of the open message. Two outside of the body: which of them is the open message's is not guessed. */
function findHeader(open: OpenMessage, version: AdapterVersion): Element | Document | 'several' | null {
  if (version.scope === '') {
    return open.message;
  }
  const [only, second] = findOutside({ within: open.message, body: version.body }, version.scope);
  return second === undefined ? (only ?? null) : 'several';
}

/** A mark of the address and the title, which name the open message in most webmails: 32 bits that tell nothing else (FNV-1a). */
function markOf({ document, url }: Page): string {
  let mark = 0x811c9dc5;
  for (const character of `${url.href} ${textOf(findFirst(document, 'title'))}`) {
    mark = Math.imul(mark ^ (character.codePointAt(0) ?? 0), 0x01000193);
  }
  return (mark >>> 0).toString(16);
}

/** What the reader for unknown webmails makes of a page whose layout changed. It knows nothing of folded messages, and might take one. */
function readFallback({ document, url, adapter, nowMs }: Page): CapturedMessage | null {
  const mayBeFolded = adapter.versions.some((version) => {
    const messages = countMessages(document, version);
    return messages > 1 || (messages === 1 && findFirst(document, version.body) === null);
  });
  return mayBeFolded ? null : readGenericMail(document, url, nowMs, [...new Set(adapter.versions.map((version) => version.body))].join(', '));
}

function readOpenMessage(page: Page, place: MessagePlace): PageReading {
  const { document, adapter } = page;
  let missing: readonly string[] | null = place.isTold ? ['header'] : null;
  for (const version of adapter.versions) {
    const conversation = findOpenConversation(document, version);
    if (conversation === null) {
      continue;
    }
    const open = conversation === 'several' ? null : chooseMessage(page, version, conversation);
    const header = open === null ? 'several' : findHeader(open, version);
    if (header === null) {
      continue;
    }
    const reading: Reading =
      open === null || header === 'several'
        ? { message: null, rawUrl: null, missing: [open === null ? 'message' : 'header'] }
        : readVersion(page, version, open, header, place);
    if (reading.message !== null) {
      return { kind: 'message', message: reading.message, rawUrl: reading.rawUrl, missing: reading.missing, at: markOf(page) };
    }
    missing = reading.missing;
  }
  return missing === null
    ? { kind: 'list', adapter: adapter.id }
    : { kind: 'unreadable', adapter: adapter.id, missing, at: markOf(page), fallback: readFallback(page) };
}

function readWith(page: Page): PageReading {
  const { document, url, adapter } = page;
  const place = adapter.place(document, url);
  if (place.kind === 'elsewhere') {
    return { kind: 'no-webmail' };
  }
  const compose = readCompose(document, adapter);
  const written: PageReading | null = compose === null ? null : { kind: 'compose', adapter: adapter.id, ...compose.reading };
  if (written !== null && compose?.hasFocus === true) {
    return written;
  }
  // The place of the message is there, and nothing in it yet: it is still on its way.
  const views = adapter.view === null ? [] : findAll(document, adapter.view);
  const isEmpty = adapter.view !== null && views.every((view) => textOf(view).trim() === '');
  const reading: PageReading = place.kind === 'list' || isEmpty ? { kind: 'list', adapter: adapter.id } : readOpenMessage(page, place);
  return reading.kind === 'list' && written !== null ? written : reading;
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

/**
 * What the page shows as it is drawn, read without touching it: the text whole, with quote and signature (`completeMessage` cuts
 * them). `nowMs` dates "Today 11:30".
 */
export function readDrawnPage(document: Document, url: string, nowMs: number = Date.now()): PageReading {
  if (!URL.canParse(url)) {
    return { kind: 'no-webmail' };
  }
  for (const adapter of adapters) {
    try {
      const reading = readWith({ document, url: new URL(url), adapter, nowMs });
      if (reading.kind !== 'no-webmail') {
        return reading;
      }
    } catch {
      // One adapter's fault is told as such and leaves the page to nobody: a wrong person is worse than none.
      return { kind: 'unreadable', adapter: adapter.id, missing: ['adapter'], at: '', fallback: null };
    }
  }
  const message = readGenericMail(document, new URL(url), nowMs);
  return message === null ? { kind: 'no-webmail' } : { kind: 'message', message, rawUrl: null, missing: [], at: '' };
}
