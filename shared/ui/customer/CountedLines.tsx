import { Fragment } from 'preact';
import { useMemo, useState } from 'preact/hooks';
import type { TierFacts } from '#shared/analysis/customer-facts.ts';
import type { Order } from '#shared/model/order.ts';
import { currencySign, formatCalendarDay, formatCount, formatFigure, formatNearCalendarDay, todayOf } from '../format.ts';
import { NameText } from '../NameText.tsx';
import { useReader } from '../reader.ts';
import { ordersBehind, type CountedOrder } from './counted-orders.ts';

type Props = { readonly tier: Extract<TierFacts, { enough: true }>; readonly orders: readonly Order[] };

/** Orders in sight before the rest is asked for, and lines of one order. */
const SHOWN_ORDERS = 5;
const SHOWN_LINES = 3;

/** The orders of twelve months that a tier rests on, each of which opens to its lines, and their sum. */
export function CountedLines({ tier, orders }: Props) {
  const reader = useReader();
  const { texts, locale } = reader;
  const words = texts.whyTier;
  const counted = useMemo(() => ordersBehind(tier, orders), [tier, orders]);
  const [open, setOpen] = useState<string | undefined>(counted[0]?.id);
  const [isAll, setAll] = useState(false);
  const shown = isAll ? counted : counted.slice(0, SHOWN_ORDERS);
  const returns = counted.filter(({ netMinor }) => netMinor < 0).length;
  const figure = (minor: number): string => formatFigure({ minor, currency: tier.currency }, locale);
  const rest = tier.bought.netMinor - shown.reduce((sum, { netMinor }) => sum + netMinor, 0);
  const sign = currencySign(tier.currency, locale, reader.currency);

  return (
    <section class="sec">
      <h3 class="h">
        <span>{words.lines}</span>
        <span>{returns === 0 ? words.counted(tier.bought.orders) : words.countedReturns(tier.bought.orders, returns)}</span>
      </h3>
      <table class="led counted">
        <thead>
          <tr>
            <th scope="col">{words.day}</th>
            <th scope="col">{words.order}</th>
            <th scope="col" class="num">
              {words.net(sign)}
            </th>
          </tr>
        </thead>
        <tbody>
          {shown.map((order) => (
            <Fragment key={order.id}>
              <tr class={open === order.id ? 'open' : undefined}>
                <td class="nb">{formatCalendarDay(order.day, reader, 'short')}</td>
                <td>
                  <Title order={order} isOpen={open === order.id} onPress={() => setOpen(open === order.id ? undefined : order.id)} />
                  {order.netMinor < 0 ? <span class="small soft"> {words.isReturn}</span> : null}
                </td>
                <td class="num">{figure(order.netMinor)}</td>
              </tr>
              {open === order.id ? <Lines order={order} figure={figure} /> : null}
            </Fragment>
          ))}
          {counted.length > shown.length ? (
            <tr>
              <td colSpan={2}>
                <button type="button" class="link" onClick={() => setAll(true)}>
                  {words.more(counted.length - shown.length)}
                </button>
              </td>
              <td class="num soft">{figure(rest)}</td>
            </tr>
          ) : null}
        </tbody>
        <tfoot>
          <tr>
            <td colSpan={2}>
              {words.sum(
                tier.windowTo === todayOf(reader) ? formatNearCalendarDay(tier.windowTo, reader) : formatCalendarDay(tier.windowTo, reader, 'short'),
              )}
            </td>
            <td class="num">{figure(tier.bought.netMinor)}</td>
          </tr>
        </tfoot>
      </table>
      <p class="meta after">
        {[words.method(tier.currency), tier.basis === 'percentile' ? words.percentile(tier.customers) : words.fixed(tier.customers), words.same].join(
          texts.format.gap,
        )}
      </p>
    </section>
  );
}

function Title({ order, isOpen, onPress }: { readonly order: CountedOrder; readonly isOpen: boolean; readonly onPress: () => void }) {
  const { whyTier } = useReader().texts;
  const name = order.number ?? whyTier.order;
  return (
    <button type="button" class="link" aria-expanded={isOpen ? 'true' : 'false'} aria-label={whyTier.showLines(name)} onClick={onPress}>
      {name}
    </button>
  );
}

function Lines({ order, figure }: { readonly order: CountedOrder; readonly figure: (minor: number) => string }) {
  const { texts, locale } = useReader();
  const [isAll, setAll] = useState(false);
  const shown = isAll || order.lines.length <= SHOWN_LINES + 1 ? order.lines : order.lines.slice(0, SHOWN_LINES);
  const rest = order.lines.slice(shown.length);
  return (
    <>
      {shown.map((line, index) => (
        <tr key={index} class="sub">
          <td class="num">{formatCount(line.quantity, locale)}</td>
          <td>
            <NameText>{line.product}</NameText>
          </td>
          <td class="num">{figure(line.netMinor)}</td>
        </tr>
      ))}
      {rest.length === 0 ? null : (
        <tr class="sub">
          <td />
          <td>
            <button type="button" class="link" onClick={() => setAll(true)}>
              {texts.whyTier.moreLines(rest.length)}
            </button>
          </td>
          <td class="num">{figure(rest.reduce((sum, { netMinor }) => sum + netMinor, 0))}</td>
        </tr>
      )}
    </>
  );
}
