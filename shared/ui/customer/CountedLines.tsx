import { useMemo } from 'preact/hooks';
import type { TierFacts } from '#shared/analysis/customer-facts.ts';
import type { Order } from '#shared/model/order.ts';
import { currencySign, formatCalendarDay, formatFigure, formatNearCalendarDay, todayOf } from '../format.ts';
import { useReader } from '../reader.ts';
import { ordersBehind } from './counted-orders.ts';
import { CountedTable } from './CountedTable.tsx';

type Props = {
  readonly tier: Extract<TierFacts, { enough: true }>;
  readonly orders: readonly Order[];
  readonly onShow?: ((order: string) => void) | undefined;
};

/** The orders of twelve months that a tier rests on, each of which opens to its lines, and their sum. */
export function CountedLines({ tier, orders, onShow }: Props) {
  const reader = useReader();
  const { texts, locale } = reader;
  const words = texts.whyTier;
  const counted = useMemo(() => ordersBehind(tier, orders), [tier, orders]);
  const returns = counted.filter(({ netMinor }) => netMinor < 0).length;
  const until = tier.windowTo === todayOf(reader) ? formatNearCalendarDay(tier.windowTo, reader) : formatCalendarDay(tier.windowTo, reader, 'short');

  return (
    <section class="sec">
      <h3 class="h">
        <span>{words.lines}</span>
        <span>{returns === 0 ? words.counted(tier.bought.orders) : words.countedReturns(tier.bought.orders, returns)}</span>
      </h3>
      <CountedTable
        orders={counted}
        sign={currencySign(tier.currency, locale, reader.currency)}
        figure={(minor) => formatFigure({ minor, currency: tier.currency }, locale)}
        sum={{ label: words.sum(until), minor: tier.bought.netMinor }}
        onShow={onShow}
      />
      <p class="meta after">
        {[words.method(tier.currency), tier.basis === 'percentile' ? words.percentile(tier.customers) : words.fixed(tier.customers), words.same].join(
          texts.format.gap,
        )}
      </p>
    </section>
  );
}
