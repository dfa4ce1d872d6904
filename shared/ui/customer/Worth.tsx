import type { ComponentChildren } from 'preact';
import type { WorthFacts } from '#shared/analysis/customer-facts.ts';
import type { Day } from '#shared/model/field.ts';
import { formatSpan } from '../format.ts';
import { useReader } from '../reader.ts';
import { worthEvidence, type OpenEvidence } from './evidence.ts';
import { wholeMoney } from './tier.ts';
import { Why } from './Why.tsx';

export type WorthProps = {
  readonly worth: WorthFacts | null;
  /** The day for which it was reckoned. */
  readonly asOf: Day;
  readonly heading?: 'h2' | 'h3';
  readonly onOpen?: OpenEvidence;
};

/** What is to be expected of a customer within a year: in pencil, with its interval, and how well such forecasts did. */
export function Worth({ worth, asOf, heading: Heading = 'h3', onOpen }: WorthProps) {
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
        <Known worth={worth} asOf={asOf} onOpen={onOpen} />
      ) : (
        <p class="small">
          <span class="none">{needs[worth.missing](worth.have, worth.needed)}</span>
        </p>
      )}
    </section>
  );
}

type KnownProps = { readonly worth: Extract<WorthFacts, { enough: true }>; readonly asOf: Day; readonly onOpen: OpenEvidence };

function Known({ worth, asOf, onOpen }: KnownProps) {
  const reader = useReader();
  const words = reader.texts.worth;
  const { alive, orders, brings, customers, checked } = worth;
  const share = new Intl.NumberFormat(reader.locale, { style: 'percent', maximumFractionDigits: 0 });
  const number = new Intl.NumberFormat(reader.locale, { maximumFractionDigits: orders.value < 10 ? 1 : 0 });
  const says = [
    words.learnt(customers),
    checked === null ? words.unchecked : words.checked(checked.predicted, checked.actual, formatSpan(checked.from, checked.to, reader)),
  ];
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
        {says.join(' ')}
        <Why about={words.title} onPress={onOpen && (() => onOpen(worthEvidence(words.title, says, { asOf })))} />
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
