import { trigamma } from '../core/numerics/gamma.ts';
import { normalQuantile } from '../core/numerics/normal-quantile.ts';
import {
  DAYS_PER_UNIT,
  HIGH_SHARE,
  LOW_SHARE,
  type CountSummary,
  type History,
  type PurchaseModel,
  type TimeUnit,
} from '../core/purchase-models/model.ts';
import { expectAll, outlookOf } from '../core/purchase-models/outlook.ts';
import { meanAmount, type Amounts, type SpendModel } from './gamma-gamma.ts';

/** Days in a month of a year of 365. */
const DAYS_PER_MONTH = 365 / 12;

/** For how long, at which discount, and which part of an amount is counted. */
export type LifetimeTerms = { readonly months: number; readonly monthlyDiscount: number; readonly margin: number };

/** What a customer is worth from now on, in major units. */
export type Lifetime = {
  readonly value: number;
  /** Four of five such customers bring from `low` to `high`. */
  readonly low: number;
  readonly high: number;
  /** The chance that the customer is still one, purchases within the months, and the mean amount of one. */
  readonly alive: number;
  readonly orders: number;
  readonly amount: number;
};

/** The models that a lifetime value rests on. */
export type WorthModels = { readonly purchases: PurchaseModel; readonly unit: TimeUnit; readonly spend: SpendModel };

/**
 * What a customer brings within some months, discounted at the end of each: margin x mean amount x the purchases that each month
 * adds. Source: Fader, Hardie and Lee 2005, "RFM and CLV" (Journal of Marketing Research 42:415), with months in place of their
 * integral.
 */
export function lifetimeOf({ purchases, unit, spend }: WorthModels, history: History, amounts: Amounts, terms: LifetimeTerms): Lifetime {
  const { months, monthlyDiscount, margin } = terms;
  const month = DAYS_PER_MONTH / DAYS_PER_UNIT[unit];
  const { horizons, means } = monthsAhead(months, month);
  expectAll(purchases, history, horizons, means);
  const amount = meanAmount(spend, amounts);
  let before = 0;
  let discounted = 0;
  let factor = 1;
  for (let n = 0; n < months; n += 1) {
    const so = means[n] ?? 0;
    factor /= 1 + monthlyDiscount;
    discounted += (so - before) * factor;
    before = so;
  }
  const outlook = outlookOf(purchases, history, months * month);
  const value = margin * amount * discounted;
  const scale = outlook.expected > 0 ? (margin * discounted) / outlook.expected : 0;
  const { low, high } = spendInterval(spend, amounts, amount, outlook);
  return {
    value,
    low: Math.min(value, low * scale),
    high: Math.max(value, high * scale),
    alive: outlook.alive,
    orders: outlook.expected,
    amount,
  };
}

/** The ends of the months, in units of time, and room for what is expected until each; made once for all customers. */
type MonthsAhead = { readonly month: number; readonly horizons: Float64Array; readonly means: Float64Array };
let held: MonthsAhead = { month: 0, horizons: new Float64Array(), means: new Float64Array() };

function monthsAhead(months: number, month: number): MonthsAhead {
  if (held.horizons.length !== months || held.month !== month) {
    held = { month, horizons: Float64Array.from({ length: months }, (_, n) => (n + 1) * month), means: new Float64Array(months) };
  }
  return held;
}

/**
 * Between which sums four of five such customers spend. Logarithms of sums stray by the number of purchases, whose quantiles are
 * known, and by their amounts: y amounts, each gamma (p, rate) at a rate that is gamma over such customers, add up to a ratio of gamma
 * variables, the logarithm of which varies by trigamma (p y) + trigamma (p x + q). Both together as the root of their squares.
 */
function spendInterval(
  { p, q }: SpendModel,
  { count }: Amounts,
  amount: number,
  purchases: CountSummary,
): { readonly low: number; readonly high: number } {
  const { none, smoothMiddle } = purchases;
  const varies = trigamma(p * Math.max(1, smoothMiddle)) + trigamma(p * count + q);
  const middle = amount * Math.exp(-varies / 2);
  const at = (share: number, smooth: number): number => {
    const ofSome = (share - none) / (1 - none);
    if (!(smooth > 0 && ofSome > 0 && ofSome < 1)) {
      return 0;
    }
    const byCount = Math.log(smooth / smoothMiddle);
    const byAmount = Math.sqrt(varies) * normalQuantile(ofSome);
    const squares = byCount * Math.abs(byCount) + byAmount * Math.abs(byAmount);
    return middle * smoothMiddle * Math.exp(Math.sign(squares) * Math.sqrt(Math.abs(squares)));
  };
  return { low: at(LOW_SHARE, purchases.smoothLow), high: at(HIGH_SHARE, purchases.smoothHigh) };
}
