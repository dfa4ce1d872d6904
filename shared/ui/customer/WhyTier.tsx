import type { TierFacts, TierId } from '#shared/analysis/customer-facts.ts';
import type { Order } from '#shared/model/order.ts';
import { formatCount, formatMoney } from '../format.ts';
import { Sheet } from '../primitives/Sheet.tsx';
import { useReader, type Reader } from '../reader.ts';
import { CountedLines } from './CountedLines.tsx';
import { wholeMoney } from './tier.ts';

type Known = Extract<TierFacts, { enough: true }>;

export type WhyTierProps = {
  readonly tier: Known;
  /** All orders of the customer; those that count are chosen here. */
  readonly orders: readonly Order[];
  readonly onClose: () => void;
  /** Shows an order where it stands in the timeline. */
  readonly onShow?: ((order: string) => void) | undefined;
};

/** What a tier rests on: amount and orders against their cuts, what would change it, and the lines that count. */
export function WhyTier({ tier, orders, onClose, onShow }: WhyTierProps) {
  const reader = useReader();
  const { texts } = reader;
  const words = texts.whyTier;
  const { bought } = tier;
  const aim: Exclude<TierId, 'low'> = tier.tier === 'low' ? 'general' : 'high';
  const cut = tier.cuts[aim];
  const money = (minor: number): string => formatMoney({ minor, currency: tier.currency }, reader.locale, { own: reader.currency });
  const changes = [upWords(tier, reader), downWords(tier, reader)].filter((sentence) => sentence !== undefined);
  return (
    <Sheet title={texts.tier.whyThis(texts.tiers[tier.tier])} onClose={onClose}>
      <section class="sec">
        <p class="mid">{placeWords(tier, reader)}</p>
        <Gauge
          label={words.revenue}
          value={bought.netMinor}
          cut={cut.netMinor}
          shown={money(bought.netMinor)}
          difference={money(Math.abs(bought.netMinor - cut.netMinor))}
          from={words.from(texts.tiers[aim], wholeMoney(cut.netMinor, tier.currency, reader))}
        />
        <Gauge
          label={words.orders}
          value={bought.orders}
          cut={cut.orders}
          shown={formatCount(bought.orders, reader.locale)}
          difference={formatCount(Math.abs(bought.orders - cut.orders), reader.locale)}
          from={words.from(texts.tiers[aim], formatCount(cut.orders, reader.locale))}
        />
      </section>
      {changes.length === 0 ? null : (
        <section class="sec">
          <h3 class="h">{words.change}</h3>
          {changes.map((sentence) => (
            <p key={sentence} class="mid">
              {sentence}
            </p>
          ))}
        </section>
      )}
      <CountedLines tier={tier} orders={orders} onShow={onShow} />
    </Sheet>
  );
}

function placeWords({ tier }: Known, { texts }: Reader): string {
  const { tiers, whyTier } = texts;
  switch (tier) {
    case 'high':
      return whyTier.inHighest(tiers.high);
    case 'general':
      return whyTier.inMiddle(tiers.general, tiers.high);
    case 'low':
      return whyTier.inLowest(tiers.general);
  }
}

function upWords({ up, currency }: Known, reader: Reader): string | undefined {
  const { tiers, whyTier } = reader.texts;
  if (up === null || (up.netMinor <= 0 && up.orders <= 0)) {
    return undefined;
  }
  const amount = wholeMoney(roundUp(up.netMinor), currency, reader);
  return up.orders <= 0
    ? whyTier.upAmount(tiers[up.tier], amount)
    : up.netMinor <= 0
      ? whyTier.upOrders(tiers[up.tier], up.orders)
      : whyTier.upBoth(tiers[up.tier], amount, up.orders);
}

/** Whole units that are surely enough: half a unit less would not do. */
function roundUp(minor: number): number {
  return Math.ceil(minor / 100) * 100;
}

function downWords({ down, currency }: Known, reader: Reader): string | undefined {
  const { tiers, whyTier } = reader.texts;
  return down === null ? undefined : whyTier.down(tiers[down.tier], wholeMoney(down.netMinor, currency, reader), down.orders);
}

type GaugeProps = {
  readonly label: string;
  readonly value: number;
  readonly cut: number;
  readonly shown: string;
  /** How far the value is from the cut, without its sign. */
  readonly difference: string;
  readonly from: string;
};

/** Where the larger of value and cut stands on the bar, in per cent: there is room beyond, since nothing is full. */
const LARGEST = 78;

function Gauge({ label, value, cut, shown, difference, from }: GaugeProps) {
  const { whyTier } = useReader().texts;
  const largest = Math.max(1, value, cut);
  const apart = value === cut ? whyTier.atCut : value > cut ? whyTier.above(difference) : whyTier.below(difference);
  return (
    <div class="gauge">
      <p class="g-h">
        <span>{label}</span>
        <b class="strong">{shown}</b>
      </p>
      <div
        class="bar-t"
        aria-hidden="true"
        style={{ '--v': (Math.max(0, value) / largest) * LARGEST, '--c': (Math.max(0, cut) / largest) * LARGEST }}
      >
        <i />
        <b />
      </div>
      <p class="g-h meta">
        <span>{apart}</span>
        <span>{from}</span>
      </p>
    </div>
  );
}
