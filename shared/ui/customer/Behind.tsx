import { useMemo } from 'preact/hooks';
import type { Order } from '#shared/model/order.ts';
import { currencySign, formatFigure, formatMoney } from '../format.ts';
import { Sheet } from '../primitives/Sheet.tsx';
import { useReader } from '../reader.ts';
import { CountedTable } from './CountedTable.tsx';
import { ordersBehindEvidence, type Evidence } from './evidence.ts';

export type BehindProps = {
  readonly evidence: Evidence;
  /** All orders of the customer; those behind the figure are chosen here. */
  readonly orders: readonly Order[];
  readonly onClose: () => void;
  /** Shows an order where it stands in the timeline. */
  readonly onShow?: ((order: string) => void) | undefined;
};

/** What a figure of the card rests on: its sentence, and the orders behind it, each of which opens to its lines. */
export function Behind({ evidence, orders, onClose, onShow }: BehindProps) {
  const reader = useReader();
  const { texts, locale } = reader;
  const words = texts.behind;
  const found = useMemo(() => ordersBehindEvidence(evidence, orders), [evidence, orders]);
  const [first] = found;
  const currency = first?.currency;
  // Sums of two currencies are never added.
  const isOne = currency !== undefined && found.every((order) => order.currency === currency);
  const sum = found.reduce((minor, { netMinor }) => minor + netMinor, 0);
  return (
    <Sheet title={words.title(evidence.title)} onClose={onClose}>
      <section class="sec">
        {evidence.says.map((sentence) => (
          <p key={sentence} class="mid">
            {sentence}
          </p>
        ))}
      </section>
      <section class="sec">
        <h3 class="h">
          <span>{words.orders}</span>
          <span>{texts.whyTier.counted(found.length)}</span>
        </h3>
        {first === undefined ? (
          <p class="small">
            <span class="none">{words.none}</span>
          </p>
        ) : (
          <CountedTable
            orders={found}
            sign={isOne ? currencySign(currency, locale, reader.currency) : undefined}
            figure={(minor, of) =>
              isOne || of === undefined
                ? formatFigure({ minor, currency: currency ?? 'EUR' }, locale)
                : formatMoney({ minor, currency: of }, locale, { own: reader.currency })
            }
            sum={isOne ? { label: words.sum, minor: sum } : undefined}
            onShow={onShow}
          />
        )}
        <p class="meta after">{[isOne ? texts.whyTier.method(currency) : words.net, texts.whyTier.same].join(texts.format.gap)}</p>
      </section>
    </Sheet>
  );
}
