import type { CustomerFacts } from '#shared/analysis/customer-facts.ts';
import { reasonText } from '#shared/text/index.ts';
import { useReader } from '../reader.ts';
import { evidenceOf, type OpenEvidence } from './evidence.ts';
import { sayFor } from './say.ts';
import { Why } from './Why.tsx';

export type StageLineProps = { readonly stage: NonNullable<CustomerFacts['stage']>; readonly onOpen?: OpenEvidence };

/** In which stage a customer is, and the rule that says so. */
export function StageLine({ stage: { stage, reason }, onOpen }: StageLineProps) {
  const reader = useReader();
  const { texts } = reader;
  const says = reasonText(texts, reason, sayFor(reader));
  return (
    <p class="stage">
      <span>
        <b>{texts.stages[stage]}</b>&ensp;{says}
      </span>
      <Why about={texts.stages[stage]} onPress={onOpen && (() => onOpen(evidenceOf(texts.stages[stage], says, reason, [])))} />
    </p>
  );
}
