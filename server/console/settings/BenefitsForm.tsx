import { useId } from 'preact/hooks';
import { TIERS } from '#shared/analysis/customer-facts.ts';
import { useReader } from '#shared/ui/reader.ts';
import { Cell } from './Cell.tsx';
import type { FormPart } from './parts.ts';
import { at } from './settings-draft.ts';

/** What each tier brings: a discount, and services in words. */
export function BenefitsForm(part: FormPart) {
  const { texts } = useReader();
  const words = texts.console.settings;
  const id = useId();
  return (
    <section class="blk" aria-labelledby={id}>
      <div class="blk-h">
        <h2 id={id}>{words.benefits}</h2>
      </div>
      <p class="say">{words.benefitsSay}</p>
      <table class="led set-t">
        <thead>
          <tr>
            <th scope="col">{words.tier}</th>
            <th scope="col">{words.discount}</th>
            <th scope="col">{words.services}</th>
          </tr>
        </thead>
        <tbody>
          {TIERS.map((tier) => (
            <tr key={tier}>
              <th scope="row">{texts.tiers[tier]}</th>
              <td>
                <Cell {...part} path={at.discount(tier)} label={words.discountOf(texts.tiers[tier])} />
              </td>
              <td>
                <Cell {...part} path={at.services(tier)} label={words.servicesOf(texts.tiers[tier])} rows={2} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}
