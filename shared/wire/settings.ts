import * as v from 'valibot';
import { JsonValue } from './sync.ts';

/** Fields of the settings by path (`tierDiscounts/high`), as records hold them; null clears one. */
export const SettingsFields = v.pipe(v.record(v.pipe(v.string(), v.maxLength(80)), JsonValue), v.maxEntries(100, 'At most 100 fields.'));
export type SettingsFields = v.InferOutput<typeof SettingsFields>;

/** What the team has settled; `changed`: who wrote it last, and when; null where nobody has. */
export const SettingsReply = v.strictObject({
  fields: SettingsFields,
  changed: v.nullable(v.strictObject({ at: v.string(), by: v.string() })),
  /** In which amounts of limits are; null until the first orders say. */
  currency: v.nullable(v.string()),
});
export type SettingsReply = v.InferOutput<typeof SettingsReply>;

/** The fields to write; all others stay as they are. */
export const SettingsRequest = v.strictObject({ fields: SettingsFields });
export type SettingsRequest = v.InferOutput<typeof SettingsRequest>;

const TierName = v.picklist(['high', 'general', 'low']);
const OfTier = v.strictObject({ customers: v.number(), costMinor: v.number() });
const ByTier = v.strictObject({ high: OfTier, general: OfTier, low: OfTier });

/** What other settings would change, in the customers and minor units of twelve months. */
export const SimulationReply = v.strictObject({
  /** Customers who have a tier. */
  customers: v.number(),
  window: v.strictObject({ from: v.string(), to: v.string() }),
  currency: v.nullable(v.string()),
  currenciesLeftOut: v.array(v.string()),
  before: ByTier,
  after: ByTier,
  /** Some of those who move are named, as far as whoever asks may see them. */
  moved: v.array(
    v.strictObject({
      from: TierName,
      to: TierName,
      customers: v.number(),
      some: v.array(v.strictObject({ id: v.string(), name: v.string() })),
    }),
  ),
});
export type SimulationReply = v.InferOutput<typeof SimulationReply>;
