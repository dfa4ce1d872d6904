import { toLine, toLongLine } from '#shared/capture/line.ts';
import type { PageLine } from '#shared/capture/page-line.ts';
import { createLabelTracker, iconOf } from './page-labels.ts';
import { attributeOf, findFirst, isElement, isText, listChildren, tagOf, textOf } from './dom.ts';

/** What a page is read to: a directory of thousands is none that a person looks at. */
export const MAX_NODES = 60_000;
export const MAX_PAGE_TEXT = 5 * 1024 * 1024;
const MAX_LINES = 8000;
/** Of a paragraph of more than a page nobody looks for a number in its end. */
const MAX_LINE_LENGTH = 3000;
/** The clock is asked after so many nodes. */
const CHUNK = 400;

const UNSEEN = new Set([
  'script',
  'style',
  'noscript',
  'template',
  'svg',
  'math',
  'select',
  'textarea',
  'object',
  'embed',
  'iframe',
  'canvas',
  'audio',
  'video',
  'head',
]);
const BLOCKS = new Set(
  'address article aside blockquote body caption center dd details dialog div dl dt fieldset figcaption figure footer form h1 h2 h3 h4 h5 h6 header hr li main nav ol p pre section summary table tbody td tfoot th thead tr ul'.split(
    ' ',
  ),
);
const STRONG = new Set(['b', 'strong', 'h1', 'h2', 'h3', 'h4', 'h5', 'h6', 'dt', 'th']);

type Region = PageLine['region'];

function regionOf(element: Element, tag: string, outer: Region): Region {
  const role = attributeOf(element, 'role');
  if (tag === 'nav' || role === 'navigation' || role === 'menu' || role === 'menubar') {
    return 'nav';
  }
  if (
    tag === 'footer' ||
    role === 'contentinfo' ||
    /(?:^|[\s_-])footer(?:$|[\s_-])/iu.test(`${attributeOf(element, 'id') ?? ''} ${attributeOf(element, 'class') ?? ''}`)
  ) {
    return 'footer';
  }
  return outer;
}

function isHidden(element: Element): boolean {
  const style = attributeOf(element, 'style') ?? '';
  return attributeOf(element, 'hidden') !== null || /(?:^|;)\s*(?:display\s*:\s*none|visibility\s*:\s*hidden)/iu.test(style.slice(0, 500));
}

/** An address that Cloudflare keeps from robots: pairs of figures, each hidden with the first. */
function decodeProtected(hex: string): string {
  const codes = hex.match(/[0-9a-f]{2}/giu)?.map((pair) => Number.parseInt(pair, 16)) ?? [];
  const [key = 0, ...rest] = codes.slice(0, 330);
  return rest.map((code) => String.fromCharCode(code ^ key)).join('');
}

/** True for program text: the addresses in it are examples. A plain text may be set the same way. */
function isProgram(element: Element, tag: string): boolean {
  return (tag === 'pre' || tag === 'code' || tag === 'samp') && /[{};<>$]|=["'\d\w]|\s--?\w/u.test(textOf(element).slice(0, 2000));
}

/** What a page shows where no program can draw its address: the address in words; else an empty text. */
function spelledAddress(element: Element): string {
  const text = textOf(element)
    .slice(0, 600)
    .replace(/<[^<>]{0,300}>/gu, ' ')
    .trim();
  return text.length <= 120 && /\S@\S|\sat\s.{1,60}\sdot\s/iu.test(text) ? ` ${text} ` : '';
}

function decodeUri(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

type Link = PageLine['links'][number];

function linkOf(element: Element): Omit<Link, 'text'> | null {
  const href = (attributeOf(element, 'href') ?? '').trim().slice(0, 2000);
  const hidden = attributeOf(element, 'data-cfemail');
  if (hidden !== null) {
    return { kind: 'email', value: decodeProtected(hidden) };
  }
  if (/^mailto:/iu.test(href)) {
    return { kind: 'email', value: decodeUri(href.slice(7).split('?')[0] ?? '').trim() };
  }
  return /^(?:tel|callto):/iu.test(href) ? { kind: 'phone', value: decodeUri(href.slice(href.indexOf(':') + 1)).trim() } : null;
}

/** Where in a page its reader stands. */
type State = {
  readonly blocks: readonly number[];
  readonly heading: number;
  readonly strong: number;
  readonly region: Region;
  readonly link: Omit<Link, 'text'> | null;
  readonly label: string;
  readonly isAnchor: boolean;
};

/** So many links in a row, each alone in its line, are a menu. */
const MENU = 5;
const MAX_MENU_TEXT = 40;

/** The lines with the menus of pages that mark none told: links in a row with nothing between them. */
function markMenus(lines: readonly PageLine[]): PageLine[] {
  const marked = [...lines];
  let from = 0;
  for (let at = 0; at <= lines.length; at += 1) {
    const line = lines[at];
    if (line === undefined || !line.isLink || line.text.length > MAX_MENU_TEXT) {
      for (let inside = from; at - from >= MENU && inside < at; inside += 1) {
        const menuLine = lines[inside];
        if (menuLine !== undefined) {
          marked[inside] = { ...menuLine, region: 'nav' };
        }
      }
      from = at + 1;
    }
  }
  return marked;
}

/** What may be spent on a page, and the clock that tells how much is. */
export type PageBudget = { readonly milliseconds: number; readonly now: () => number };

/** The moment at which a budget is spent. */
export type Deadline = { readonly untilMs: number; readonly now: () => number };

/**
 * The lines of a page in reading order, and whether all of it was read. The clock is asked after each chunk of nodes, and a page
 * that takes longer than its budget is read to there.
 */
export function readPageLines(document: Document, deadline: Deadline): { lines: PageLine[]; isCut: boolean } {
  const root = findFirst(document, 'body');
  const lines: PageLine[] = [];
  let isCut = false;
  let nodes = 0;
  let length = 0;
  let blockCount = 0;
  let text = '';
  let strongLength = 0;
  let anchorLength = 0;
  let links: Link[] = [];
  let state: State = {
    blocks: [],
    heading: 0,
    strong: 0,
    region: 'main',
    link: null,
    label: '',
    isAnchor: false,
  };
  const labels = createLabelTracker();
  /** What a picture calls the text behind it. */
  let icon = '';
  let linkText = '';
  let lineState = state;
  const flush = (): void => {
    const line = toLongLine(text, MAX_LINE_LENGTH);
    if (line !== '' || links.length > 0) {
      // An icon alone in its block belongs to the block behind it.
      lines.push({
        text: line,
        links,
        heading: lineState.heading,
        isStrong: line !== '' && strongLength >= line.replace(/\s/gu, '').length,
        label: icon === '' ? lineState.label : icon,
        isLink: line !== '' && anchorLength >= line.replace(/\s/gu, '').length,
        blocks: lineState.blocks,
        region: lineState.region,
      });
    }
    icon = line !== '' ? '' : icon;
    text = '';
    strongLength = 0;
    anchorLength = 0;
    links = [];
  };
  type Step = { readonly node: Node } | { readonly close: State; readonly isBlock: boolean; readonly tag: string };
  const steps: Step[] = root === null ? [] : [{ node: root }];
  for (let step = steps.pop(); step !== undefined; step = steps.pop()) {
    if ('close' in step) {
      if (step.isBlock) {
        flush();
        labels.close(step.tag, lines);
      }
      if (state.link !== null && step.close.link === null) {
        links.push({ ...state.link, text: toLine(linkText) });
        linkText = '';
      }
      state = step.close;
      continue;
    }
    nodes += 1;
    if (nodes > MAX_NODES || length > MAX_PAGE_TEXT || lines.length >= MAX_LINES || (nodes % CHUNK === 0 && deadline.now() > deadline.untilMs)) {
      isCut = true;
      break;
    }
    const { node } = step;
    if (isText(node)) {
      const piece = textOf(node);
      length += piece.length;
      if (text.trim() === '' && piece.trim() !== '') {
        lineState = state;
      }
      text += piece;
      strongLength += state.strong > 0 ? piece.replace(/\s/gu, '').length : 0;
      anchorLength += state.isAnchor ? piece.replace(/\s/gu, '').length : 0;
      if (state.link !== null) {
        linkText += piece;
      }
      continue;
    }
    if (!isElement(node)) {
      continue;
    }
    const tag = tagOf(node);
    if ((tag === 'i' || tag === 'img' || tag === 'svg' || tag === 'span') && text.trim() === '' && icon === '') {
      icon = iconOf(node);
    }
    if (UNSEEN.has(tag) || isHidden(node) || isProgram(node, tag)) {
      text += tag === 'noscript' ? spelledAddress(node) : '';
      continue;
    }
    if (tag === 'br' || tag === 'hr') {
      flush();
      continue;
    }
    const isBlock = BLOCKS.has(tag);
    if (isBlock) {
      flush();
    }
    steps.push({ close: state, isBlock, tag });
    const label = isBlock ? labels.open(node, tag, lines.length) : null;
    const link = tag === 'a' || tag === 'span' ? linkOf(node) : null;
    const isHeading = /^h[1-6]$/u.test(tag);
    blockCount += isBlock ? 1 : 0;
    state = {
      blocks: isBlock ? [...state.blocks, blockCount] : state.blocks,
      heading: isHeading ? Number(tag.slice(1)) : state.heading,
      strong: state.strong + (STRONG.has(tag) ? 1 : 0),
      region: isBlock ? regionOf(node, tag, state.region) : state.region,
      link: state.link ?? link,
      label: label ?? state.label,
      isAnchor: state.isAnchor || (tag === 'a' && link === null),
    };
    for (const child of listChildren(node).toReversed()) {
      steps.push({ node: child });
    }
  }
  flush();
  return { lines: markMenus(lines), isCut };
}
