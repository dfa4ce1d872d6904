import type { TierFacts, TierId } from '#shared/analysis/customer-facts.ts';
import type { Currency } from '#shared/model/field.ts';
import { formatMoney } from '../format.ts';
import type { Reader } from '../reader.ts';

/** How many spines of the shelf a tier fills. */
export const spinesOf: Readonly<Record<TierId, 1 | 2 | 3>> = { high: 3, general: 2, low: 1 };

/** A sum as the card has it: whole units, the team's own currency without its country. */
export function wholeMoney(minor: number, currency: Currency, reader: Reader): string {
  return formatMoney({ minor, currency }, reader.locale, { whole: true, own: reader.currency });
}

/** The reason of a tier in one line, or what is missing for one. */
export function tierReason(facts: TierFacts, reader: Reader): string {
  const { tier } = reader.texts;
  if (facts.enough) {
    return tier.reason(wholeMoney(facts.bought.netMinor, facts.currency, reader), facts.bought.orders);
  }
  switch (facts.missing) {
    case 'orders':
      return facts.orders === 0 ? reader.texts.customer.noTierReason : tier.needsOrders(Math.max(1, facts.needed - facts.orders));
    case 'amounts':
      return tier.needsAmounts;
    case 'customers':
      return tier.needsCustomers(facts.customers, facts.needed);
    case 'currencies':
      return tier.needsOneCurrency;
  }
}
