import { normalizeEmail, parseAddressList } from '#shared/capture/addresses.ts';
import { readHtml } from '#shared/capture/html/tokens.ts';
import { toLine } from '#shared/capture/line.ts';
import type { CapturedAddress } from '#shared/model/capture.ts';
import type { Adapter, PeopleAnchor } from '../adapters/adapter.ts';
import { attributeOf, findAll, isElement, isMatch, isWithin, listChildren, textOf, valueOf } from './dom.ts';

/** Where an adapter looks: below an element or a document, and never in the message's body, where a mail may imitate a webmail. */
export type Scope = { readonly within: Element | Document; readonly body: string };

/** The webmail's own elements in a scope, the scope's element itself among them. */
export function findOutside({ within, body }: Scope, selector: string): Element[] {
  if (selector === '') {
    return [];
  }
  const found = findAll(within, selector).filter((element) => body === '' || !isWithin(element, body));
  return isElement(within) && isMatch(within, selector) ? [within, ...found] : found;
}

/** The element of a header line: the last one in the scope, since a short table may stand before the whole one; of labelled rows the only one. */
export function findCell(scope: Scope, selector: string, label: RegExp | null): Element | null {
  const cells = findOutside(scope, selector);
  if (label === null) {
    return cells.at(-1) ?? null;
  }
  const fitting = cells.filter((cell) => label.test(labelOf(cell)));
  return fitting.length === 1 ? (fitting[0] ?? null) : null;
}

/** What a row begins with: the text of the first thing in it. */
export function labelOf(cell: Element): string {
  return (
    listChildren(cell)
      .map((node) => toLine(textOf(node)))
      .find((text) => text !== '') ?? ''
  );
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
  const shown = shownText(element);
  const named = name !== null && name.startsWith('@') ? toLine(attributeOf(element, name.slice(1)) ?? shown) : name;
  const only = anchor.address === null ? readOne(shown) : readTold(toLine(attributeOf(element, anchor.address) ?? ''));
  if (only === null) {
    return (named ?? shown) === '' ? null : (named ?? shown);
  }
  const best = named ?? (only.name !== '' || anchor.address === null || shown.includes('@') ? only.name : shown);
  return { name: best.toLowerCase() === only.email ? '' : best, email: only.email };
}

function readOne(text: string): CapturedAddress | null {
  const [only, second] = parseAddressList(text);
  return only === undefined || second !== undefined ? null : only;
}

/** An attribute holds the address alone, or a label in the page's language with name and address: `From: Mira <mira@x>`. */
function readTold(told: string): CapturedAddress | null {
  return normalizeEmail(told) === null ? readOne(withoutLabel(told)) : { name: '', email: told.toLowerCase() };
}

function withoutLabel(told: string): string {
  return told.replace(/^[^:：<@"]{1,30}[:：]\s*/u, '');
}

/** The people of a line; `hidden` is true where the page says that there are more than it gives. */
export type PeopleReading = { readonly people: CapturedAddress[]; readonly hidden: boolean; readonly self: string[] };

/** The people of a header line. `self` are the addresses that the webmail shows as the user's own. */
export function readPeople(scope: Scope, anchor: PeopleAnchor, adapter: Adapter): PeopleReading {
  const read = readLine(scope, anchor, adapter);
  const isSelf = ({ name }: CapturedAddress): boolean => name !== '' && adapter.selfName?.test(name) === true;
  return {
    // "me" is no name of a person.
    people: read.people.map((person) => (isSelf(person) ? { ...person, name: '' } : person)),
    hidden: read.hidden,
    self: read.people.filter(isSelf).map((person) => person.email),
  };
}

function readLine(scope: Scope, anchor: PeopleAnchor, adapter: Adapter): { people: CapturedAddress[]; hidden: boolean } {
  const cell = findCell(scope, anchor.cell, anchor.label);
  if (cell === null) {
    return { people: [], hidden: false };
  }
  if (anchor.person === null && anchor.address === null) {
    return readTextLine(shownText(cell), anchor.name === null ? null : findCell(scope, anchor.name, null));
  }
  const list = anchor.person === null ? parseAddressList(withoutLabel(attributeOf(cell, anchor.address ?? '') ?? '')) : [];
  if (list.length > 1) {
    return { people: list, hidden: false };
  }
  const name = anchor.name === null || anchor.name.startsWith('@') ? anchor.name : toLine(textOf(findCell(scope, anchor.name, null)));
  const elements = anchor.person === null ? [cell] : findAll(cell, anchor.person);
  const entries = elements.flatMap((element) => readPerson(element, anchor, name === '' ? null : name) ?? []);
  const shown = onePerAddress(entries.filter((entry) => typeof entry !== 'string'));
  if (anchor.address === null) {
    return { people: shown, hidden: shown.length < new Set(entries.map((entry) => (typeof entry === 'string' ? entry : entry.email))).size };
  }
  const more = adapter.hiddenPeople(cell);
  const all = more === '' ? [] : readLinkedPeople(more);
  // Addresses that the webmail does not link (RFC 6532) stand as text between the links.
  const people = all.length > shown.length ? all : shown.length > 0 ? shown : anchor.label === null ? parseAddressList(textOf(cell)) : [];
  const isNameAlone = adapter.hasNamesAlone && people.length === 0 && shownText(cell) !== '';
  const known = new Set(people.map((person) => person.email));
  const plain = all.length > shown.length ? [] : readPlainPeople(cell, anchor).filter((person) => !known.has(person.email));
  return {
    people: [...people, ...plain],
    hidden: (more !== '' && all.length === 0) || entries.some((entry) => typeof entry === 'string') || isNameAlone,
  };
}

/** A line of text alone: a list of addresses, or a name without one. */
function readTextLine(text: string, named: Element | null): { people: CapturedAddress[]; hidden: boolean } {
  const people = parseAddressList(text);
  const name = toLine(textOf(named));
  const [only] = people;
  const isNamed = only !== undefined && people.length === 1 && named !== null;
  return {
    people: isNamed ? [{ email: only.email, name: name.toLowerCase() === only.email ? '' : name }] : people,
    hidden: people.length === 0 && (text !== '' || name !== ''),
  };
}

function shownText(element: Element): string {
  return toLine(valueOf(element) || textOf(element));
}

/** A webmail may draw a line twice, folded and unfolded. */
function onePerAddress(people: readonly CapturedAddress[]): CapturedAddress[] {
  const best = new Map<string, CapturedAddress>();
  for (const person of people) {
    const held = best.get(person.email);
    if (held === undefined || (held.name === '' && person.name !== '')) {
      best.set(person.email, person);
    }
  }
  return [...best.values()];
}

/** People of a cell that stand as text beside linked ones. */
function readPlainPeople(cell: Element, anchor: PeopleAnchor): CapturedAddress[] {
  return findAll(cell, '*').flatMap((element) => {
    const links = findAll(element, 'a').length;
    const isPerson = anchor.person !== null && (isMatch(element, anchor.person) || isWithin(element, anchor.person));
    const isLeaf = links === 0 && !isWithin(element, 'a') && !isPerson && !listChildren(element).some(isElement);
    return isLeaf && textOf(element).includes('@') ? parseAddressList(textOf(element)) : [];
  });
}
