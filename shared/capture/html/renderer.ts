import { QUOTE_MARK } from '../marks.ts';

/** What a driver tells the renderer of an element: the value of one of its attributes, or null. */
export type AttributeOf = (name: string) => string | null;

/** Turns a stream of tags and texts, from a page or from a mail's HTML, into plain text as a reader sees it. */
export type TextRenderer = {
  readonly open: (tag: string, attributeOf: AttributeOf) => void;
  readonly text: (text: string) => void;
  readonly close: (tag: string) => void;
  /** True while nothing is written, so that a driver need not go into an element. */
  readonly isHidden: () => boolean;
  readonly finish: () => string;
};

const UNSEEN_TAGS = new Set([
  'script',
  'style',
  'head',
  'title',
  'template',
  'noscript',
  'object',
  'embed',
  'iframe',
  'svg',
  'math',
  'select',
  'textarea',
  'button',
  'audio',
  'video',
  'canvas',
  'map',
]);
const PARAGRAPH_TAGS = new Set([
  'p',
  'h1',
  'h2',
  'h3',
  'h4',
  'h5',
  'h6',
  'ul',
  'ol',
  'dl',
  'table',
  'blockquote',
  'pre',
  'figure',
  'form',
  'fieldset',
]);
const LINE_TAGS = new Set([
  'div',
  'li',
  'dt',
  'dd',
  'tr',
  'address',
  'article',
  'section',
  'header',
  'footer',
  'main',
  'nav',
  'aside',
  'center',
  'hr',
  'caption',
  'figcaption',
  'body',
  'details',
  'summary',
]);
const VOID_TAGS = new Set(['area', 'base', 'br', 'col', 'embed', 'hr', 'img', 'input', 'link', 'meta', 'param', 'source', 'track', 'wbr']);

/**
 * Where a mail program puts its line "X wrote:" or begins the quoted mail, whatever the language: Gmail, Thunderbird, Yahoo,
 * Outlook on the web, Outlook for Windows and Mac, Hotmail, Proton, Tuta, Zoho, Front, NetEase. Roundcube puts `v1` before classes and ids of a mail's body.
 */
const QUOTE_CLASSES = new Set([
  'gmail_attr',
  'moz-cite-prefix',
  'yahoo_quoted',
  'outlookmessageheader',
  'protonmail_quote',
  'tutanota_quote',
  'zmail_extra',
  'front-blockquote',
]);
const QUOTE_IDS = new Set([
  'divrplyfwdmsg',
  'appendonsend',
  'stop_reply_editing',
  'stopspelling',
  'mail-editor-reference-message-container',
  'olk_src_body_section',
  'isforwardcontent',
  'isreplycontent',
  'ms-outlook-mobile-reference-message',
  'replyfwdmsg',
]);
/**
 * The rule above the header block of Outlook 2007 to 2016 (blue, then grey) and of Windows Mail, whatever the language of the
 * labels below it: programs write it letter for letter, people do not.
 */
const QUOTE_RULE =
  /border-top:\s?solid\s?#(?:b5c4df|e1e1e1)\s1\.0pt;\s?padding:\s?3\.0pt\s0|border-top-color:\s?rgb\(229,\s?229,\s?229\);\s?border-top-width:\s?1px;\s?border-top-style:\s?solid/iu;

/** More open elements than this are a mail made to exhaust its reader; what lies deeper is read without its layout. */
const MAX_DEPTH = 512;

type Open = { readonly tag: string; readonly hides: boolean; readonly quotes: boolean; readonly keepsSpace: boolean };

function startsQuote(attributeOf: AttributeOf): boolean {
  const id = (attributeOf('id') ?? '').toLowerCase().replace(/^v1/u, '');
  if (QUOTE_IDS.has(id)) {
    return true;
  }
  const classes = (attributeOf('class') ?? '').toLowerCase().split(/\s+/u);
  return (
    classes.some((name) => QUOTE_CLASSES.has(name.replace(/^v1/u, ''))) ||
    // GMX and Web.de.
    attributeOf('name') === 'quote' ||
    QUOTE_RULE.test((attributeOf('style') ?? '').slice(0, 400))
  );
}

function isHiddenByStyle(attributeOf: AttributeOf): boolean {
  const style = attributeOf('style');
  return (
    (style !== null && /(?:^|[;\s])(?:display\s*:\s*none|visibility\s*:\s*hidden|mso-hide\s*:\s*all)/iu.test(style)) || attributeOf('hidden') !== null
  );
}

/** A renderer for one document. Block quotes come out as lines with `> `, as in a mail of plain text. */
export function createTextRenderer(): TextRenderer {
  const lines: string[] = [];
  const open: Open[] = [];
  /** How many elements of a tag are open, so that a stray end tag costs no search. */
  const openTags = new Map<string, number>();
  // Pieces of the line being written: joined once, since a mail may be one line of megabytes.
  let line: string[] = [];
  let hasInk = false;
  let last = '';
  let hidden = 0;
  let quotes = 0;
  let keepsSpace = 0;
  let wantsBlank = false;

  const write = (text: string): void => {
    if (text !== '') {
      line.push(text);
      last = text.slice(-1);
      hasInk = hasInk || text.trim() !== '';
    }
  };
  const endLine = (): void => {
    if (wantsBlank && lines.length > 0 && lines.at(-1) !== '') {
      lines.push('');
    }
    wantsBlank = false;
    lines.push(`${'> '.repeat(Math.min(quotes, 20))}${line.join('').trimEnd()}`.trimEnd());
    line = [];
    hasInk = false;
    last = '';
  };
  const breakLine = (): void => {
    if (hasInk) {
      endLine();
    }
    line = [];
    last = '';
  };
  const count = (element: Open, by: 1 | -1): void => {
    hidden += element.hides ? by : 0;
    quotes += element.quotes ? by : 0;
    keepsSpace += element.keepsSpace ? by : 0;
    openTags.set(element.tag, (openTags.get(element.tag) ?? 0) + by);
  };

  return {
    open(tag, attributeOf) {
      if (tag === 'br') {
        if (hidden === 0) {
          endLine();
        }
        return;
      }
      const isParagraph = PARAGRAPH_TAGS.has(tag);
      if (isParagraph || LINE_TAGS.has(tag)) {
        breakLine();
        wantsBlank = wantsBlank || isParagraph;
      } else if ((tag === 'td' || tag === 'th') && hasInk) {
        write('\t');
      }
      const hides = UNSEEN_TAGS.has(tag) || (hidden === 0 && isHiddenByStyle(attributeOf));
      if (hidden === 0 && !hides && startsQuote(attributeOf)) {
        breakLine();
        lines.push(QUOTE_MARK);
      }
      if (VOID_TAGS.has(tag) || open.length >= MAX_DEPTH) {
        return;
      }
      const element = { tag, hides, quotes: tag === 'blockquote', keepsSpace: tag === 'pre' };
      open.push(element);
      count(element, 1);
    },
    text(text) {
      if (hidden > 0) {
        return;
      }
      if (keepsSpace === 0) {
        const run = text.replace(/[ \t\r\n\f]+/gu, ' ');
        write(last === '' || last === ' ' || last === '\t' ? run.replace(/^ /u, '') : run);
        return;
      }
      const [first = '', ...rest] = text.split(/\r?\n/u);
      write(first);
      for (const next of rest) {
        endLine();
        write(next);
      }
    },
    close(tag) {
      if (PARAGRAPH_TAGS.has(tag) || LINE_TAGS.has(tag)) {
        breakLine();
      }
      if ((openTags.get(tag) ?? 0) > 0) {
        for (const element of open.splice(open.findLastIndex((entry) => entry.tag === tag))) {
          count(element, -1);
        }
      }
      wantsBlank = wantsBlank || PARAGRAPH_TAGS.has(tag);
    },
    isHidden: () => hidden > 0,
    finish() {
      breakLine();
      return lines.join('\n');
    },
  };
}
