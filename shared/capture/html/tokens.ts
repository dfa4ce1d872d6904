import { decodeEntities } from './entities.ts';
import { createTextRenderer, type AttributeOf } from './renderer.ts';

/** The pieces of an HTML text, in order. */
export type HtmlHandler = {
  readonly open: (tag: string, attributeOf: AttributeOf) => void;
  readonly text: (text: string) => void;
  readonly close: (tag: string) => void;
  /** The content of an element that holds no tags: a script or a style sheet. */
  readonly raw: (tag: string, attributeOf: AttributeOf, content: string) => void;
};

const RAW_TAGS = new Set(['script', 'style', 'xmp', 'iframe', 'noembed', 'noframes', 'textarea', 'title']);
const ATTRIBUTE = /([^\s"'<>/=]+)(?:\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'=<>`]+)))?/gu;

/** Where the tag that begins at `start` ends: the first `>` outside of quotes, or the end of the text. */
function findTagEnd(html: string, start: number): number {
  let quote = '';
  for (let at = start + 1; at < html.length; at += 1) {
    const character = html[at] ?? '';
    if (quote !== '') {
      quote = character === quote ? '' : quote;
    } else if (character === '>') {
      return at;
    } else if ((character === '"' || character === "'") && html[at - 1] === '=') {
      quote = character;
    }
  }
  // An open quote swallowed the rest: end at the first `>` instead, as the tag was written wrongly.
  const end = html.indexOf('>', start);
  return end < 0 ? html.length : end;
}

/** Reads the attributes only when asked: most tags of a mail are never asked. */
function attributesOf(source: string): AttributeOf {
  let map: Map<string, string> | null = null;
  return (name) => {
    if (map === null) {
      map = new Map();
      for (const match of source.slice(0, 20_000).matchAll(ATTRIBUTE)) {
        const key = (match[1] ?? '').toLowerCase();
        if (!map.has(key)) {
          map.set(key, decodeEntities(match[2] ?? match[3] ?? match[4] ?? ''));
        }
      }
    }
    return map.get(name) ?? null;
  };
}

/** Tells `handler` the tags and texts of `html`, in one pass, whatever the text is. */
export function readHtml(html: string, handler: HtmlHandler): void {
  // What stands in lower case is found without a case-blind search for each script.
  const lower = html.toLowerCase();
  let at = 0;
  while (at < html.length) {
    const next = html.indexOf('<', at);
    const start = next < 0 ? html.length : next;
    if (start > at) {
      handler.text(decodeEntities(html.slice(at, start)));
    }
    if (start >= html.length) {
      return;
    }
    const after = html[start + 1] ?? '';
    if (html.startsWith('<!--', start)) {
      const end = html.indexOf('-->', start + 4);
      at = end < 0 ? html.length : end + 3;
    } else if (after === '!' || after === '?') {
      const end = html.indexOf('>', start);
      at = end < 0 ? html.length : end + 1;
    } else if (/[a-z/]/iu.test(after)) {
      const end = findTagEnd(html, start);
      const source = html.slice(start + 1, end);
      at = end + 1;
      const tag = /^\/?([a-z][^\s/>]*)/iu.exec(source.slice(0, 80))?.[1]?.toLowerCase();
      if (tag === undefined) {
        continue;
      }
      if (after === '/') {
        handler.close(tag);
        continue;
      }
      const attributeOf = attributesOf(source.slice(tag.length));
      if (RAW_TAGS.has(tag)) {
        const close = lower.indexOf(`</${tag}`, at);
        const stop = close < 0 ? html.length : close;
        handler.raw(tag, attributeOf, html.slice(at, stop));
        at = stop;
        continue;
      }
      handler.open(tag, attributeOf);
      if (source.endsWith('/') && tag.includes(':')) {
        handler.close(tag);
      }
    } else {
      handler.text('<');
      at = start + 1;
    }
  }
}

/** The plain text of `html` as a reader sees it, and its JSON-LD blocks unread. */
export function htmlToText(html: string): { text: string; jsonLd: string[] } {
  const renderer = createTextRenderer();
  const jsonLd: string[] = [];
  readHtml(html, {
    ...renderer,
    raw: (tag, attributeOf, content) => {
      if (tag === 'script' && /^application\/ld\+json\b/iu.test((attributeOf('type') ?? '').trim())) {
        jsonLd.push(content);
      }
    },
  });
  return { text: renderer.finish(), jsonLd };
}
