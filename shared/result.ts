/** The outcome of something that may fail in a way the caller must handle. */
export type Result<T, E = string> = { readonly ok: true; readonly value: T } | { readonly ok: false; readonly error: E };

/** A success that carries `value`. */
export function ok<T>(value: T): Result<T, never> {
  return { ok: true, value };
}

/** A failure that carries `error`, which the caller must look at. */
export function err<E>(error: E): Result<never, E> {
  return { ok: false, error };
}
