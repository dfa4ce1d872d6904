import { toLine } from '#shared/capture/line.ts';
import type { PageTraits } from '#shared/capture/page-line.ts';
import { countryOfDomain } from '#shared/capture/text/phones.ts';
import { attributeOf, findAll, findFirst, isWithin, textOf } from './dom.ts';

function metaOf(document: Document, ...names: readonly string[]): string[] {
  return names
    .flatMap((name) => findAll(document, `meta[property="${name}" i], meta[name="${name}" i]`))
    .map((meta) => toLine(attributeOf(meta, 'content') ?? ''))
    .filter((text) => text !== '');
}

/** The region of a language tag (`de-AT`: `AT`), or null. */
function regionOf(language: string | null): string | null {
  return /^[a-z]{2,3}[-_]([A-Z]{2})$/iu.exec(language?.trim() ?? '')?.[1]?.toUpperCase() ?? null;
}

/** What a page says of itself beside its text: title, site, markers of articles. */
export function readTraits(document: Document, url: string, kind: PageTraits['kind']): PageTraits {
  const place = URL.canParse(url) ? new URL(url) : null;
  const isWeb = place !== null && /^https?:$/u.test(place.protocol);
  const host = isWeb ? place.hostname.replace(/^www\./u, '') : '';
  const title = toLine(textOf(findFirst(document, 'head > title, title'))) || metaOf(document, 'og:title')[0] || '';
  const type = metaOf(document, 'og:type')[0] ?? '';
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
    siteNames: [...new Set(metaOf(document, 'og:site_name', 'application-name', 'apple-mobile-web-app-title', 'dc.publisher', 'author-company'))],
    logos: [...new Set(logos)].filter((text) => text !== '').slice(0, 5),
    kind,
    isMarkedArticle: /^(?:article|news|blog|video|book)\b/iu.test(type),
    isDated:
      metaOf(document, 'article:published_time', 'datepublished', 'date', 'dc.date', 'parsely-pub-date', 'sailthru.date', 'pubdate').length > 0,
    country: (host === '' ? null : countryOfDomain(`x@${host}`)) ?? regionOf(attributeOf(findFirst(document, 'html'), 'lang')),
  };
}
