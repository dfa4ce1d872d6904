import type { CustomerFacts } from '#shared/analysis/customer-facts.ts';
import { reasonText } from '#shared/text/index.ts';
import { formatCalendarDay } from '../format.ts';
import { Icon } from '../Icon.tsx';
import { Button } from '../primitives/Button.tsx';
import { useReader } from '../reader.ts';
import { evidenceOf, type OpenEvidence } from './evidence.ts';
import { sayFor } from './say.ts';
import { Why } from './Why.tsx';

type Next = NonNullable<CustomerFacts['next']>;

/** What somebody does with an action that is advised. */
export type AdviceActs = { readonly onSettle: (rule: Next['rule'], how: 'done' | 'dismissed') => void };

export type NextActionProps = {
  readonly next: Next;
  readonly heading?: 'h2' | 'h3';
  readonly acts?: AdviceActs | undefined;
  /** What is overdue, for the advice that rests on it. */
  readonly overdue?: CustomerFacts['overdue'];
  readonly onOpen?: OpenEvidence;
};

/** What to do next with the rule behind it; with acts it can be ticked or put away, and is not said again for a while. */
export function NextAction({ next, heading: Heading = 'h3', acts, overdue = [], onOpen }: NextActionProps) {
  const reader = useReader();
  const { next: words, advice, format } = reader.texts;
  const what = advice[next.rule];
  const says = reasonText(reader.texts, next.reason, sayFor(reader));
  return (
    <section class="sec act next" aria-label={words.title}>
      <Heading class="vh">{words.title}</Heading>
      <span class="mg">
        <Icon name="next" />
      </span>
      <p class="t">{what}</p>
      <p class="why">
        {[says, ...(next.also === 0 ? [] : [words.also(next.also)])].join(format.gap)}
        <Why about={what} onPress={onOpen && (() => onOpen(evidenceOf(what, says, next.reason, overdue)))} />
      </p>
      {acts === undefined ? (
        <p class="meta">{words.until(formatCalendarDay(next.until, reader, 'short'))}</p>
      ) : (
        <p class="btns">
          <Button label={words.doneThis(what)} onPress={() => acts.onSettle(next.rule, 'done')}>
            {words.done}
          </Button>
          <Button kind="bare" label={words.dismissThis(what)} onPress={() => acts.onSettle(next.rule, 'dismissed')}>
            {words.dismiss}
          </Button>
        </p>
      )}
    </section>
  );
}
