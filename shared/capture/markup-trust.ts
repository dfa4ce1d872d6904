import type { CapturedOrder, MarkupTrust } from '../model/capture.ts';
import { domainOf, isFreemail } from './addresses.ts';
import { registrableDomain, type SenderProof } from './raw/sender-proof.ts';
import type { ShopClaims } from './structured/orders.ts';
import { agreesWithDomain } from './text/companies.ts';
import { domainLabel } from './text/domain-label.ts';

/** Below this nothing is ticked by itself: the user is asked. */
const ASKED_CONFIDENCE = 0.6;

function domainsOf({ names, urls, emails }: ShopClaims): (string | null)[] {
  const hosts = urls.map((url) => (URL.canParse(url) && /^https?:/iu.test(url) ? new URL(url).hostname : ''));
  // A shop that is named by its domain (`Shop.example`) claims it.
  const named = names.filter((name) => /^[\w-]+(?:\.[\w-]+)+$/u.test(name.trim())).map((name) => name.trim());
  return [...hosts, ...emails.map(domainOf), ...named].filter((host) => host !== '').map(registrableDomain);
}

/**
 * Whether the shop that an order's markup names is the one that sent the mail. Everything that the markup claims has to agree with one
 * domain: the one in the From line, or one that signed the message as the receiving server found. A shop with a name alone agrees with
 * a domain that is that name. A provider of free mailboxes is nobody's shop.
 */
export function judgeMarkup(claims: ShopClaims, fromEmail: string | null, proof: SenderProof): MarkupTrust {
  const sender = fromEmail === null ? null : registrableDomain(domainOf(fromEmail));
  const senders = [...(sender === null || proof.isForged ? [] : [sender]), ...proof.signedBy].filter((domain) => !isFreemail(domain));
  const claimed = domainsOf(claims);
  if (claimed.length > 0) {
    return senders.some((domain) => claimed.every((one) => one === domain)) ? 'sender-is-shop' : 'sender-is-not-shop';
  }
  if (claims.names.length === 0) {
    return 'shop-unnamed';
  }
  const agrees = (domain: string): boolean => claims.names.every((name) => agreesWithDomain(name, domainLabel(`x@${domain}`)));
  return senders.some(agrees) ? 'sender-is-shop' : 'sender-is-not-shop';
}

/** An order with the confidence that its sender has: one that is not the shop is asked about, whatever its markup says. */
export function withTrust(order: CapturedOrder, trust: MarkupTrust): CapturedOrder {
  return trust === 'sender-is-shop' ? order : { ...order, confidence: Math.min(order.confidence, ASKED_CONFIDENCE) };
}
