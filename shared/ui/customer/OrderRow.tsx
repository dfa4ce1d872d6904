import { useId, useState } from 'preact/hooks';
import type { Order, OrderLine } from '#shared/model/order.ts';
import { classNames } from '../class-names.ts';
import { formatCount, formatMoney } from '../format.ts';
import { Icon } from '../Icon.tsx';
import { langOf } from '../lang-of.ts';
import { NameText } from '../NameText.tsx';
import { useReader, type Reader } from '../reader.ts';
import type { OrderEntry } from './entry.ts';

export type OrderRowProps = { readonly entry: OrderEntry; readonly position: number; readonly total: number };

/** Lines that the second line of a row names before the rest is counted. */
const NAMED = 3;

/** One order: number and count of lines, what it came to, the first products; pressed, all lines. */
export function OrderRow({ entry, position, total }: OrderRowProps) {
  const reader = useReader();
  const { texts, locale } = reader;
  const [isOpen, setOpen] = useState(false);
  const id = useId();
  const { order, waits = false } = entry;
  const lines = Object.entries(order.lines)
    .toSorted(([a], [b]) => Number(a) - Number(b))
    .map(([, line]) => line);
  const sum = lines.reduce((minor, line) => minor + line.amountMinor, 0);
  const isReturn = sum < 0;
  const title = titleOf(order, lines.length, isReturn, reader);
  const second = secondOf(lines, isReturn, reader);
  return (
    <article
      class={classNames('row', waits && 'waits', order.status === 'cancelled' && 'done')}
      aria-labelledby={id}
      data-record={order.id}
      aria-posinset={position}
      aria-setsize={total}
    >
      <span class="mg" title={isReturn ? texts.orderRow.returnedUntitled : texts.whyTier.order}>
        <Icon name={isReturn ? 'undo' : 'order'} />
      </span>
      <button type="button" id={id} class="t cut" data-row title={title} aria-expanded={isOpen ? 'true' : 'false'} onClick={() => setOpen(!isOpen)}>
        <span lang={langOf(title, locale)}>{title}</span>
        {order.status === 'cancelled' ? <span class="soft">, {texts.orderRow.cancelled}</span> : null}
        {waits ? <span class="vh">, {texts.timeline.waits}</span> : null}
      </button>
      <span class="r ink">{lines.length === 0 ? null : moneyOf(sum, order, reader)}</span>
      {isOpen ? (
        <Lines lines={lines} order={order} />
      ) : second === '' ? null : (
        <span class="s cut" lang={langOf(second, locale)}>
          {second}
        </span>
      )}
    </article>
  );
}

function titleOf({ number }: Order, lines: number, isReturn: boolean, { texts }: Reader): string {
  const words = texts.orderRow;
  if (isReturn) {
    return number === undefined ? words.returnedUntitled : words.returned(number);
  }
  return number === undefined ? words.untitled(lines) : words.title(number, lines);
}

function secondOf(lines: readonly OrderLine[], isReturn: boolean, { texts, locale }: Reader): string {
  const words = texts.orderRow;
  const named = lines
    .slice(0, NAMED)
    .map((line) => words.item(formatCount(isReturn ? Math.abs(line.quantity) : line.quantity, locale), line.productName));
  return lines.length > NAMED ? words.more(named.join(words.join), lines.length - NAMED) : named.join(words.join);
}

/** A sum in the order's own currency; without one the figure alone, since no sign may be guessed. */
function moneyOf(minor: number, { currency }: Order, reader: Reader): string {
  return currency === undefined
    ? new Intl.NumberFormat(reader.locale, { minimumFractionDigits: 2 }).format(minor / 100).replace('-', '\u2212')
    : formatMoney({ minor, currency }, reader.locale, { own: reader.currency });
}

function Lines({ lines, order }: { readonly lines: readonly OrderLine[]; readonly order: Order }) {
  const reader = useReader();
  const words = reader.texts.orderRow;
  if (lines.length === 0) {
    return <p class="s">{words.noLines}</p>;
  }
  return (
    <table class="s led lines-t">
      <thead class="vh">
        <tr>
          <th scope="col">{words.quantity}</th>
          <th scope="col">{words.product}</th>
          <th scope="col">{words.amount}</th>
        </tr>
      </thead>
      <tbody>
        {lines.map((line, index) => (
          <tr key={index} class="sub">
            <td class="num">{formatCount(line.quantity, reader.locale)}</td>
            <td>
              <NameText>{line.productName}</NameText>
              {line.discountMinor === undefined || line.discountMinor === 0 ? null : (
                <span class="meta off-l">
                  {words.discount(
                    moneyOf(line.discountMinor, order, reader),
                    line.discountReason === undefined ? '' : words.discountReasons[line.discountReason],
                  )}
                </span>
              )}
            </td>
            <td class="num">{moneyOf(line.amountMinor, order, reader)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
