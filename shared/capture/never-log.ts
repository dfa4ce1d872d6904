import { getDomain } from 'tldts';
import * as v from 'valibot';
import type { CapturedMessage } from '../model/capture.ts';
import { domainOf, isMachineAddress, normalizeEmail } from './addresses.ts';
import { listCounterparts } from './people.ts';

/** What is never logged by itself. Rules are addresses (`anna@acme.example`) or domains (`acme.example`, its subdomains too). */
export const NeverLogRules = v.strictObject({
  rules: v.array(v.pipe(v.string(), v.maxLength(320))),
  /** A mail to more people is an announcement. */
  maxRecipients: v.pipe(v.number(), v.integer(), v.minValue(1)),
});
export type NeverLogRules = v.InferOutput<typeof NeverLogRules>;

/** No rule of one's own, at most twenty recipients. */
export const DEFAULT_NEVER_LOG_RULES: NeverLogRules = { rules: [], maxRecipients: 20 };

/** A rule as it is kept: one address, or a domain with all its subdomains, both as addresses are matched. */
export type NeverLogRule = { readonly kind: 'address' | 'domain'; readonly value: string };

function readRule(written: string): NeverLogRule | null {
  const text = written.trim().replace(/^(?:\*?@|\*\.)/u, '');
  if (text.includes('@')) {
    const address = normalizeEmail(text);
    return address === null ? null : { kind: 'address', value: address };
  }
  const domain = domainOf(normalizeEmail(`x@${text}`) ?? '');
  return domain === '' ? null : { kind: 'domain', value: domain };
}

/**
 * A new rule from what a person writes: `Anna@Acme.example`, `acme.example`, `@acme.example`, `*@acme.example`. Null when it
 * is neither an address nor a domain that somebody can own: a rule for all of `com` or `co.uk` is a slip.
 */
export function parseNeverLogRule(written: string): NeverLogRule | null {
  const rule = readRule(written);
  return rule?.kind === 'domain' && getDomain(rule.value) === null ? null : rule;
}

/** The first rule that holds for an address, as it is written in `rules`; undefined when none does. */
export function findNeverLogRule(email: string, rules: readonly string[]): string | undefined {
  const address = normalizeEmail(email) ?? email;
  return rules.find((written) => {
    const rule = readRule(written);
    const domain = domainOf(address);
    return rule?.kind === 'address' ? rule.value === address : rule !== null && (domain === rule.value || domain.endsWith(`.${rule.value}`));
  });
}

/** Why a message is not to be logged by itself, or null. The rules of the user come first, since they are his own words. */
export function neverLogReason(
  message: CapturedMessage,
  rules: NeverLogRules,
  ownAddresses: readonly string[],
): 'rule' | 'automatic' | 'too-many' | 'own-domain' | null {
  const { direction, people } = listCounterparts(message, ownAddresses);
  const emails = people.map((person) => person.email);
  if (message.from !== null && direction === 'in') {
    emails.push(normalizeEmail(message.from.email) ?? message.from.email);
  }
  if (emails.some((email) => findNeverLogRule(email, rules.rules) !== undefined)) {
    return 'rule';
  }
  if (message.automatic || (message.from !== null && isMachineAddress(message.from.email))) {
    return 'automatic';
  }
  if (message.to.length + message.cc.length > rules.maxRecipients) {
    return 'too-many';
  }
  return people.length === 0 ? 'own-domain' : null;
}
