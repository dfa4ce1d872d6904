import * as v from 'valibot';
import { Instant } from './field.ts';
import type { Json } from './record.ts';

/** Opens a file of edits that a browser could not send before its book was removed. */
export const UNSENT_FORMAT = 'sidebook-unsent';

/** So many letters of a file say whether it is one of these. */
export const UNSENT_START = 40;

/** True where a file that begins so is one of unsent edits, of this version or another. */
export function looksUnsent(start: string): boolean {
  return start.startsWith(`{"format":"${UNSENT_FORMAT}"`);
}

const Hex = v.pipe(v.string(), v.regex(/^(?:[0-9a-f]{2})*$/u));
const JsonValue: v.GenericSchema<unknown, Json> = v.custom<Json>((value) => value !== undefined);

/** What stands open in the file. `device`: whose token opens it; `edits`: how many changes it holds, as a person counts them. */
const Head = v.object({
  format: v.literal(UNSENT_FORMAT),
  version: v.literal(1),
  device: v.pipe(v.string(), v.regex(/^[0-9a-f]{12}$/u)),
  organization: v.pipe(v.string(), v.maxLength(200)),
  savedAt: Instant,
  edits: v.pipe(v.number(), v.integer(), v.minValue(0)),
});
export type UnsentHead = v.InferOutput<typeof Head>;

const Sealed = v.object({ ...Head.entries, iv: Hex, sealed: Hex });

/** What it holds: operations in their order, and pictures as hex, each for a record that names it. */
const Content = v.object({
  ops: v.array(v.tuple([v.string(), v.string(), v.string(), JsonValue, v.string()])),
  pictures: v.array(v.object({ record: v.string(), hash: v.pipe(v.string(), v.regex(/^[0-9a-f]{64}$/u)), bytes: Hex })),
});

const parseAs =
  <T>(schema: v.GenericSchema<unknown, T>) =>
  (text: string): T | undefined => {
    const parsed = v.safeParse(v.pipe(v.string(), v.parseJson(), schema), text);
    return parsed.success ? parsed.output : undefined;
  };

/** Whose file it is; undefined for a text that is none. */
export const readUnsentHead = parseAs(Head);
/** The file with what is sealed, hex; undefined for a text that is none. */
export const readSealed = parseAs(Sealed);
/** What was sealed; undefined where it is nothing of ours. */
export const readUnsentContent = parseAs(Content);
