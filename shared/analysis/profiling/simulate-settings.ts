import type { Currency, Day } from '../../model/field.ts';
import type { Settings } from '../../model/settings.ts';
import { EMPTY_BOOK } from '../core/book.ts';
import type { DayNumber } from '../core/calendar.ts';
import type { Lines } from '../core/lines.ts';
import { TIERS, type TierId } from '../customer-facts.ts';
import { benefits, settledBenefits } from './benefits.ts';

/** Customers in each tier, and what the discounts of their tiers come to, in minor units. */
type ByTier = Record<TierId, { customers: number; costMinor: number }>;

/** What holds, and what would. */
export type Simulated = {
  /** Customers who have a tier; with none of them nothing can be said. */
  readonly customers: number;
  readonly window: { readonly from: Day; readonly to: Day };
  readonly currency: Currency | null;
  /** Currencies of amounts that are in no cost. */
  readonly currenciesLeftOut: string[];
  readonly before: ByTier;
  readonly after: ByTier;
  /** Who would change tier; up to fifty of each way by id. */
  readonly moved: { readonly from: TierId; readonly to: TierId; readonly customers: number; readonly some: string[] }[];
};

/** Settings that hold, and those to be looked at before they do; `currency`: that of sums, null for that of most lines. */
export type SimulatedTerms = { readonly before: Settings | null; readonly after: Settings; readonly currency: Currency | null };

/** What `profiling.benefits` says of settings before they apply: who moves, and what the discounts would have cost in twelve months. */
export function simulateSettings(lines: Lines, { before, after, currency }: SimulatedTerms, asOf: DayNumber): Simulated {
  const { tiers, benefits: terms = {} } = settledBenefits(after);
  const params = { simulate: tiers, simulateBenefits: terms };
  const found = benefits.run({ lines, book: { ...EMPTY_BOOK, currency, settings: before }, params, asOf, needs: {} });
  const { simulation } = found;
  const byTier = (of: (tier: TierId) => ByTier[TierId]): ByTier => ({ high: of('high'), general: of('general'), low: of('low') });
  return {
    customers: found.n,
    window: found.window,
    currency: found.currency,
    currenciesLeftOut: found.currenciesLeftOut,
    before: byTier((tier) => ({ customers: found.tiers[tier].customers, costMinor: found.tiers[tier].costMinor })),
    after: byTier((tier) => ({ customers: simulation?.tiers[tier] ?? 0, costMinor: simulation?.costsMinor[tier] ?? 0 })),
    // Falls and rises alike, from the highest tier on.
    moved: TIERS.flatMap((from) => simulation?.moved.filter((move) => move.from === from) ?? []),
  };
}
