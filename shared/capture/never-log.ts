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

function matchesRule(email: string, rule: string): boolean {
  const text = rule
    .trim()
    .toLowerCase()
    .replace(/^(?:\*?@|\*\.)/u, '');
  if (text === '') {
    return false;
  }
  const address = normalizeEmail(text);
  if (address !== null) {
    return email === address;
  }
  const domain = domainOf(normalizeEmail(`x@${text}`) ?? '');
  return domain !== '' && (domainOf(email) === domain || domainOf(email).endsWith(`.${domain}`));
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
  if (emails.some((email) => rules.rules.some((rule) => matchesRule(email, rule)))) {
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
