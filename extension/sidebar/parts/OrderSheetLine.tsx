import { formatFigure } from '#shared/ui/format.ts';
import { Icon } from '#shared/ui/Icon.tsx';
import { Field } from '#shared/ui/primitives/Field.tsx';
import { useReader } from '#shared/ui/reader.ts';
import type { WrittenLine } from './order-draft.ts';

export type OrderSheetLineProps = {
  readonly line: WrittenLine;
  /** 1 for the first. */
  readonly place: number;
  /** What the line comes to, as far as it can be told. */
  readonly amountMinor: number | undefined;
  readonly currency: string;
  readonly products?: readonly string[] | undefined;
  /** The line whose product gets the focus. */
  readonly first: boolean;
  readonly say: Readonly<Record<'product' | 'quantity' | 'unitPrice' | 'amount', string | undefined>>;
  readonly onChange: (part: Partial<WrittenLine>) => void;
  readonly onRemove: (() => void) | undefined;
};

/** One line of an order that is being written. */
export function OrderSheetLine({ line, place, amountMinor, currency, products, first, say, onChange, onRemove }: OrderSheetLineProps) {
  const { texts, locale } = useReader();
  const words = texts.orderSheet;
  const reckoned = amountMinor === undefined || !/^[A-Z]{3}$/u.test(currency) ? '' : formatFigure({ minor: amountMinor, currency }, locale);
  return (
    <fieldset class="order-l">
      <legend class="l">{words.line(place)}</legend>
      {onRemove === undefined ? null : (
        <button type="button" class="icb order-x" aria-label={words.removeLine(place)} onClick={onRemove}>
          <Icon name="x" small />
        </button>
      )}
      <Field
        label={words.product}
        value={line.product}
        first={first}
        error={say.product}
        {...(products === undefined ? {} : { options: products })}
        onInput={(product) => onChange({ product })}
      />
      <div class="thirds">
        <Field
          label={line.unit === undefined ? words.quantity : texts.offered.quantityIn(line.unit)}
          value={line.quantity}
          inputMode="decimal"
          error={say.quantity}
          onInput={(quantity) => onChange({ quantity })}
        />
        <Field
          label={words.unitPrice}
          value={line.unitPrice}
          inputMode="decimal"
          error={say.unitPrice}
          onInput={(unitPrice) => onChange({ unitPrice })}
        />
        <Field
          label={words.amount}
          value={line.amount ?? reckoned}
          inputMode="decimal"
          error={say.amount}
          // Emptied, it follows quantity and price again.
          onInput={(amount) => onChange({ amount: amount.trim() === '' ? undefined : amount })}
        />
      </div>
    </fieldset>
  );
}
