import * as v from 'valibot';

const Named = v.object({ name: v.string(), inner: v.optional(v.unknown()) });

/** True when the browser had no room for a write: nothing of the transaction was kept. */
export function isOutOfRoom(error: unknown): boolean {
  const named = v.safeParse(Named, error);
  return named.success && (named.output.name === 'QuotaExceededError' || isOutOfRoom(named.output.inner));
}
