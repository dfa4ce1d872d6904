import { wordSet } from './words.ts';

/** Second parts of domains under which countries give names: `co.uk`, `com.cn`, `or.jp`. */
const SECOND_PARTS = wordSet(
  'ac|ad|asn|asso|biz|co|com|ed|edu|firm|gen|go|gob|gouv|gov|gr|govt|gub|id|idv|in|ind|info|k12|lg|ltd|me|mil|ne|net|nhs|nom|nsw|or|org|plc|presse|sch|school|tm|vic|web',
);
/** Services on whose domain anybody can have a page of his own. */
const SHARED_HOSTS = wordSet(
  'azurewebsites.net|blogspot.com|business.site|firebaseapp.com|github.io|gitlab.io|godaddysites.com|herokuapp.com|jimdofree.com|jimdosite.com|mystrikingly.com|myshopify.com|netlify.app|pages.dev|site123.me|square.site|squarespace.com|typepad.com|vercel.app|web.app|webflow.io|webnode.com|weebly.com|wixsite.com|wordpress.com',
);

/**
 * The name in a page's host (`www.berg-kaffee.co.uk`: `berg-kaffee`), or an empty text. By rules and not by the whole list of public
 * suffixes, which is half of a script that is put into a page at each press; for the domains of mail `domainLabel` has the list.
 */
export function hostLabel(host: string): string {
  const parts = host
    .toLowerCase()
    .split('.')
    .filter((part) => part !== '');
  const isShared = SHARED_HOSTS.has(parts.slice(-2).join('.'));
  const isSecond = parts.length >= 3 && (parts.at(-1)?.length ?? 0) === 2 && SECOND_PARTS.has(parts.at(-2) ?? '');
  return parts.at(isShared || isSecond ? -3 : -2) ?? '';
}
