import { promisify } from 'node:util';
import { brotliCompress, constants, gzip } from 'node:zlib';
import type { HttpContext } from './env.ts';

const brotli = promisify(brotliCompress);
const zip = promisify(gzip);

/** Shorter answers are sent as they are. */
const MIN_COMPRESSED_LENGTH = 2048;
/** Measured on pages of records: half the time of quality 5 for 15 % more bytes. */
const BROTLI_QUALITY = 4;

/** Answers with text, compressed as the client understands it. */
export async function sendText(c: HttpContext, contentType: string, text: string): Promise<Response> {
  const accepted = c.req.header('accept-encoding') ?? '';
  c.header('content-type', contentType);
  c.header('vary', 'accept-encoding');
  if (text.length < MIN_COMPRESSED_LENGTH || !/\b(?:br|gzip)\b/u.test(accepted)) {
    return c.body(text);
  }
  const isBrotli = /\bbr\b/u.test(accepted);
  c.header('content-encoding', isBrotli ? 'br' : 'gzip');
  const bytes = isBrotli ? await brotli(text, { params: { [constants.BROTLI_PARAM_QUALITY]: BROTLI_QUALITY } }) : await zip(text);
  return c.body(new Uint8Array(bytes));
}
