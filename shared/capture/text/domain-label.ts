import { getDomainWithoutSuffix } from 'tldts';
import { domainOf, isFreemail } from '../addresses.ts';

/** The name that an address's domain holds (`anna@mail.berg-kaffee.co.uk`: `berg-kaffee`), or null: freemail tells no company. */
export function domainLabel(email: string): string | null {
  const domain = domainOf(email);
  return domain === '' || isFreemail(domain) ? null : getDomainWithoutSuffix(domain, { allowPrivateDomains: true, validateHostname: false }) || null;
}
