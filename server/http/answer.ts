import { promisify } from 'node:util';
import { brotliCompress, constants, gzip, zstdCompress } from 'node:zlib';
import type { HttpContext } from './env.ts';

const zstd = promisify(zstdCompress);
const brotli = promisify(brotliCompress);
const zip = promisify(gzip);

type Encode = (text: string) => Promise<Uint8Array>;

/** Shorter answers are sent as they are. */
const MIN_COMPRESSED_LENGTH = 2048;
/**
 * The best first. Measured on pages of 1,000 records: zstd 5 takes as long as brotli 4 (2.4 µs a record) for 4 % fewer
 * bytes, brotli 5 twice as long for as many, gzip half as long again for 6 % more.
 */
const ENCODINGS: readonly (readonly [name: string, accepts: RegExp, encode: Encode])[] = [
  ['zstd', /\bzstd\b/u, (text) => zstd(text, { params: { [constants.ZSTD_c_compressionLevel]: 5 } })],
  ['br', /\bbr\b/u, (text) => brotli(text, { params: { [constants.BROTLI_PARAM_QUALITY]: 4 } })],
  ['gzip', /\bgzip\b/u, (text) => zip(text)],
];

/** Answers with text, compressed as the client understands it. */
export async function sendText(c: HttpContext, contentType: string, text: string): Promise<Response> {
  const accepted = c.req.header('accept-encoding') ?? '';
  c.header('content-type', contentType);
  // Only what may be kept on the way needs to say by what it differs.
  if (c.req.method === 'GET') {
    c.header('vary', 'accept-encoding');
  }
  const best = ENCODINGS.find(([, accepts]) => accepts.test(accepted));
  if (text.length < MIN_COMPRESSED_LENGTH || best === undefined) {
    return c.body(text);
  }
  const [name, , encode] = best;
  c.header('content-encoding', name);
  return c.body(new Uint8Array(await encode(text)));
}
