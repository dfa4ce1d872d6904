import { MAX_RAW_BYTES } from '#shared/capture/limits.ts';
import { err, ok, type Result } from '#shared/result.ts';

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

/**
 * Fetches the raw message at `url` in the page's own frame and session, to five megabytes. It asks for nothing but this one
 * address of the page's own origin, and changes nothing there.
 */
export async function fetchRaw(url: string, signal: AbortSignal): Promise<Result<RawMessage, RawFailure>> {
  let response: Response;
  try {
    response = await fetch(url, { credentials: 'same-origin', mode: 'same-origin', cache: 'no-store', referrerPolicy: 'same-origin', signal });
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
  const latin1 = toLatin1(read.chunks);
  if (!looksLikeMail(latin1)) {
    return err('not-a-message');
  }
  const told = Number(response.headers.get('content-length') ?? 0);
  // A compressed answer tells its compressed size, which is no size of the message.
  const totalBytes = read.isCut && response.headers.get('content-encoding') === null && told > read.bytes ? told : read.bytes;
  return ok({ latin1, cutAtBytes: read.isCut ? read.bytes : null, totalBytes });
}
