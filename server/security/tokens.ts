import { createHash } from 'node:crypto';
import type { Random } from '../runtime.ts';

/** Opens every device token, so that one that leaks can be recognised. */
export const DEVICE_TOKEN_PREFIX = 'sb_dev_';

/** A token that is shown once; only its hash is kept. 256 random bits need no slow hash. */
export function newToken(random: Random, prefix = ''): string {
  return prefix + Buffer.from(random.bytes(32)).toString('base64url');
}

/** What is stored of a token or code. */
export function hashToken(token: string): string {
  return createHash('sha256').update(token).digest('hex');
}

/** Eight random digits, each equally likely. */
export function newPairingCode(random: Random): string {
  // Values that would make low digits likelier are passed over.
  const limit = 0xffffffff - (0xffffffff % 100_000_000);
  for (;;) {
    const number = Buffer.from(random.bytes(4)).readUInt32BE();
    if (number < limit) {
      return String(number % 100_000_000).padStart(8, '0');
    }
  }
}

/** A device's id: 12 hex digits. */
export function newDeviceId(random: Random): string {
  return Buffer.from(random.bytes(6)).toString('hex');
}
