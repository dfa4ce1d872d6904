import { hmac } from '@noble/hashes/hmac.js';
import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex, hexToBytes } from '@noble/hashes/utils.js';

const BASE32 = 'abcdefghijklmnopqrstuvwxyz234567';

/** Lower-case base32 (RFC 4648 letters, no padding) of `bytes`. */
function toBase32(bytes: Uint8Array): string {
  let text = '';
  let bits = 0;
  let held = 0;
  for (const byte of bytes) {
    held = (held << 8) | byte;
    bits += 8;
    while (bits >= 5) {
      bits -= 5;
      text += BASE32.charAt((held >>> bits) & 31);
    }
    held &= (1 << bits) - 1;
  }
  return bits > 0 ? text + BASE32.charAt((held << (5 - bits)) & 31) : text;
}

/**
 * The id of a record whose natural key is `key` (`email:a@b.example`): its kind letter and the first 16 bytes of
 * HMAC-SHA256(idSalt, key) in base32. Two devices of one organization that never met derive the same id.
 */
export function idFromKey(kind: string, idSalt: Uint8Array, key: string): string {
  return kind + toBase32(hmac(sha256, idSalt, new TextEncoder().encode(key)).subarray(0, 16));
}

/**
 * The id of a record without a natural key: its kind letter and a uuidv7 (RFC 9562) in hex, so that ids sort by time.
 * `nowMs`: milliseconds since 1970; `random`: 10 random bytes.
 */
export function idFromTime(kind: string, nowMs: number, random: Uint8Array): string {
  const hex = bytesToHex(random).split('');
  hex[0] = '7';
  hex[4] = '89ab'.charAt(Number.parseInt(hex[4] ?? '0', 16) & 3);
  return kind + nowMs.toString(16).padStart(12, '0') + hex.join('');
}

/** Hex of the SHA-256 of `text`. */
export function sha256Hex(text: string): string {
  return bytesToHex(sha256(new TextEncoder().encode(text)));
}

/** Hex of the SHA-256 of a file's bytes. */
export function sha256OfFile(bytes: Uint8Array): string {
  return bytesToHex(sha256(bytes));
}

/** The key of a customer that was captured with an e-mail address (already normalized). */
export function customerKey(email: string): string {
  return `email:${email}`;
}

/** What of a message decides its identity. Times are instants, texts as shown. */
export type MessageIdentity = {
  readonly messageId: string | null;
  readonly fromEmail: string;
  readonly sentAt: string | null;
  readonly subject: string;
  readonly text: string;
};

const REPLY_PREFIX = /^(?:\s*(?:re|fwd?|aw|wg|sv|tr|回复|答复|转发|轉寄|回覆)\s*(?:\[\d+\])?\s*[:：])+/iu;

/**
 * The key of an e-mail: its Message-ID with the sender, so that a captured mail is one record for the whole team.
 * Without a Message-ID: sender, minute, subject and the first 1 KiB of the visible text.
 */
export function messageKey(message: MessageIdentity): string {
  if (message.messageId !== null) {
    return `mid:${message.messageId.trim().replace(/^<|>$/gu, '')}|${message.fromEmail}`;
  }
  const minute = message.sentAt?.slice(0, 16) ?? 'undated';
  const subject = message.subject.normalize('NFKC').replace(REPLY_PREFIX, '').replace(/\s+/gu, ' ').trim().toLowerCase();
  const text = message.text.normalize('NFKC').replace(/\s+/gu, ' ').trim().slice(0, 1024);
  return `mail:${message.fromEmail}|${minute}|${subject}|${sha256Hex(text)}`;
}

/** The bytes that hex digits stand for. Throws on text that is no hex. */
export function bytesFromHex(hex: string): Uint8Array {
  return hexToBytes(hex);
}
