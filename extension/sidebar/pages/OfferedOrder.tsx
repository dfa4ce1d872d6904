import { useState } from 'preact/hooks';
import type { OrderColumnRole } from '#shared/model/capture.ts';
import type { Order } from '#shared/model/order.ts';
import { minorDigits } from '#shared/ui/format.ts';
import { useReader } from '#shared/ui/reader.ts';
import { calls } from '../../messages.ts';
import { send } from '../../transport.ts';
import type { LastPrice } from '../parts/order-draft.ts';
import { OrderColumns } from '../parts/OrderColumns.tsx';
import { OrderSheet } from '../parts/OrderSheet.tsx';
import type { OrderDraft, OrderOffer } from '../parts/types.ts';

type OfferedOrderProps = {
  readonly offer: OrderOffer;
  readonly name: string;
  /** The currency where the text names none. */
  readonly currency: string;
  /** The customer's orders, newest first, for products and prices. */
  readonly orders: readonly Order[];
  readonly error?: string | undefined;
  readonly onSave: (draft: OrderDraft) => void;
  readonly onClose: () => void;
};

/** An order that a mail or a pasted text offers, in the sheet in which orders are written: to be checked, put right and saved. */
export function OfferedOrder({ offer, name, currency, orders, error, onSave, onClose }: OfferedOrderProps) {
  const { texts } = useReader();
  const [order, setOrder] = useState(offer.order);
  const [table, setTable] = useState(offer.order.table);
  const [lacks, setLacks] = useState(false);
  const [version, setVersion] = useState(0);

  const tell = async (roles: OrderColumnRole[]): Promise<void> => {
    if (table === null) {
      return;
    }
    const told = { ...table, roles };
    setTable(told);
    const answer = await send(calls.readColumns, { table: told, around: order.currency ?? '' });
    const read = answer.ok ? answer.value.order : null;
    setLacks(read === null);
    if (read !== null) {
      setOrder({ ...read, number: order.number });
      setVersion(version + 1);
    }
  };
  const save = (draft: OrderDraft): void => {
    const isToldAnew = table !== null && JSON.stringify(table.roles) !== JSON.stringify(offer.order.table?.roles);
    if (isToldAnew && !lacks && offer.sender !== undefined) {
      void send(calls.learnColumns, { sender: offer.sender, heading: table.heading, roles: table.roles });
    }
    onSave(draft);
  };

  return (
    <OrderSheet
      key={version}
      name={name}
      currency={currency}
      products={[...new Set(orders.flatMap((one) => Object.values(one.lines).map((line) => line.productName)))]}
      mac={navigator.userAgent.includes('Mac OS')}
      error={error}
      found={{ order, markup: offer.markup, placedOn: offer.placedOn, lastPrice: lastPriceOf(orders) }}
      columns={
        table === null || table.heading.length === 0 ? null : (
          <OrderColumns
            table={table}
            sender={offer.sender}
            error={lacks ? texts.offered.columnsLack : undefined}
            onRoles={(roles) => void tell(roles)}
          />
        )
      }
      onSave={save}
      onClose={onClose}
    />
  );
}

/** What one of a product cost in the newest order that has it in the same currency. */
function lastPriceOf(orders: readonly Order[]): LastPrice {
  return (product, currency) => {
    const name = product.trim().toLowerCase();
    for (const order of orders) {
      const line = order.currency === currency ? Object.values(order.lines).find((one) => one.productName.trim().toLowerCase() === name) : undefined;
      if (line?.unitPriceMinor !== undefined) {
        return line.unitPriceMinor / 10 ** minorDigits(currency);
      }
    }
    return undefined;
  };
}
