import type { CustomerFacts } from '#shared/analysis/customer-facts.ts';
import { reasonText } from '#shared/text/index.ts';
import { useReader } from '../reader.ts';
import { sayFor } from './say.ts';

/** In which stage a customer is, and the rule that says so. */
export function StageLine({ stage: { stage, reason } }: { readonly stage: NonNullable<CustomerFacts['stage']> }) {
  const reader = useReader();
  const { texts } = reader;
  return (
    <p class="stage">
      <span>
        <b>{texts.stages[stage]}</b>&ensp;{reasonText(texts, reason, sayFor(reader))}
      </span>
    </p>
  );
}
