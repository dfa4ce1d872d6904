/** Anything that JSON can say. */
export type Json = string | number | boolean | null | readonly Json[] | { readonly [key: string]: Json };

/** Field (`name`, or `name/key` for one element of a set or map) -> its value. */
export type Body = Readonly<Record<string, Json>>;

/** A stamp of the hybrid logical clock: 28 lower-case hex digits, compared as text (see shared/sync/clock.ts). */
export type Stamp = string;

/** Field -> the stamp of the write that won it. */
export type Stamps = Readonly<Record<string, Stamp>>;

/** One record as it is stored and merged, on the device and on the server alike. */
export type StoredRecord = {
  readonly id: string;
  readonly kind: string;
  readonly body: Body;
  readonly stamps: Stamps;
  /** Set when the record was erased: writes stamped at or below it are ignored. */
  readonly floor?: Stamp;
};

/** The field that says that a record is deleted. */
export const DELETED = '_del';

/** Opens the set of users who stand by a captured record: `by/<user id>`. */
export const KEPT_BY = 'by/';

/**
 * True when the record is not to be shown: its deletion won (only an explicit restore undoes it), nothing is left of it
 * since it was erased, or everybody who captured it took that back. So one rep's undo never removes what a colleague
 * captured as well.
 */
export function isDeleted(body: Body): boolean {
  const fields = Object.keys(body);
  if (body[DELETED] === true || fields.length === 0) {
    return true;
  }
  const keepers = fields.filter((field) => field.startsWith(KEPT_BY));
  return keepers.length > 0 && keepers.every((field) => body[field] !== true);
}

/** A parsed value as JSON holds it: what JSON cannot say (undefined, functions) is left out. */
export function toJson(value: unknown): Json {
  const json: Json = JSON.parse(JSON.stringify(value));
  return json;
}
