import type * as v from 'valibot';
import type { Permission } from '../access.ts';

type Schema = v.GenericSchema<unknown, unknown>;

/**
 * One endpoint of the API. `who` says who gets in: `public` everybody, `device` a paired browser by its token,
 * `session` a signed-in user of the console whose role has `permission`.
 */
export type Route<I extends Schema = Schema, O extends Schema = Schema> = {
  readonly method: 'GET' | 'POST' | 'PUT' | 'DELETE';
  /** Below `/api/v1`; `:id` stands for one path part. */
  readonly path: string;
  readonly who: 'public' | 'device' | 'session';
  readonly permission?: Permission;
  /** Body of a POST, query of a GET. */
  readonly input: I;
  readonly output: O;
  /**
   * `ndjson`: the answer is one `output` a line. `events`: it stays open, and each event's data is one `output`. `bytes`: it is a file, to be
   * saved and never shown by the address itself.
   */
  readonly format: 'json' | 'ndjson' | 'events' | 'bytes';
  /** `bytes`: the body of a PUT is a file, and `input` stands in the query. */
  readonly body?: 'bytes';
  /** How large a body may be, where it may be larger than others. */
  readonly maxBytes?: number;
  readonly summary: string;
};

/** Defines an endpoint; without a `format` it answers with one JSON value. */
export function defineRoute<I extends Schema, O extends Schema>(
  route: Omit<Route<I, O>, 'format'> & { readonly format?: 'ndjson' | 'events' | 'bytes' },
): Route<I, O> {
  return { format: 'json', ...route };
}
