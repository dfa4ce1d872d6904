import type { CapturedOrder, FoundOrder, MarkupTrust } from '../model/capture.ts';
import type { OrderMarkup } from '../model/offer.ts';
import { toMinorUnits } from './order-tables/amounts.ts';
import type { RawParts } from './raw/read-raw.ts';
import { judgeMarkup, withTrust } from './markup-trust.ts';
import { readMailMicrodata } from './structured/mail-microdata.ts';
import { readMarkedOrders } from './structured/orders.ts';

/** An order that a mail marks up, with the confidence that its sender has. */
export type TrustedOrder = { readonly order: CapturedOrder; readonly trust: MarkupTrust };

/** A found order is never surer than this. */
const FOUND_CONFIDENCE = 0.89;

/** The orders of a raw mail's markup, JSON-LD and microdata, each judged by who sent it. */
export function readTrustedOrders(parts: Pick<RawParts, 'message' | 'html' | 'jsonLd' | 'proof'>): TrustedOrder[] {
  return readMarkedOrders([...parts.jsonLd, ...readMailMicrodata(parts.html)]).map(({ order, shop }) => {
    const trust = judgeMarkup(shop, parts.message.from?.email ?? null, parts.proof);
    return { order: withTrust(order, trust), trust };
  });
}

/** The same order as one is offered to be looked at and saved; null where the markup names no product. */
export function toOffer({ order, trust }: TrustedOrder): { readonly order: FoundOrder; readonly markup: OrderMarkup } | null {
  const { number, currency, totalMinor, lines, merchant, confidence } = order;
  // One major unit says how many minor ones there are.
  const toMajor = (minor: number | null): number | null => (minor === null || currency === null ? null : minor / toMinorUnits(1, currency));
  if (lines.length === 0) {
    return null;
  }
  return {
    order: {
      number,
      currency,
      totalMajor: toMajor(totalMinor),
      lines: lines.map(({ product, quantity, unitPriceMinor }) => ({
        product,
        sku: null,
        quantity: quantity ?? 1,
        unit: null,
        unitPriceMajor: toMajor(unitPriceMinor),
        amountMajor: null,
      })),
      table: null,
      confidence: Math.min(confidence, FOUND_CONFIDENCE),
    },
    markup: { trust, shop: merchant, confidence },
  };
}
