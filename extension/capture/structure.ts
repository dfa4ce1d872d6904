import { adapters } from '../adapters/index.ts';
import { findAll, isElement, isMatch, isText, listChildren, tagOf, textOf } from './dom.ts';

/**
 * The structure of a page for whoever mends an adapter: tags, classes and roles. Every text is one sign, so is every value of an
 * attribute that is not known to hold names of the page's own making; the letter itself is not entered.
 */

/** Attributes in which a webmail names its parts. What follows a colon in them may be a subject or an address (seen in Proton). */
const NAMING: ReadonlySet<string> = new Set(['class', 'id', 'role', 'type', 'data-testid', 'data-test-id', 'data-i18n', 'ng-bind', 'ng-model']);
const STATE: ReadonlySet<string> = new Set(['hidden', 'open', 'aria-hidden', 'aria-expanded', 'aria-selected', 'data-expanded', 'data-hasfocus']);
/** Attributes whose names may be told: HTML's own and those of our selectors. Any other name is the page's, and may be a text. */
const STANDARD =
  /^(?:href|src|srcset|srcdoc|alt|title|style|lang|dir|name|value|for|target|rel|width|height|tabindex|colspan|rowspan|action|method|placeholder|contenteditable|draggable|datetime|aria-[a-z]+|on[a-z]+|jsaction|jscontroller)$/u;
const LEFT_OUT = 'script, style, link, meta, noscript, template, svg, head';
const CENSORED = '…';
const MAX_ELEMENTS = 6000;
const MAX_DEPTH = 80;

const bodies = [...new Set(adapters.flatMap((adapter) => adapter.versions.map((version) => version.body)))].join(', ');

const ownAttributes: ReadonlySet<string> = new Set(
  [...JSON.stringify(adapters.map(({ versions, compose }) => ({ versions, compose }))).matchAll(/\[([a-z][a-z-]*)|(data-[a-z-]+)/gu)].map(
    (match) => match[1] ?? match[2] ?? '',
  ),
);

/** The words of our own selectors: they are no text of the page, also where the page shows the same word. */
const ownWords: ReadonlySet<string> = new Set(
  JSON.stringify(adapters.map(({ versions, compose, view }) => ({ versions, compose, view })))
    .toLowerCase()
    .match(/[a-z]{3,}/gu),
);

function wordsOf(text: string): string[] {
  return text.toLowerCase().match(/\p{L}{3,}/gu) ?? [];
}

/** Every word that the page shows or says of a person; a name of its making that is one of them is censored. */
function shownWords(document: Document): ReadonlySet<string> {
  const texts: string[] = [];
  for (const element of findAll(document, '*')) {
    texts.push(...listChildren(element).filter(isText).map(textOf));
    for (const { name, value } of element.attributes) {
      if (!NAMING.has(name) && !['style', 'src', 'href', 'd'].includes(name)) {
        texts.push(value.slice(0, 1000));
      }
    }
  }
  return new Set(texts.flatMap(wordsOf).filter((word) => !ownWords.has(word)));
}

/** A name of the page's own making, long numbers made equal, or the sign for what may be a text. */
function censorName(name: string, shown: ReadonlySet<string>): string {
  const [first = ''] = name.split(':');
  const isName = /^[A-Za-z_$][\w.$[\]-]{0,60}$/u.test(first) && !wordsOf(first.replace(/[_\d]/gu, ' ')).some((word) => shown.has(word));
  return `${isName ? first.replace(/\d{3,}/gu, '0') : CENSORED}${first === name ? '' : `:${CENSORED}`}`;
}

function describe(element: Element, shown: ReadonlySet<string>): string {
  const attributes = [...element.attributes].map(({ name, value }) => {
    const key = NAMING.has(name) || STATE.has(name) || STANDARD.test(name) || ownAttributes.has(name) ? name : CENSORED;
    if (STATE.has(name)) {
      return `${key}=${['', 'true', 'false'].includes(value) ? value : CENSORED}`;
    }
    if (!NAMING.has(name)) {
      return `${key}=${CENSORED}`;
    }
    const parts = name === 'class' ? value.split(/\s+/u).filter((part) => part !== '') : [value];
    return `${key}=${parts.map((part) => censorName(part, shown)).join(' ')}`;
  });
  const tag = /^[a-z][a-z0-9-]{0,40}$/u.test(tagOf(element)) && !wordsOf(tagOf(element)).some((word) => shown.has(word)) ? tagOf(element) : CENSORED;
  return attributes.length === 0 ? tag : `${tag} [${attributes.join('; ')}]`;
}

/** The page as lines, one for each element, indented by depth. No text of the page is in it. */
export function censorPage(document: Document): string {
  const shown = shownWords(document);
  const lines: string[] = [];
  const steps: { node: Node; depth: number }[] = [{ node: document.documentElement, depth: 0 }];
  while (steps.length > 0 && lines.length < MAX_ELEMENTS) {
    const step = steps.pop();
    if (step === undefined) {
      break;
    }
    const { node, depth } = step;
    const indent = ' '.repeat(Math.min(depth, MAX_DEPTH));
    if (isText(node)) {
      lines.push(...(textOf(node).trim() === '' ? [] : [`${indent}${CENSORED}`]));
    } else if (isElement(node) && !isMatch(node, LEFT_OUT)) {
      const isLetter = isMatch(node, bodies);
      lines.push(`${indent}${describe(node, shown)}${isLetter ? ' (letter)' : ''}`);
      const children = isLetter ? [] : listChildren(node);
      steps.push(...children.map((child) => ({ node: child, depth: depth + 1 })).toReversed());
    }
  }
  return lines.join('\n');
}
