import { toLine } from '#shared/capture/line.ts';
import type { PageTraits } from '#shared/capture/page-line.ts';
import { countryOfDomain } from '#shared/capture/text/phones.ts';
import { attributeOf, findAll, findFirst, isWithin, textOf } from './dom.ts';

/** How pages mark an author or the body of an article. */
const BYLINE =
  '[rel~="author"], [itemprop~="author"], [itemprop~="articleBody"], [class*="byline" i], [class*="article-body" i], article time[datetime], meta[name="author" i] ~ meta[property^="article:" i], time[pubdate]';

/** What a page's `meta` elements say, by name in lower case; looked up once, since a page may be of ten megabytes. */
function readMetas(document: Document): (...names: readonly string[]) => string[] {
  const metas = findAll(document, 'meta[content]')
    .slice(0, 500)
    .map((meta) => ({
      name: (attributeOf(meta, 'property') ?? attributeOf(meta, 'name') ?? '').toLowerCase(),
      text: toLine(attributeOf(meta, 'content') ?? ''),
    }));
  return (...names) => names.flatMap((name) => metas.filter((meta) => meta.name === name && meta.text !== '').map((meta) => meta.text));
}

/** What a page says of itself beside its text: title, site, markers of articles. */
export function readTraits(document: Document, url: string, kind: PageTraits['kind']): PageTraits {
  const metaOf = readMetas(document);
  const place = URL.canParse(url) ? new URL(url) : null;
  const isWeb = place !== null && /^https?:$/u.test(place.protocol);
  const host = isWeb ? place.hostname.replace(/^www\./u, '') : '';
  const title = toLine(textOf(findFirst(document, 'head > title, title'))) || metaOf('og:title')[0] || '';
  const type = metaOf('og:type')[0] ?? '';
  const logos = findAll(document, 'img[alt]')
    .slice(0, 300)
    .filter((image) => {
      const said = ['class', 'id', 'src', 'alt'].map((name) => attributeOf(image, name) ?? '').join(' ');
      return /logo/iu.test(said.slice(0, 2000)) || isWithin(image, '.logo, #logo, header, #header, .header');
    })
    .map((image) => toLine(attributeOf(image, 'alt') ?? ''));
  return {
    title,
    host,
    path: isWeb ? place.pathname : '',
    query: isWeb ? place.search.slice(1, 500) : '',
    asksFor:
      findFirst(document, 'input[autocomplete^="cc-"], input[name*="cardnumber" i], input[name*="card_number" i]') !== null
        ? 'payment'
        : findFirst(document, 'input[type="password"]') !== null
          ? 'password'
          : null,
    codeBlocks: findAll(document, 'pre').length,
    articles: findAll(document, 'article').length,
    appSigns:
      (findAll(document, 'tr input[type="checkbox"], [role="row"] input[type="checkbox"], li input[type="checkbox"]').length >= 3 ? 1 : 0) +
      (findFirst(document, '[role="grid"], [role="treegrid"], [role="feed"]') === null ? 0 : 1) +
      (findFirst(document, 'canvas') === null ? 0 : 1),
    hasMap: findFirst(document, '#map, .map-canvas, .leaflet-container, .mapboxgl-map, .gm-style, canvas[class*="map" i]') !== null,
    siteNames: [...new Set(metaOf('og:site_name', 'application-name', 'apple-mobile-web-app-title', 'dc.publisher', 'author-company'))],
    logos: [...new Set(logos)].filter((text) => text !== '').slice(0, 5),
    kind,
    isMarkedArticle: /^(?:article|news|blog|video|book)\b/iu.test(type),
    isDated: metaOf('article:published_time', 'datepublished', 'date', 'dc.date', 'parsely-pub-date', 'sailthru.date', 'pubdate').length > 0,
    hasByline: findFirst(document, BYLINE) !== null,
    country: host === '' ? null : countryOfDomain(`x@${host}`),
    language: (attributeOf(findFirst(document, 'html'), 'lang') ?? attributeOf(findFirst(document, 'html'), 'xml:lang') ?? '').trim().slice(0, 20),
  };
}
