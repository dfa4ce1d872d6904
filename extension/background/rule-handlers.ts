import { domainOf, isFreemail, normalizeEmail } from '#shared/capture/addresses.ts';
import { findNeverLogRule, parseNeverLogRule } from '#shared/capture/never-log.ts';
import { AppError } from '#shared/errors.ts';
import type { calls } from '../messages.ts';
import { neverLogRules, readSetting, writeSetting } from '../settings.ts';
import type { Book } from '../store/database.ts';
import { findIdentity } from '../store/meta.ts';
import type { Handlers } from '../transport.ts';

type RuleHandlers = Pick<Handlers<typeof calls>, 'neverLog' | 'allowLog' | 'tellLogging'>;

/** Whose mail is never logged. The list is a setting of this browser: it is no record, and reaches no server. */
export function createRuleHandlers({ book }: { readonly book: Book }): RuleHandlers {
  /** The user's own address, and the domain of the colleagues where the user's provider does not serve everybody. */
  const findOwn = async (): Promise<{ readonly email: string | null; readonly domain: string | null }> => {
    const written = (await findIdentity(book))?.user.email ?? '';
    const email = normalizeEmail(written);
    const domain = domainOf(email ?? '');
    return { email, domain: domain === '' || isFreemail(domain) ? null : domain };
  };

  return {
    async neverLog({ value }) {
      const rule = parseNeverLogRule(value);
      const own = await findOwn();
      const held = await readSetting(neverLogRules);
      const isThere = rule !== null && (held.includes(rule.value) || (rule.kind === 'address' && findNeverLogRule(rule.value, held) !== undefined));
      const fault = rule === null ? 'bad' : rule.value === own.email || rule.value === own.domain ? 'own' : isThere ? 'there' : null;
      if (rule === null || fault !== null) {
        throw new AppError('bad-request', { field: 'value', fault: fault ?? 'bad' });
      }
      await writeSetting(neverLogRules, [...held, rule.value]);
      return { rule: rule.value };
    },

    async allowLog({ value }) {
      const held = await readSetting(neverLogRules);
      await writeSetting(
        neverLogRules,
        held.filter((rule) => rule !== value),
      );
      return {};
    },

    async tellLogging({ emails }) {
      const rules = await readSetting(neverLogRules);
      const own = await findOwn();
      const people = emails.map((email) => {
        const domain = domainOf(normalizeEmail(email) ?? '');
        // At a mail provider, and among colleagues, a domain is not one customer's.
        const isOwned = domain !== '' && domain !== own.domain && !isFreemail(domain) && parseNeverLogRule(domain) !== null;
        return { email, rule: findNeverLogRule(email, rules) ?? null, domain: isOwned ? domain : null };
      });
      return { people, ownDomain: own.domain };
    },
  };
}
