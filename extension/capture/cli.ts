import type { Draft } from '#shared/capture/draft.ts';
import { readRawParts } from '#shared/capture/raw/read-raw.ts';
import { readSelection } from '#shared/capture/selection.ts';
import { readTrustedOrders } from '#shared/capture/marked-orders.ts';
import { removeQuote } from '#shared/capture/text/quotes.ts';
import { splitSignature } from '#shared/capture/text/signature.ts';
import { toPlainText } from '#shared/capture/line.ts';
import { readVCards } from '#shared/capture/vcard.ts';
import type { CapturedMessage } from '#shared/model/capture.ts';
import { findPrintedOrders, printMeetings, printTrust } from './cli-mail.ts';
import { peopleOfMessage, printMessage, printNotes, printOrganization, printPerson, type Printed } from './cli-result.ts';
import { attributeOf, findFirst } from './dom.ts';
import { readPage } from './engine.ts';
import { readWebPage } from './web-page.ts';

/** `npm run capture`: reads saved pages, raw messages, texts and vCards as the extension does, and prints what it would offer. */

/** What the program needs of its machine; `cli-node.mjs` gives it. */
export type CliHost = {
  readonly readFile: (path: string) => Promise<Uint8Array>;
  readonly toDocument: (html: string) => Document;
  /** The zone of times that name none. */
  readonly setZone: (zone: string) => void;
  readonly nowMs: () => number;
  readonly print: (line: string) => void;
  readonly complain: (line: string) => void;
};

type Task = { readonly file: string; readonly url: string | null; readonly country: string | null };
type Options = {
  readonly files: readonly string[];
  readonly jsonl: string | null;
  readonly url: string | null;
  readonly country: string | null;
  readonly zone: string | null;
};

const USAGE = 'npm run -s capture -- [--url URL] [--country US] [--tz ZONE] [--jsonl LIST] FILE…';
/** Slower than a browser's own document: a page gets more time here. */
const PAGE_MS = 5000;
/** Where a saved page names no address; the domain is reserved for this (RFC 6761). */
const NOWHERE = 'https://nowhere.invalid/';

function parseOptions(args: readonly string[]): Options | null {
  const values = new Map<string, string>();
  const files: string[] = [];
  for (let at = 0; at < args.length; at += 1) {
    const argument = args[at] ?? '';
    const [, name, inline] = /^--(url|country|tz|jsonl)(?:=(.*))?$/su.exec(argument) ?? [];
    if (name !== undefined) {
      const value = inline ?? args[(at += 1)];
      if (value === undefined) {
        return null;
      }
      values.set(name, value);
    } else if (argument.startsWith('--')) {
      return null;
    } else {
      files.push(argument);
    }
  }
  const of = (name: string): string | null => values.get(name) ?? null;
  return { files, jsonl: of('jsonl'), url: of('url'), country: of('country'), zone: of('tz') };
}

function parseTask(line: string, options: Options): Task | null {
  try {
    const value: unknown = JSON.parse(line);
    const entries = new Map<string, unknown>(typeof value === 'object' && value !== null ? Object.entries(value) : []);
    const text = (key: string): string | null => {
      const held = entries.get(key);
      return typeof held === 'string' && held !== '' ? held : null;
    };
    const file = text('file');
    return file === null ? null : { file, url: text('url') ?? options.url, country: text('country') ?? options.country };
  } catch {
    return null;
  }
}

/** The text of a page: by its byte order mark, by what its first part says, else UTF-8, else what old pages are. */
function decodePage(bytes: Uint8Array): string {
  const mark = bytes[0] === 0xff && bytes[1] === 0xfe ? 'utf-16le' : bytes[0] === 0xfe && bytes[1] === 0xff ? 'utf-16be' : null;
  const head = new TextDecoder('windows-1252').decode(bytes.subarray(0, 4096));
  const said = /<meta\s[^>]{0,200}charset\s{0,4}=\s{0,4}["']?([\w:-]{2,40})/iu.exec(head)?.[1] ?? null;
  const isUtf8 = ((): boolean => {
    try {
      new TextDecoder('utf-8', { fatal: true }).decode(bytes);
      return true;
    } catch {
      return false;
    }
  })();
  for (const label of [mark, isUtf8 ? 'utf-8' : null, said, 'windows-1252']) {
    try {
      if (label !== null) {
        return new TextDecoder(label).decode(bytes);
      }
    } catch {
      // A name that no decoder knows: the next one is tried.
    }
  }
  return head;
}

/** The labels of annotated pages are no part of them: their spans are unwrapped, and what the tool added is taken out. */
function unwrapAnnotations(html: string): string {
  if (!html.includes('WebAnnotator_')) {
    return html;
  }
  const bare = html.replace(/<wa-(?:color|title)\b[^>]*>|<\/wa-(?:color|title)>/giu, '');
  const open: boolean[] = [];
  return bare.replace(/<(\/?)span\b([^>]*)>/giu, (tag, slash: string, attributes: string) => {
    if (slash === '') {
      const isLabel = attributes.includes('WebAnnotator_');
      open.push(isLabel);
      return isLabel ? '' : tag;
    }
    return open.pop() === true ? '' : tag;
  });
}

/** The address that the page itself says it was saved from. */
function savedFrom(document: Document, html: string): string | null {
  const comment = /<!--\s*(?:saved from url=\(\d{1,5}\)|url:\s*)(https?:\/\/[^\s>]{1,2000})/iu.exec(html.slice(0, 4096))?.[1];
  const canonical =
    attributeOf(findFirst(document, 'link[rel="canonical"][href]'), 'href') ?? attributeOf(findFirst(document, 'meta[property="og:url"]'), 'content');
  return [comment, canonical].find((url) => url !== undefined && url !== null && /^https?:/iu.test(url) && URL.canParse(url)) ?? null;
}

const EMPTY: Omit<Printed, 'file' | 'kind' | 'ms'> = {
  adapter: null,
  messages: [],
  people: [],
  organizations: [],
  orders: [],
  notes: [],
};

type Reading = Omit<Printed, 'file' | 'ms'>;

function readSavedPage(bytes: Uint8Array, task: Task, host: CliHost): Reading {
  const html = unwrapAnnotations(decodePage(bytes));
  const document = host.toDocument(html);
  const url = task.url ?? savedFrom(document, html);
  const reading = readPage(document, url ?? NOWHERE);
  if (reading.kind === 'message') {
    const { message } = reading;
    const people = peopleOfMessage(message, task.country).flatMap((person) => printPerson(person) ?? []);
    const notes = [...printNotes(message.notes), ...reading.missing.map((anchor) => `missing: ${anchor}`)];
    return { ...EMPTY, kind: 'page', adapter: message.adapter, messages: [printMessage(message)], people, notes };
  }
  if (reading.kind === 'list' || reading.kind === 'unreadable') {
    const notes = reading.kind === 'list' ? ['list'] : reading.missing.map((anchor) => `missing: ${anchor}`);
    return { ...EMPTY, kind: 'page', adapter: reading.adapter, notes };
  }
  const page = readWebPage(document, url ?? '', { country: task.country, budget: { milliseconds: PAGE_MS, now: host.nowMs } });
  return {
    ...EMPTY,
    kind: 'page',
    people: page.people.flatMap((person) => printPerson(person) ?? []),
    organizations: page.organizations.flatMap((organization) => printOrganization(organization) ?? []),
    orders: page.orders,
    notes: printNotes(page.notes),
  };
}

function printDrafts(drafts: readonly Draft[]): Pick<Printed, 'people' | 'organizations'> {
  const of = (kind: Draft['kind']): Draft[] => drafts.filter((draft) => draft.kind === kind);
  return {
    people: of('person').flatMap((draft) => printPerson({ fields: [...draft.fields] }) ?? []),
    organizations: of('organization').flatMap((draft) => printOrganization({ fields: [...draft.fields] }) ?? []),
  };
}

function toLatin1(bytes: Uint8Array): string {
  const pieces: string[] = [];
  for (let at = 0; at < bytes.length; at += 8192) {
    pieces.push(String.fromCharCode(...bytes.subarray(at, at + 8192)));
  }
  return pieces.join('');
}

function readCalendarFile(bytes: Uint8Array): Reading {
  return { ...EMPTY, kind: 'calendar', ...printMeetings([decodePage(bytes)]) };
}

async function readMessageFile(bytes: Uint8Array, task: Task): Promise<Reading> {
  const parts = await readRawParts(toLatin1(bytes), {
    adapter: 'raw',
    nativeId: null,
    ownAddresses: [],
    cutAtBytes: null,
  });
  const { message, html, vcards, tables, calendars } = parts;
  const cards = printDrafts(vcards.flatMap((card) => readVCards(card, task.country)));
  const marked = readTrustedOrders(parts);
  // What the sender marked up says more than its own picture as a table.
  // A workbook (a zip file by its first bytes) is no text; the extension reads it with the importer.
  const attached = tables.filter(({ bytes: [a, b, c] }) => !(a === 0x50 && b === 0x4b && c === 3)).map((file) => decodePage(file.bytes));
  const found = marked.length > 0 ? [] : findPrintedOrders(message, html, attached, task.country);
  const { meetings, notes } = printMeetings(calendars.map(decodePage));
  return {
    ...EMPTY,
    kind: 'message',
    messages: [printMessage(message)],
    people: [...peopleOfMessage(message, task.country).flatMap((person) => printPerson(person) ?? []), ...cards.people],
    organizations: cards.organizations,
    orders: [...marked.map(({ order }) => order), ...found],
    ...(meetings.length > 0 ? { meetings } : {}),
    notes: [...printNotes(message.notes), ...(message.automatic ? ['automatic'] : []), ...printTrust(marked), ...notes],
  };
}

function readTextFile(bytes: Uint8Array, task: Task): Reading {
  const text = removeQuote(toPlainText(decodePage(bytes)));
  const { signature } = splitSignature(text, { name: '', email: '' });
  const message: CapturedMessage = {
    adapter: 'text',
    messageId: null,
    nativeId: null,
    threadId: null,
    from: null,
    to: [],
    cc: [],
    replyTo: [],
    subject: '',
    sentAt: null,
    precision: 'second',
    text,
    signature,
    automatic: false,
    ownAddresses: [],
    notes: [],
  };
  const person = signature === null ? null : printPerson(readSelection(signature, { country: task.country, pageUrl: null }));
  // Without a name or an address nobody is told from another.
  const people = person !== null && (person.name !== null || person.emails.length > 0) ? [person] : [];
  return { ...EMPTY, kind: 'text', messages: [printMessage(message)], people, orders: findPrintedOrders(message, '', [], task.country) };
}

async function readTask(task: Task, host: CliHost): Promise<Reading> {
  const bytes = await host.readFile(task.file);
  switch (/\.([a-z]+)$/iu.exec(task.file)?.[1]?.toLowerCase() ?? '') {
    case 'html':
    case 'htm':
    case 'xhtml':
      return readSavedPage(bytes, task, host);
    case 'eml':
      return readMessageFile(bytes, task);
    case 'txt':
      return readTextFile(bytes, task);
    case 'vcf':
    case 'vcard':
      return { ...EMPTY, kind: 'vcard', ...printDrafts(readVCards(bytes, task.country)) };
    case 'ics':
      return readCalendarFile(bytes);
    default:
      throw new Error('Only .html, .eml, .txt, .vcf and .ics are read.');
  }
}

/** Runs the command and gives its exit code: 0, or 1 where a file could not be read, or 2 for a wrong call. */
export async function runCapture(args: readonly string[], host: CliHost): Promise<number> {
  const options = parseOptions(args);
  if (options === null || (options.files.length === 0 && options.jsonl === null)) {
    host.complain(USAGE);
    return 2;
  }
  if (options.zone !== null) {
    host.setZone(options.zone);
  }
  let code = 0;
  const fail = (file: string, error: unknown): void => {
    code = 1;
    host.print(JSON.stringify({ file, error: error instanceof Error ? error.message : String(error) }));
  };
  const tasks: (Task | { readonly file: string; readonly broken: true })[] = [];
  if (options.jsonl !== null) {
    try {
      const list = new TextDecoder().decode(await host.readFile(options.jsonl));
      for (const line of list.split(/\r?\n/u).filter((entry) => entry.trim() !== '')) {
        tasks.push(parseTask(line, options) ?? { file: line.slice(0, 200), broken: true });
      }
    } catch (error) {
      fail(options.jsonl, error);
    }
  }
  tasks.push(...options.files.map((file) => ({ file, url: options.url, country: options.country })));
  for (const task of tasks) {
    const startedMs = host.nowMs();
    try {
      if ('broken' in task) {
        throw new Error('This line of the list is no {"file": …} in JSON.');
      }
      const reading = await readTask(task, host);
      const { kind, ...rest } = reading;
      host.print(JSON.stringify({ file: task.file, kind, ...rest, ms: Math.round((host.nowMs() - startedMs) * 10) / 10 }));
    } catch (error) {
      fail(task.file, error);
    }
  }
  return code;
}
