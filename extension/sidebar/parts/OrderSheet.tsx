import type { ComponentChildren } from 'preact';
import { useCallback, useEffect, useRef, useState } from 'preact/hooks';
import type { FoundOrder } from '#shared/model/capture.ts';
import type { OrderMarkup } from '#shared/model/offer.ts';
import { formatFigure, formatMoney, todayOf } from '#shared/ui/format.ts';
import { Button } from '#shared/ui/primitives/Button.tsx';
import { Field } from '#shared/ui/primitives/Field.tsx';
import { Sheet } from '#shared/ui/primitives/Sheet.tsx';
import { useReader } from '#shared/ui/reader.ts';
import { amountOf, checkOrder, MAX_LINES, writeFound, type DraftFault, type LastPrice, type WrittenLine } from './order-draft.ts';
import { OrderSheetLine } from './OrderSheetLine.tsx';
import { TierDiscount, type TierOffer } from './TierDiscount.tsx';
import type { OrderDraft } from './types.ts';
import { useSaveKey } from '#shared/ui/use-save-key.ts';

export type OrderSheetProps = {
  /** Whose order it is. */
  readonly name: string;
  /** The currency to begin with: the customer's last one, or the team's. */
  readonly currency: string;
  /** Products that were ordered before, to choose from while writing. */
  readonly products?: readonly string[];
  /** The discount of the customer's tier, in until the rep takes it out; missing where the tier has none. */
  readonly tierOffer?: TierOffer | undefined;
  /** On a Mac the key is named ⌘. */
  readonly mac: boolean;
  readonly busy?: boolean;
  /** A sentence on why saving failed; what was written stays. */
  readonly error?: string | undefined;
  /** An order that was found, to begin with; the sheet is keyed by it. */
  readonly found?:
    | { readonly order: FoundOrder; readonly markup?: OrderMarkup | undefined; readonly placedOn?: string | undefined; readonly lastPrice: LastPrice }
    | undefined;
  /** How the found order's table is read, above its lines. */
  readonly columns?: ComponentChildren;
  readonly onSave: (draft: OrderDraft) => void;
  readonly onClose: () => void;
};

const blank = (key: number): WrittenLine => ({ key, product: '', quantity: '1', unitPrice: '', amount: undefined });

/** An order written by hand: its day, and for each line product, quantity, price and what was charged. */
export function OrderSheet({
  name,
  currency: given,
  products,
  tierOffer,
  mac,
  busy = false,
  error,
  found,
  columns,
  onSave,
  onClose,
}: OrderSheetProps) {
  const reader = useReader();
  const { texts, locale } = reader;
  const words = texts.orderSheet;
  const today = todayOf(reader);
  const [placedOn, setPlacedOn] = useState(found?.placedOn ?? today);
  const [number, setNumber] = useState(found?.order.number ?? '');
  const [currency, setCurrency] = useState(found?.order.currency ?? given);
  const [lines, setLines] = useState<readonly WrittenLine[]>(() =>
    found === undefined ? [blank(0)] : writeFound(found.order, found.order.currency ?? given, locale, found.lastPrice),
  );
  const usesLastPrice = found?.order.lines.some((line) => line.unitPriceMajor === null && found.lastPrice(line.product, currency) !== undefined);
  const form = useRef<HTMLFormElement>(null);
  const linesBefore = useRef(lines.length);
  const [takesTier, setTakesTier] = useState(true);
  // Two presses may come before the sheet is drawn anew.
  const toggleTier = useCallback(() => setTakesTier((takes) => !takes), []);
  const tierShare = takesTier ? (tierOffer?.share ?? 0) : 0;
  const [wasPressed, setPressed] = useState(false);
  const written = { placedOn: placedOn.trim(), number, currency: currency.trim().toUpperCase(), lines };
  const { faults, draft } = checkOrder(written, today, locale, tierShare);
  const example = formatFigure({ minor: 120_450, currency: 'EUR' }, locale);
  const sayOf: Readonly<Record<DraftFault, string>> = {
    'date-bad': words.dateBad,
    'date-ahead': words.dateAhead,
    'currency-bad': words.currencyBad,
    product: words.productNeeded,
    quantity: words.quantityBad,
    price: words.priceBad(example),
    amount: words.amountBad(example),
  };
  const say = (fault: DraftFault | undefined): string | undefined => (wasPressed && fault !== undefined ? sayOf[fault] : undefined);
  const amounts = lines.map((line) => amountOf(line, written.currency, locale, tierShare));
  const all = amounts.every((amount) => amount !== undefined) ? amounts : undefined;
  const total = all?.reduce((sum, { amountMinor }) => sum + amountMinor, 0);
  const taken = all?.reduce((sum, { discountMinor }) => sum + discountMinor, 0);
  const canTotal = total !== undefined && faults.currency === undefined;

  useEffect(() => {
    // The press that added or removed a line stands elsewhere: writing goes on in the last line.
    if (linesBefore.current !== lines.length) {
      linesBefore.current = lines.length;
      form.current?.querySelector<HTMLElement>('[data-first]')?.focus();
    }
  }, [lines.length]);

  const save = (): void => {
    setPressed(true);
    if (draft !== undefined && !busy) {
      onSave(draft);
    }
  };
  const change = (key: number, part: Partial<WrittenLine>): void => setLines(lines.map((line) => (line.key === key ? { ...line, ...part } : line)));

  useSaveKey(save);

  return (
    <Sheet title={words.title(name)} onClose={onClose}>
      <form
        ref={form}
        class="sec form"
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          save();
        }}
      >
        {found === undefined ? null : (
          <p class="small soft">
            {found.markup === undefined ? texts.offered.check : texts.offered.markup[found.markup.trust](found.markup.shop ?? '')}{' '}
            {usesLastPrice === true ? texts.offered.lastPrices : ''}
          </p>
        )}
        {columns}
        <div class="halves">
          <Field label={words.placedOn} value={placedOn} kind="date" error={say(faults.placedOn)} onInput={setPlacedOn} />
          <Field label={words.currency} value={currency} error={say(faults.currency)} onInput={setCurrency} />
        </div>
        <Field label={words.number} value={number} hint={words.numberHint} onInput={setNumber} />
        {lines.map((line, index) => (
          <OrderSheetLine
            key={line.key}
            line={line}
            place={index + 1}
            amountMinor={amounts[index]?.amountMinor}
            currency={written.currency}
            products={products}
            first={index === lines.length - 1}
            say={{
              product: say(faults.lines[index]?.product),
              quantity: say(faults.lines[index]?.quantity),
              unitPrice: say(faults.lines[index]?.unitPrice),
              amount: say(faults.lines[index]?.amount),
            }}
            onChange={(part) => change(line.key, part)}
            onRemove={lines.length === 1 ? undefined : () => setLines(lines.filter(({ key }) => key !== line.key))}
          />
        ))}
        {lines.length >= MAX_LINES ? (
          <p class="meta">{words.tooMany(MAX_LINES)}</p>
        ) : (
          <p>
            <button type="button" class="link" onClick={() => setLines([...lines, blank(Math.max(...lines.map(({ key }) => key)) + 1)])}>
              {words.addLine}
            </button>
          </p>
        )}
        {tierOffer === undefined ? null : (
          <TierDiscount
            offer={tierOffer}
            mac={mac}
            isTaken={takesTier}
            minor={faults.currency === undefined ? taken : undefined}
            currency={written.currency}
            onToggle={toggleTier}
          />
        )}
        <p class="with-end order-sum">
          <span>{words.total}</span>
          <output class="strong">
            {canTotal ? formatMoney({ minor: total, currency: written.currency }, locale, { own: reader.currency }) : ''}
          </output>
        </p>
        <p class="btns gap">
          <Button kind="go" type="submit" hint={texts.noteSheet.saveKey(mac)} busy={busy ? words.saving : undefined}>
            {words.save}
          </Button>
          <Button kind="bare" onPress={onClose}>
            {texts.common.cancel}
          </Button>
        </p>
        <p class="small wrong" role="alert">
          {error}
        </p>
      </form>
    </Sheet>
  );
}
