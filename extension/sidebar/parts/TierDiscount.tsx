import { useLayoutEffect } from 'preact/hooks';
import type { Texts } from '#shared/text/index.ts';
import { formatMoney } from '#shared/ui/format.ts';
import { Tick } from '#shared/ui/primitives/Tick.tsx';
import { useReader } from '#shared/ui/reader.ts';

/** A tier's discount that is proposed for an order; `share`: 0 to 1. */
export type TierOffer = { readonly tier: keyof Texts['tiers']; readonly share: number };

type TierDiscountProps = {
  readonly offer: TierOffer;
  readonly mac: boolean;
  readonly isTaken: boolean;
  /** What it takes off so far; undefined while a line cannot be read. */
  readonly minor: number | undefined;
  readonly currency: string;
  /** Takes it out, or in again; the same function at every drawing. */
  readonly onToggle: () => void;
};

/** The discount of the customer's tier, as a line of the order: in until it is taken out, by its tick or by one key from anywhere in the sheet. */
export function TierDiscount({ offer, mac, isTaken, minor, currency, onToggle }: TierDiscountProps) {
  const reader = useReader();
  const { texts, locale } = reader;
  const words = texts.orderSheet;
  const share = new Intl.NumberFormat(locale, { style: 'percent', maximumFractionDigits: 2 }).format(offer.share);
  const says = words.tierDiscount(texts.tiers[offer.tier], share);
  useLayoutEffect(() => {
    const controller = new AbortController();
    const onKey = (event: KeyboardEvent): void => {
      // By its place: with this key held, some keyboards write another letter.
      if (event.code === 'KeyT' && event.altKey && !event.ctrlKey && !event.metaKey) {
        event.preventDefault();
        onToggle();
      }
    };
    document.addEventListener('keydown', onKey, { signal: controller.signal });
    return () => controller.abort();
  }, [onToggle]);
  return (
    <p class="with-end tier-off">
      <span>
        <Tick on={isTaken} label={says} onChange={onToggle} />
        {says} <kbd aria-hidden="true">{words.tierKey(mac)}</kbd>
      </span>
      <output>
        {isTaken && minor !== undefined && minor !== 0 ? formatMoney({ minor: -minor, currency }, locale, { own: reader.currency }) : ''}
      </output>
    </p>
  );
}
