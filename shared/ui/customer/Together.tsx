import type { PairFacts } from '#shared/analysis/customer-facts.ts';
import { NameText } from '../NameText.tsx';
import { useReader } from '../reader.ts';

export type TogetherProps = { readonly pairs: readonly PairFacts[]; readonly heading?: 'h2' | 'h3' };

/** Products that this customer buys together: in how many of the orders here, and what the whole team's orders say. */
export function Together({ pairs, heading: Heading = 'h3' }: TogetherProps) {
  const { texts, locale } = useReader();
  const words = texts.together;
  const percent = new Intl.NumberFormat(locale, { style: 'percent', maximumSignificantDigits: 2 });
  const times = new Intl.NumberFormat(locale, { minimumFractionDigits: 1, maximumFractionDigits: 1 });
  return pairs.length === 0 ? null : (
    <section class="sec together" aria-label={words.title}>
      <Heading class="h">
        <span>{words.title}</span>
      </Heading>
      <ul>
        {pairs.map(({ left, right, here, everywhere }) => (
          <li key={`${left}/${right}`}>
            <p class="with-end">
              <NameText>{words.pair(left, right)}</NameText>
              <span class="small mid nb">{words.here(here.together, here.orders)}</span>
            </p>
            <p class="small soft">
              {words.everywhere(
                everywhere.together,
                everywhere.orders,
                percent.format(everywhere.support),
                percent.format(everywhere.confidence),
                times.format(everywhere.lift),
              )}
            </p>
          </li>
        ))}
      </ul>
    </section>
  );
}
