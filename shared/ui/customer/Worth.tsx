import type { ComponentChildren } from 'preact';
import type { WorthFacts } from '#shared/analysis/customer-facts.ts';
import { formatSpan } from '../format.ts';
import { useReader } from '../reader.ts';
import { wholeMoney } from './tier.ts';

export type WorthProps = { readonly worth: WorthFacts | null; readonly heading?: 'h2' | 'h3' };

/** What is to be expected of a customer within a year: in pencil, with its interval, and how well such forecasts did. */
export function Worth({ worth, heading: Heading = 'h3' }: WorthProps) {
  const { texts } = useReader();
  const words = texts.worth;
  if (worth === null) {
    return null;
  }
  const needs = { customers: words.needsCustomers, repeaters: words.needsRepeaters, weeks: words.needsWeeks } as const;
  return (
    <section class="sec worth">
      <Heading class="h">
        <span>{words.title}</span>
      </Heading>
      {worth.enough ? (
        <Known worth={worth} />
      ) : (
        <p class="small">
          <span class="none">{needs[worth.missing](worth.have, worth.needed)}</span>
        </p>
      )}
    </section>
  );
}

function Known({ worth }: { readonly worth: Extract<WorthFacts, { enough: true }> }) {
  const reader = useReader();
  const words = reader.texts.worth;
  const { alive, orders, brings, customers, checked } = worth;
  const share = new Intl.NumberFormat(reader.locale, { style: 'percent', maximumFractionDigits: 0 });
  const number = new Intl.NumberFormat(reader.locale, { maximumFractionDigits: orders.value < 10 ? 1 : 0 });
  return (
    <>
      <dl class="figs">
        <Figure name={words.alive}>{alive === null ? undefined : share.format(alive)}</Figure>
        <Figure name={words.orders} span={words.span(number.format(orders.low), number.format(orders.high))}>
          {number.format(orders.value)}
        </Figure>
        {brings === null ? null : (
          <Figure
            name={words.brings}
            span={words.span(wholeMoney(brings.low, brings.currency, reader), wholeMoney(brings.high, brings.currency, reader))}
          >
            {wholeMoney(brings.value, brings.currency, reader)}
          </Figure>
        )}
      </dl>
      <p class="small soft">
        {words.learnt(customers)}{' '}
        {checked === null ? words.unchecked : words.checked(checked.predicted, checked.actual, formatSpan(checked.from, checked.to, reader))}
      </p>
    </>
  );
}

type FigureProps = { readonly name: string; readonly span?: string; readonly children: ComponentChildren };

/** One estimate; without a value the words that say so stand in its place. */
function Figure({ name, span, children }: FigureProps) {
  const { worth } = useReader().texts;
  return (
    <div>
      <dt>{name}</dt>
      <dd class="est">{children ?? <span class="small">{worth.unsure}</span>}</dd>
      {span === undefined ? null : <dd>{span}</dd>}
    </div>
  );
}
