import { Fragment } from 'preact';
import { useState } from 'preact/hooks';
import { formatCalendarDay, formatCount } from '../format.ts';
import { NameText } from '../NameText.tsx';
import { useReader } from '../reader.ts';
import type { CountedOrder } from './counted-orders.ts';

/** An order of the table; `currency` where the orders are of several. */
type Counted = CountedOrder & { readonly currency?: string | undefined };

export type CountedTableProps = {
  readonly orders: readonly Counted[];
  /** The sign of the one currency, for the head of the column. */
  readonly sign: string | undefined;
  readonly figure: (minor: number, currency: string | undefined) => string;
  /** What all orders come to; without it there is no sum. */
  readonly sum: { readonly label: string; readonly minor: number } | undefined;
  /** Shows an order where it stands in the timeline. */
  readonly onShow?: ((order: string) => void) | undefined;
};

/** Orders in sight before the rest is asked for, and lines of one order. */
const SHOWN_ORDERS = 5;
const SHOWN_LINES = 3;

/** Orders that a figure rests on, each of which opens to its lines, and their sum. */
export function CountedTable({ orders, sign, figure, sum, onShow }: CountedTableProps) {
  const reader = useReader();
  const words = reader.texts.whyTier;
  const [open, setOpen] = useState<string | undefined>(orders[0]?.id);
  const [isAll, setAll] = useState(false);
  const shown = isAll ? orders : orders.slice(0, SHOWN_ORDERS);
  const rest = orders.slice(shown.length).reduce((minor, { netMinor }) => minor + netMinor, 0);

  return (
    <table class="led counted">
      <thead>
        <tr>
          <th scope="col">{words.day}</th>
          <th scope="col">{words.order}</th>
          <th scope="col" class="num">
            {sign === undefined ? reader.texts.orderRow.amount : words.net(sign)}
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
              <td class="num">{figure(order.netMinor, order.currency)}</td>
            </tr>
            {open === order.id ? <Lines order={order} figure={(minor) => figure(minor, order.currency)} onShow={onShow} /> : null}
          </Fragment>
        ))}
        {orders.length > shown.length ? (
          <tr>
            <td colSpan={2}>
              <button type="button" class="link" onClick={() => setAll(true)}>
                {words.more(orders.length - shown.length)}
              </button>
            </td>
            <td class="num soft">{sum === undefined ? null : figure(rest, undefined)}</td>
          </tr>
        ) : null}
      </tbody>
      {sum === undefined ? null : (
        <tfoot>
          <tr>
            <td colSpan={2}>{sum.label}</td>
            <td class="num">{figure(sum.minor, undefined)}</td>
          </tr>
        </tfoot>
      )}
    </table>
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

type LinesProps = { readonly order: CountedOrder; readonly figure: (minor: number) => string; readonly onShow: CountedTableProps['onShow'] };

function Lines({ order, figure, onShow }: LinesProps) {
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
      {onShow === undefined ? null : (
        <tr class="sub show">
          <td />
          <td colSpan={2}>
            <button type="button" class="link" onClick={() => onShow(order.id)}>
              {texts.behind.show}
            </button>
          </td>
        </tr>
      )}
    </>
  );
}
