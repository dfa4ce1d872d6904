import type { TierId } from '#shared/analysis/customer-facts.ts';
import type { TierBenefit } from '#shared/model/settings.ts';
import { useReader } from '../reader.ts';

export type BenefitsProps = { readonly tier: TierId; readonly benefit: TierBenefit };

/** What a customer's tier brings, as the team has settled it; nothing where it brings nothing. */
export function Benefits({ tier, benefit: { discountShare, services } }: BenefitsProps) {
  const { texts, locale } = useReader();
  if (discountShare === 0 && services.length === 0) {
    return null;
  }
  const share = new Intl.NumberFormat(locale, { style: 'percent', maximumFractionDigits: 2 }).format(discountShare);
  return (
    <ul class="brings" aria-label={texts.tier.brings(texts.tiers[tier])}>
      {discountShare === 0 ? null : <li class="ink">{texts.tier.discount(share)}</li>}
      {services.map((service, index) => (
        <li key={index}>{service}</li>
      ))}
    </ul>
  );
}
