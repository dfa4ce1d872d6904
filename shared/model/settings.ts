import * as v from 'valibot';
import { defineEntity, lww, map, type ViewOf } from './entity.ts';
import { Minor, Share, Text } from './field.ts';

/** There is one record of settings in each book, so its id is the same everywhere: two that were made apart become one. */
export const SETTINGS_ID = `g${'a'.repeat(26)}`;

/** How much a part counts in its whole, in per cent. */
const Weight = v.pipe(v.number(), v.minValue(0), v.maxValue(100));

/** What weights come to; a hundred, or nothing is weighed with them. */
export function sumWeights(weights: Readonly<Record<string, number>>): number {
  // Weights have few digits: what binary adds behind them is taken off.
  return Math.round(Object.values(weights).reduce((sum, weight) => sum + weight, 0) * 1e6) / 1e6;
}

/** Weights are one value, so that two people who set them at once never leave half of each, which would not come to 100. */
const comesTo100 = <S extends v.GenericSchema<unknown, Record<string, number>>>(schema: S) =>
  v.pipe(
    schema,
    v.check((weights) => sumWeights(weights) === 100, 'The weights must come to 100.'),
  );

/** The four modules of a technician's month. */
export const ModuleWeights = comesTo100(v.object({ attendance: Weight, customer: Weight, lead: Weight, problem: Weight }));
export const AttendanceWeights = comesTo100(v.object({ onDuty: Weight, onTime: Weight }));
export const CustomerWeights = comesTo100(v.object({ attitude: Weight, solved: Weight, professional: Weight }));
export const ProblemWeights = comesTo100(v.object({ solvedRate: Weight, feedback: Weight }));

/** The shares of customers that stay below a cut: with 0.8 the best fifth is high. */
export const TierShares = v.pipe(
  v.object({ high: Share, general: Share }),
  v.check(({ high, general }) => high >= general, 'The cut of the higher tier must not lie below that of the lower one.'),
);
export type TierShares = v.InferOutput<typeof TierShares>;

/** What a tier takes at least in twelve months: net amount in minor units, and orders. */
const Limit = v.object({ netMinor: v.pipe(Minor, v.minValue(0)), orders: v.pipe(v.number(), v.integer(), v.minValue(1)) });

/** Limits that are set by hand in one currency, for a team with too few customers for shares of them. */
export const TierLimits = v.pipe(
  v.object({ high: Limit, general: Limit }),
  v.check(
    ({ high, general }) => high.netMinor >= general.netMinor && high.orders >= general.orders,
    'The limits of the higher tier must not lie below those of the lower one.',
  ),
);
export type TierLimits = v.InferOutput<typeof TierLimits>;

/**
 * What the team has settled for everybody: what each tier brings its customers and where the tiers begin (E13), and how a
 * technician's month is weighed (E12). What is not set is as the analyses have it by themselves.
 */
export const settings = defineEntity({
  name: 'settings',
  kind: 'g',
  fields: {
    /** Tier -> the part of the price that its customers do not pay. */
    tierDiscounts: map(Share),
    /** Tier -> what it brings beside the discount, in words; each line is one service. */
    tierServices: map(Text),
    tierShares: lww(TierShares),
    /** Currency -> limits. */
    tierLimits: map(TierLimits),
    moduleWeights: lww(ModuleWeights),
    attendanceWeights: lww(AttendanceWeights),
    customerWeights: lww(CustomerWeights),
    problemWeights: lww(ProblemWeights),
  },
});
export type Settings = ViewOf<typeof settings>;

/** What a tier brings its customers. `discountShare`: the part of the price that they do not pay, 0 to 1. */
export type TierBenefit = { readonly discountShare: number; readonly services: readonly string[] };

/** What a tier brings by what the team has settled; nothing where it is silent. */
export function benefitOf(held: Settings | null | undefined, tier: string): TierBenefit {
  const services = held?.tierServices[tier]?.split('\n').map((service) => service.trim()) ?? [];
  return { discountShare: held?.tierDiscounts[tier] ?? 0, services: services.filter((service) => service !== '') };
}
