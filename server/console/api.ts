import * as v from 'valibot';
import { isErrorCode } from '#shared/text/index.ts';
import type { ErrorCode } from '#shared/errors.ts';
import { err, ok, type Result } from '#shared/result.ts';
import { ErrorBody } from '#shared/wire/error.ts';
import type { Route } from '#shared/wire/route.ts';
import { API_BASE } from '#shared/wire/routes.ts';

type Schema = v.GenericSchema<unknown, unknown>;

export type CallOptions<I extends Schema> = {
  /** Values for the `:names` of the path. */
  readonly params?: Readonly<Record<string, string>>;
  /** The body of a POST, the query of a GET. */
  readonly input: v.InferInput<I>;
  readonly signal?: AbortSignal;
};

/** Calls one endpoint and parses its answer. A failure is a code, for which there is a sentence; an aborted call is `offline`. */
export async function call<I extends Schema, O extends Schema>(
  route: Route<I, O>,
  { params = {}, input, signal }: CallOptions<I>,
): Promise<Result<v.InferOutput<O>, ErrorCode>> {
  const path = route.path.replace(/:(\w+)/gu, (_, name: string) => encodeURIComponent(params[name] ?? ''));
  const query = route.method === 'GET' ? queryOf(input) : '';
  const body = route.method === 'GET' ? {} : { body: JSON.stringify(input), headers: { 'content-type': 'application/json' } };
  try {
    const response = await fetch(`${API_BASE}${path}${query}`, { method: route.method, credentials: 'same-origin', signal: signal ?? null, ...body });
    const answer: unknown = await response.json().catch(() => undefined);
    if (!response.ok) {
      return err(codeOf(answer, response.status));
    }
    const parsed = v.safeParse(route.output, answer);
    return parsed.success ? ok(parsed.output) : err('update-needed');
  } catch {
    // fetch throws for nothing but a missing connection or an abort.
    return err(navigator.onLine ? 'server-unreachable' : 'offline');
  }
}

function codeOf(answer: unknown, status: number): ErrorCode {
  const body = v.safeParse(ErrorBody, answer);
  if (body.success && isErrorCode(body.output.code)) {
    return body.output.code;
  }
  return status === 401 ? 'signed-out' : status === 403 ? 'forbidden' : status === 404 ? 'not-found' : status === 429 ? 'too-many-tries' : 'internal';
}

function queryOf(input: unknown): string {
  const pairs =
    typeof input === 'object' && input !== null ? Object.entries(input).filter((pair): pair is [string, string] => typeof pair[1] === 'string') : [];
  return pairs.length === 0 ? '' : `?${new URLSearchParams(pairs).toString()}`;
}
