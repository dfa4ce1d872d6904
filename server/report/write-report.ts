import { readFileSync } from 'node:fs';
import path from 'node:path';
import { textsFor, languageOf } from '#shared/text/index.ts';
import { createContext, type Results } from './context.ts';
import { hatchPattern } from './charts.ts';
import { all, h, style, type Markup } from './markup.ts';
import { adviceBlocks, productBlocks, prospectingBlocks } from './sections-business.ts';
import { otherBlocks } from './sections-others.ts';
import { persistencyBlocks } from './sections-persistency.ts';
import { profilingBlocks } from './sections-profiling.ts';

/** What the page says of the whole. */
export type ReportHead = {
  readonly asOf: string;
  readonly lines: number;
  readonly customers: number;
  readonly badLines: number;
  /** The file's name, as it was given. */
  readonly source: string;
  /** What customers and the people of the team are called, by id; none for a table, whose customers are called what it calls them. */
  readonly names?: ReadonlyMap<string, string> | undefined;
};

/** The seven P, and what to do. */
const PS = ['profiling', 'persistency', 'profitability', 'performance', 'prospecting', 'product', 'promotion', 'advice'] as const;

/**
 * Results as one page that needs nothing but itself: a section for each P, charts, and for every number its method, how many
 * cases and which days. It prints in black on white.
 * @param locale the reader's, such as `en-GB` or `zh-TW`
 */
export function writeReport(head: ReportHead, results: Results, locale: string): string {
  const context = createContext(locale, results, head.names);
  const words = textsFor(locale).report;
  const drawn: Readonly<Partial<Record<(typeof PS)[number], readonly Markup[]>>> = {
    profiling: profilingBlocks(context),
    persistency: persistencyBlocks(context),
    prospecting: prospectingBlocks(context),
    product: productBlocks(context),
    advice: adviceBlocks(context),
  };
  const sections = PS.map((p) => ({
    p,
    blocks: [...(drawn[p] ?? []), ...otherBlocks(context, p, DRAWN)].filter(({ markup }) => markup !== ''),
  })).filter(({ blocks }) => blocks.length > 0);
  const page = h(
    'html',
    { lang: languageOf(locale) },
    h(
      'head',
      {},
      h('meta', { charset: 'utf-8' }),
      h('meta', { name: 'viewport', content: 'width=device-width, initial-scale=1' }),
      h('meta', { 'http-equiv': 'Content-Security-Policy', content: "default-src 'none'; style-src 'unsafe-inline'" }),
      h('title', {}, words.title(head.source)),
      style(readSheet('../../shared/ui/tokens.css')),
      style(readSheet('report.css')),
    ),
    h(
      'body',
      {},
      hatchPattern(),
      h(
        'main',
        {},
        h('h1', {}, words.title(head.source)),
        h('p', { class: 'lead' }, words.head(context.count(head.lines), context.count(head.customers), context.day(head.asOf))),
        head.badLines === 0 ? null : h('p', { class: 'lead' }, words.badLines(head.badLines)),
        h('p', { class: 'meta' }, words.inkAndPencil),
        h(
          'nav',
          { 'aria-label': words.contents },
          sections.map(({ p }) => h('a', { href: `#${p}` }, words.sections[p])),
        ),
        sections.map(({ p, blocks }) => all(h('h2', { id: p }, words.sections[p]), blocks)),
        h('p', { class: 'meta foot' }, words.foot(context.day(head.asOf))),
      ),
    ),
  );
  return `<!doctype html>\n${page.markup}\n`;
}

/** Analyses whose drawing stands in a section of its own. */
const DRAWN: ReadonlySet<string> = new Set([
  'profiling.level',
  'profiling.risk',
  'profiling.tastes',
  'profiling.market',
  'persistency.loyalty',
  'persistency.duration',
  'persistency.retention',
  'persistency.quadrant',
  'prospecting.trend',
  'prospecting.lifecycle',
  'prospecting.relationship',
  'product.reorder',
  'product.supply',
  'advice.next-action',
]);

function readSheet(file: string): string {
  return readFileSync(path.join(import.meta.dirname, file), 'utf8');
}
