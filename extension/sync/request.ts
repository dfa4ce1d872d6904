import * as v from 'valibot';
import { AppError, type ErrorCode } from '#shared/errors.ts';
import { ErrorBody } from '#shared/wire/error.ts';
import type { Route } from '#shared/wire/route.ts';
import { API_BASE } from '#shared/wire/routes.ts';

/** How requests leave: the browser's fetch, or a server in the same process in tests. */
export type Fetch = (url: string, init: RequestInit) => Promise<Response>;

/** A server and, once paired, the device's token. */
export type Server = { readonly url: string; readonly token: string | null };

const TIMEOUT_MS = 30_000;
const COMPRESS_FROM_BYTES = 1024;

/**
 * Posts to an endpoint and gives the answer's text. Throws `AppError`: `server-unreachable` when no answer came, else
 * the code that the server gave.
 */
export async function post(fetch: Fetch, server: Server, route: Route, input: unknown): Promise<string> {
  const body = JSON.stringify(input);
  const zipped = body.length > COMPRESS_FROM_BYTES;
  const payload = zipped ? await new Response(new Blob([body]).stream().pipeThrough(new CompressionStream('gzip'))).arrayBuffer() : body;
  const headers = { 'content-type': 'application/json', ...(zipped ? { 'content-encoding': 'gzip' } : {}) };
  return send(fetch, server, server.url + API_BASE + route.path, { method: route.method, headers, body: payload });
}

/** The same for an endpoint that is only read; `query` are its parameters. */
export async function get(fetch: Fetch, server: Server, route: Route, query: Readonly<Record<string, string>>): Promise<string> {
  return send(fetch, server, `${server.url}${API_BASE}${route.path}?${new URLSearchParams(query).toString()}`, { method: route.method });
}

/** Sends a file to an endpoint that takes one; `query` are its parameters. */
export async function sendFile(
  fetch: Fetch,
  server: Server,
  route: Route,
  id: string,
  query: Readonly<Record<string, string>>,
  bytes: Uint8Array<ArrayBuffer>,
): Promise<void> {
  const headers = { 'content-type': 'application/octet-stream' };
  await send(fetch, server, toFileUrl(server, route, id, query), { method: route.method, headers, body: bytes });
}

/** The bytes of a file that an endpoint gives. Throws `AppError` as `get` does. */
export async function readFile(
  fetch: Fetch,
  server: Server,
  route: Route,
  id: string,
  query: Readonly<Record<string, string>>,
): Promise<Uint8Array<ArrayBuffer>> {
  const { bytes } = await exchange(fetch, server, toFileUrl(server, route, id, query), { method: route.method });
  return bytes;
}

function toFileUrl(server: Server, route: Route, id: string, query: Readonly<Record<string, string>>): string {
  return `${server.url}${API_BASE}${route.path.replace(':id', id)}?${new URLSearchParams(query).toString()}`;
}

async function send(fetch: Fetch, server: Server, url: string, init: RequestInit): Promise<string> {
  return new TextDecoder().decode((await exchange(fetch, server, url, init)).bytes);
}

async function exchange(fetch: Fetch, server: Server, url: string, init: RequestInit): Promise<{ readonly bytes: Uint8Array<ArrayBuffer> }> {
  const headers = new Headers(init.headers);
  if (server.token !== null) {
    headers.set('authorization', `Bearer ${server.token}`);
  }
  let response: Response;
  let bytes: Uint8Array<ArrayBuffer>;
  try {
    response = await fetch(url, {
      ...init,
      headers,
      credentials: 'omit',
      cache: 'no-store',
      redirect: 'error',
      signal: AbortSignal.timeout(TIMEOUT_MS),
    });
    bytes = new Uint8Array(await response.arrayBuffer());
  } catch (cause) {
    throw new AppError('server-unreachable', {}, cause);
  }
  if (!response.ok) {
    throw toAppError(response.status, new TextDecoder().decode(bytes));
  }
  return { bytes };
}

/** The code and details of a refusal; an answer that is not ours (a proxy's page) counts as no server. */
function toAppError(status: number, text: string): AppError {
  const parsed = v.safeParse(v.pipe(v.string(), v.parseJson(), ErrorBody), text);
  if (!parsed.success) {
    return new AppError('server-unreachable', { status });
  }
  // Codes come from the same list on both sides; one of a newer server falls to the general sentence when it is shown.
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion
  return new AppError(parsed.output.code as ErrorCode, parsed.output.details);
}

/** The answer parsed by the endpoint's schema. Throws `server-unreachable` for an answer of another shape. */
export function parseReply<O extends v.GenericSchema<unknown, unknown>>(schema: O, text: string): v.InferOutput<O> {
  const parsed = v.safeParse(v.pipe(v.string(), v.parseJson(), schema), text);
  if (!parsed.success) {
    throw new AppError('server-unreachable', { reason: 'answer' });
  }
  return parsed.output;
}
