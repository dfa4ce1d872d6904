import type { Currency, Day, Id } from '../model/field.ts';
import type { Reason, RuleId, StageId } from '../model/reason.ts';

/**
 * What a customer's card says of their orders. The same code makes it on the device and on the server, so both show the
 * same figures. Days are calendar days in the team's zone, money is net of tax and discount in minor units.
 */

/** Value tiers by amount and frequency, the highest first; what they are called is settable text. */
export const TIERS = ['high', 'general', 'low'] as const;
export type TierId = (typeof TIERS)[number];

/** An amount and a number of orders in the window; for a cut, what a tier takes at least. */
export type Volume = { readonly netMinor: number; readonly orders: number };

/** Where a customer stands, and what would change it. */
export type TierFacts =
  | {
      readonly enough: true;
      readonly tier: TierId;
      readonly currency: Currency;
      /** Twelve months up to and with `windowTo`. */
      readonly windowFrom: Day;
      readonly windowTo: Day;
      readonly bought: Volume;
      /** Both must be reached for the tier. `low` has no cut. */
      readonly cuts: { readonly high: Volume; readonly general: Volume };
      /** `percentile`: cuts of the team's own customers; `fixed`: set by hand, or too few customers for percentiles. */
      readonly basis: 'percentile' | 'fixed';
      /** How many customers the cuts rest on. */
      readonly customers: number;
      /** What is missing to the next tier; each part 0 or more. Null in the highest. */
      readonly up: (Volume & { readonly tier: TierId }) | null;
      /** Below which volumes the customer falls (cuts less 10 %, so that one late order moves nobody). Null in the lowest. */
      readonly down: (Volume & { readonly tier: TierId }) | null;
    }
  | { readonly enough: false; readonly missing: 'orders' | 'amounts' | 'currencies'; readonly orders: number; readonly needed: number }
  /** Too few customers for percentiles and no limits set: `customers` of `needed` with orders in the window. */
  | { readonly enough: false; readonly missing: 'customers'; readonly orders: number; readonly needed: number; readonly customers: number };

/** When a customer is likely to order again. The window moves with silence: days gone by without an order are not in it. */
export type RhythmFacts =
  | {
      readonly enough: true;
      readonly lastOrderOn: Day;
      /** Days between orders, oldest first; orders of one day are one. */
      readonly gapsDays: readonly number[];
      readonly medianGapDays: number;
      readonly dueOn: Day;
      /** Four of five such orders come within this window. */
      readonly windowFrom: Day;
      readonly windowTo: Day;
      readonly remindOn: Day;
      readonly silentDays: number;
      /** Where today stands to the window as it was on the day of the last order: one that moves is never over. */
      readonly state: 'before' | 'in' | 'after';
      /** The median amount of the orders, or null when amounts are missing. */
      readonly expectedMinor: number | null;
      readonly currency: Currency | null;
    }
  | {
      readonly enough: false;
      /** Days with an order, and how many a date of one's own needs. */
      readonly orders: number;
      readonly needed: number;
      /** `irregular`: there are orders enough, but they come no more regularly than by chance. */
      readonly why?: 'few' | 'irregular';
      /** What others do: their median gap, and over how many gaps. */
      readonly others?: { readonly medianGapDays: number; readonly gaps: number };
    };

/** An order of which something is open after its due day. */
export type OverdueOrder = { readonly order: Id; readonly number: string | null; readonly dueOn: Day; readonly openMinor: number };

/** What should have been paid by now in one currency: with tax, less what was received. */
export type OverdueFacts = {
  readonly currency: Currency;
  readonly openMinor: number;
  readonly oldestDueOn: Day;
  /** Days since the oldest due day, 1 or more. */
  readonly daysOverdue: number;
  /** The orders behind it, the one due first on top. */
  readonly orders: readonly OverdueOrder[];
};

/** How often two products stood in one order: shares of all orders, in those of one customer or of the whole team. */
export type PairCount = {
  /** Orders with both, of `orders`. */
  readonly together: number;
  readonly orders: number;
  /** Part of the orders that hold both. */
  readonly support: number;
  /** Part of the orders with the first product that hold the second as well. */
  readonly confidence: number;
  /** How many times more often than if the two had nothing to do with each other; 1: nothing. */
  readonly lift: number;
};

/** Two products that this customer buys together, and how much the whole team's orders say so. */
export type PairFacts = { readonly left: string; readonly right: string; readonly here: PairCount; readonly everywhere: PairCount };

/** An estimate with the interval of four in five; all 0 or more. */
export type EstimateFacts = { readonly value: number; readonly low: number; readonly high: number };

/** What is to be expected of a customer in the 365 days to come, by a model learnt of all customers. */
export type WorthFacts =
  | {
      readonly enough: true;
      /** The chance that this is still a customer, 0 to 1; null where the model cannot tell before the first repeat. */
      readonly alive: number | null;
      /** Days with an order; `low` and `high` are whole. */
      readonly orders: EstimateFacts;
      /** Net turnover in minor units, later months discounted; null without amounts, or in several currencies. */
      readonly brings: (EstimateFacts & { readonly currency: Currency }) | null;
      /** How many customers the model was learnt of. */
      readonly customers: number;
      /** How many orders a model of the days before foretold of `from` to `to`, and how many came. */
      readonly checked: { readonly from: Day; readonly to: Day; readonly predicted: number; readonly actual: number } | null;
    }
  | { readonly enough: false; readonly missing: 'customers' | 'repeaters' | 'weeks'; readonly have: number; readonly needed: number };

/** What a customer's purchases say by themselves. */
export type PurchaseFacts = {
  readonly customer: Id;
  readonly asOf: Day;
  readonly tier: TierFacts;
  readonly rhythm: RhythmFacts;
  /** Null for a customer without orders, and where no model was learnt yet. */
  readonly worth: WorthFacts | null;
};

/** Where a customer stands, what may go wrong, and what to do next; each with the rule and its numbers. */
export type StandingFacts = {
  /** Null without an order. `basis`: whose usual gap was used, one's own, that of all customers, or an assumed one. */
  readonly stage: { readonly stage: StageId; readonly reason: Reason; readonly basis: 'own' | 'all' | 'default' } | null;
  /** Each apart, without what is overdue, which stands by itself. */
  readonly risks: readonly Reason[];
  /** `also`: further rules that hold. */
  readonly next: { readonly rule: RuleId; readonly reason: Reason; readonly since: Day; readonly until: Day; readonly also: number } | null;
};

/** A complaint that waits to be solved. */
export type OpenComplaint = { readonly case: Id; readonly title: string | null; readonly openedOn: Day };

/** All of it, for one customer. */
export type CustomerFacts = PurchaseFacts &
  StandingFacts & {
    /** Complaints that are not solved, the oldest first. */
    readonly complaints: readonly OpenComplaint[];
    /** By currency; empty when nothing is late. */
    readonly overdue: readonly OverdueFacts[];
    readonly together: readonly PairFacts[];
  };
