import * as v from 'valibot';

/** A record's id: one letter for its kind, then a hash of its natural key or a uuidv7, both in lower case. */
export const Id = v.pipe(v.string(), v.regex(/^[a-z][a-z2-7]{26}$|^[a-z][0-9a-f]{32}$/u));
export type Id = v.InferOutput<typeof Id>;

/** A moment in UTC to the second, always written alike so that text order is time order: `2026-11-16T09:00:00Z`. */
export const Instant = v.pipe(v.string(), v.regex(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/u));
export type Instant = v.InferOutput<typeof Instant>;

/** A calendar day without a zone: `2026-11-16`. */
export const Day = v.pipe(v.string(), v.regex(/^\d{4}-\d\d-\d\d$/u));
export type Day = v.InferOutput<typeof Day>;

/** ISO 4217, three capitals. */
export const Currency = v.pipe(v.string(), v.regex(/^[A-Z]{3}$/u));
export type Currency = v.InferOutput<typeof Currency>;

/** Money in whole minor units (cents); negative for returns. */
export const Minor = v.pipe(v.number(), v.integer());

/** A sum with its currency; sums of different currencies are never added. */
export const Money = v.strictObject({ minor: Minor, currency: Currency });
export type Money = v.InferOutput<typeof Money>;

/** A part of a whole, 0 to 1. */
export const Share = v.pipe(v.number(), v.minValue(0), v.maxValue(1));

/** One line of text that a person may see: a name, a title, a subject. */
export const Line = v.pipe(v.string(), v.maxLength(500));

/** Longer text, cut where one field of a record ends (16 KiB as JSON). */
export const Text = v.pipe(v.string(), v.maxLength(15_000));

/** The instant of a millisecond count since 1970, cut to the second. */
export function toInstant(epochMs: number): Instant {
  return `${new Date(Math.floor(epochMs / 1000) * 1000).toISOString().slice(0, 19)}Z`;
}

/** A field of a record holds 16 KiB of JSON; this leaves room for the quotes around it. */
export const MAX_TEXT_JSON_BYTES = 16_000;

/** The longest beginning of `text` that fits into one field of a record. */
export function cutToField(text: string): string {
  const fits = (part: string): boolean => part.length <= 15_000 && new TextEncoder().encode(JSON.stringify(part)).length <= MAX_TEXT_JSON_BYTES;
  let low = 0;
  let high = Math.min(text.length, 15_000);
  while (low < high) {
    const middle = Math.ceil((low + high) / 2);
    if (fits(text.slice(0, middle))) {
      low = middle;
    } else {
      high = middle - 1;
    }
  }
  // Never end in the middle of a character outside the basic plane.
  return text.slice(0, low).replace(/[\uD800-\uDBFF]$/u, '');
}
