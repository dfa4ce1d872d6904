import { MAX_RAW_BYTES } from '#shared/capture/limits.ts';
import { err, ok, type Result } from '#shared/result.ts';
import type { RawRequest } from '../adapters/adapter.ts';
import { adapters } from '../adapters/index.ts';

/** A raw message, one character for each byte, as `readRaw` takes it. */
export type RawMessage = {
  readonly latin1: string;
  /** Where the reading stopped, or null for a whole message. */
  readonly cutAtBytes: number | null;
  /** The size that the server told, else what was read. */
  readonly totalBytes: number;
};

export type RawFailure = 'offline' | 'refused' | 'not-a-message';

/** The body to its cap; the rest is never taken from the network. */
async function readToCap(body: ReadableStream<Uint8Array>): Promise<{ chunks: Uint8Array[]; bytes: number; isCut: boolean }> {
  const reader = body.getReader();
  const chunks: Uint8Array[] = [];
  let bytes = 0;
  for (;;) {
    const { done, value } = await reader.read();
    if (done) {
      return { chunks, bytes, isCut: false };
    }
    const fits = value.subarray(0, MAX_RAW_BYTES - bytes);
    chunks.push(fits);
    bytes += fits.length;
    if (fits.length < value.length) {
      await reader.cancel();
      return { chunks, bytes, isCut: true };
    }
  }
}

function toLatin1(chunks: readonly Uint8Array[]): string {
  const pieces: string[] = [];
  for (const chunk of chunks) {
    // So many arguments at once as every engine allows.
    for (let at = 0; at < chunk.length; at += 8192) {
      pieces.push(String.fromCharCode(...chunk.subarray(at, at + 8192)));
    }
  }
  return pieces.join('');
}

/** True where the text begins as mail does: header lines with at least one that every mail has. */
function looksLikeMail(latin1: string): boolean {
  const head = latin1.slice(0, 64 * 1024);
  return (
    /^(?:>?From \S[^\n]*\n)?[!-9;-~]{1,100}:[ \t\r]?/u.test(head) && /^(?:from|date|received|message-id|return-path|subject|to)\s*:/imu.test(head)
  );
}

function findRequest(url: string): RawRequest | null {
  const path = new URL(url).pathname;
  return adapters.map((adapter) => adapter.rawRequest).find((request) => request?.path.test(path) === true) ?? null;
}

/** The header that the webmail's own requests carry, with the value of the page's cookie. */
function tokenHeaders(request: RawRequest | null, cookies: string): Record<string, string> {
  const cookie = `${request?.token.cookie ?? ''}=`;
  const value =
    cookies
      .split(/;\s*/u)
      .find((pair) => request !== null && pair.startsWith(cookie))
      ?.slice(cookie.length) ?? '';
  // A header takes visible ASCII only; a token of another make is none that the webmail set.
  return request !== null && /^[!-~]{1,500}$/u.test(value) ? { [request.token.header]: value } : {};
}

/** The bytes of a message that came as characters: only where all of it is such, so that a webmail mended one day is read right. */
function narrow(chunks: readonly Uint8Array[]): string | null {
  const decoder = new TextDecoder('utf-8', { fatal: true });
  try {
    const text = chunks.map((chunk) => decoder.decode(chunk, { stream: true })).join('');
    return /[^\p{ASCII}\u0080-\u00FF]/u.test(text) ? null : text;
  } catch {
    return null;
  }
}

/**
 * Fetches the raw message at `url` in the page's own frame and session, to five megabytes. It asks for nothing but this one
 * address of the page's own origin, and changes nothing there.
 */
export async function fetchRaw(url: string, signal: AbortSignal): Promise<Result<RawMessage, RawFailure>> {
  const request = findRequest(url);
  let response: Response;
  try {
    response = await fetch(url, {
      credentials: 'same-origin',
      mode: 'same-origin',
      cache: 'no-store',
      referrerPolicy: 'same-origin',
      headers: tokenHeaders(request, document.cookie),
      signal,
    });
  } catch {
    return err('offline');
  }
  if (!response.ok) {
    return err('refused');
  }
  if (response.body === null) {
    return err('not-a-message');
  }
  // A session that ended answers with its sign-in page, under the same address and with status 200.
  if (/^\s*(?:text\/html|application\/xhtml)/iu.test(response.headers.get('content-type') ?? '')) {
    await response.body.cancel();
    return err('not-a-message');
  }
  let read: Awaited<ReturnType<typeof readToCap>>;
  try {
    read = await readToCap(response.body);
  } catch {
    return err('offline');
  }
  const latin1 = (request?.isWidened === true ? narrow(read.chunks) : null) ?? toLatin1(read.chunks);
  if (!looksLikeMail(latin1)) {
    return err('not-a-message');
  }
  const told = Number(response.headers.get('content-length') ?? 0);
  // A compressed answer tells its compressed size, which is no size of the message.
  const totalBytes = read.isCut && response.headers.get('content-encoding') === null && told > read.bytes ? told : read.bytes;
  return ok({ latin1, cutAtBytes: read.isCut ? read.bytes : null, totalBytes });
}
