import { bytesToHex, hexToBytes } from '@noble/hashes/utils.js';
import { readSealed, readUnsentContent, UNSENT_FORMAT, type UnsentHead } from '../model/unsent.ts';
import { err, ok, type Result } from '../result.ts';
import type { Op } from './op.ts';

/**
 * Edits that a browser could not send before its book was removed, as a file that only their server opens (sync design
 * 2.21). What it holds is encrypted (AES-256-GCM) with a key that is derived (HKDF-SHA-256) from the hash of the browser's
 * token: the server keeps that hash, and the browser forgets the token with the book.
 */
export type Unsent = {
  readonly ops: readonly Op[];
  readonly pictures: readonly { readonly record: string; readonly hash: string; readonly bytes: Uint8Array<ArrayBuffer> }[];
};

const encoder = new TextEncoder();

/** The text of such a file. `tokenHash`: SHA-256 of the browser's token, hex; `iv`: twelve bytes that no other file had. */
export async function sealUnsent(head: UnsentHead, unsent: Unsent, tokenHash: string, iv: Uint8Array<ArrayBuffer>): Promise<string> {
  const key = await deriveKey(tokenHash, head.device);
  const pictures = unsent.pictures.map((picture) => ({ ...picture, bytes: bytesToHex(picture.bytes) }));
  const sealed = await crypto.subtle.encrypt(
    { name: 'AES-GCM' as const, iv, additionalData: bind(head) },
    key,
    encoder.encode(JSON.stringify({ ...unsent, pictures })),
  );
  return `${JSON.stringify({ ...head, iv: bytesToHex(iv), sealed: bytesToHex(new Uint8Array(sealed)) })}\n`;
}

/** What is in it. `altered`: it is not as it was written, or another token's. */
export async function openUnsent(text: string, tokenHash: string): Promise<Result<Unsent, 'altered'>> {
  const file = readSealed(text);
  if (file === undefined) {
    return err('altered');
  }
  const { iv, sealed, ...head } = file;
  try {
    const key = await deriveKey(tokenHash, head.device);
    const way = { name: 'AES-GCM' as const, iv: fromHex(iv), additionalData: bind(head) };
    const opened = await crypto.subtle.decrypt(way, key, fromHex(sealed));
    const content = readUnsentContent(new TextDecoder().decode(new Uint8Array(opened)));
    return content === undefined
      ? err('altered')
      : ok({ ops: content.ops, pictures: content.pictures.map((picture) => ({ ...picture, bytes: fromHex(picture.bytes) })) });
  } catch {
    return err('altered');
  }
}

/** What stands open cannot be altered either: another device's name on the file would not open it. */
function bind({ format, version, device, organization, savedAt, edits }: UnsentHead): Uint8Array<ArrayBuffer> {
  return encoder.encode(JSON.stringify([format, version, device, organization, savedAt, edits]));
}

const fromHex = (hex: string): Uint8Array<ArrayBuffer> => new Uint8Array(hexToBytes(hex));

async function deriveKey(tokenHash: string, device: string): Promise<CryptoKey> {
  const secret = await crypto.subtle.importKey('raw', encoder.encode(tokenHash), 'HKDF', false, ['deriveKey']);
  const way = { name: 'HKDF' as const, hash: 'SHA-256' as const, salt: encoder.encode(device), info: encoder.encode(UNSENT_FORMAT) };
  return crypto.subtle.deriveKey(way, secret, { name: 'AES-GCM', length: 256 }, false, ['encrypt', 'decrypt']);
}
