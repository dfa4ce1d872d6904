import * as v from 'valibot';
import { JsonValue } from './sync.ts';

/** Fields of the settings by path (`tierDiscounts/high`), as records hold them; null clears one. */
export const SettingsFields = v.pipe(
  v.record(v.pipe(v.string(), v.maxLength(80)), JsonValue),
  v.check((fields) => Object.keys(fields).length <= 100, 'At most 100 fields.'),
);
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
