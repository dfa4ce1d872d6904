import { promisify } from 'node:util';
import { gunzip } from 'node:zlib';
import { AppError } from '#shared/errors.ts';
import type { HttpContext } from '../http/env.ts';

/** Bytes that a request's body may have, as sent and again when inflated. */
const MAX_BODY_BYTES = 1024 * 1024;
/** Deeper JSON is refused before it is parsed: parsers and checkers call themselves for each level. */
const MAX_JSON_DEPTH = 64;

const inflate = promisify(gunzip);

/** The JSON of a request's body; an empty body is an empty object. Throws `body-too-large` and `bad-request`. */
export async function readJson(c: HttpContext, maxBytes = MAX_BODY_BYTES): Promise<unknown> {
  const raw = await readBytes(c, maxBytes);
  const encoding = c.req.header('content-encoding') ?? 'identity';
  if (encoding !== 'identity' && encoding !== 'gzip') {
    throw new AppError('bad-request', { reason: 'content-encoding' });
  }
  const bytes = encoding === 'gzip' && raw.length > 0 ? await inflateBounded(raw, maxBytes) : raw;
  if (bytes.length === 0) {
    return {};
  }
  try {
    const text = new TextDecoder('utf-8', { fatal: true }).decode(bytes);
    if (isDeeperThan(text, MAX_JSON_DEPTH)) {
      throw new AppError('bad-request', { reason: 'depth' });
    }
    const value: unknown = JSON.parse(text);
    return value;
  } catch (error) {
    throw error instanceof AppError ? error : new AppError('bad-request', { reason: 'json' }, error);
  }
}

/** The bytes of a request's body as they were sent. Throws `body-too-large`. */
export async function readBytes(c: HttpContext, maxBytes = MAX_BODY_BYTES): Promise<Uint8Array> {
  if (Number(c.req.header('content-length') ?? 0) > maxBytes) {
    throw new AppError('body-too-large', { maxBytes });
  }
  const chunks: Uint8Array[] = [];
  let length = 0;
  for await (const chunk of c.req.raw.body ?? []) {
    length += chunk.length;
    if (length > maxBytes) {
      throw new AppError('body-too-large', { maxBytes });
    }
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

async function inflateBounded(raw: Uint8Array, maxBytes: number): Promise<Uint8Array> {
  try {
    return await inflate(raw, { maxOutputLength: maxBytes });
  } catch (error) {
    const isTooLarge = error instanceof RangeError;
    throw isTooLarge ? new AppError('body-too-large', { maxBytes }, error) : new AppError('bad-request', { reason: 'gzip' }, error);
  }
}

/** True when JSON text nests deeper than `limit`; brackets inside texts do not count. */
export function isDeeperThan(text: string, limit: number): boolean {
  let depth = 0;
  let inText = false;
  for (let index = 0; index < text.length; index += 1) {
    const character = text.charCodeAt(index);
    if (inText) {
      if (character === 0x5c) {
        index += 1;
      } else if (character === 0x22) {
        inText = false;
      }
    } else if (character === 0x22) {
      inText = true;
    } else if (character === 0x7b || character === 0x5b) {
      depth += 1;
      if (depth > limit) {
        return true;
      }
    } else if (character === 0x7d || character === 0x5d) {
      depth -= 1;
    }
  }
  return false;
}
