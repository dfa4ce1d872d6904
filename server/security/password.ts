import { argon2, randomBytes, timingSafeEqual } from 'node:crypto';
import { promisify } from 'node:util';

/** OWASP's least for argon2id: 19 MiB, two passes, one lane. */
const MEMORY_KIB = 19 * 1024;
const PASSES = 2;
const LANES = 1;
const TAG_BYTES = 32;

/** Shorter passwords are refused. */
export const MIN_PASSWORD_LENGTH = 10;

const hash = promisify(argon2);

async function derive(password: string, salt: Uint8Array, memory: number, passes: number, parallelism: number): Promise<Uint8Array> {
  return hash('argon2id', { message: password.normalize('NFKC'), nonce: salt, parallelism, tagLength: TAG_BYTES, memory, passes });
}

/** The text that is stored instead of a password: parameters, salt and hash. */
export async function hashPassword(password: string): Promise<string> {
  const salt = randomBytes(16);
  const tag = await derive(password, salt, MEMORY_KIB, PASSES, LANES);
  return ['argon2id', MEMORY_KIB, PASSES, LANES, salt.toString('base64url'), Buffer.from(tag).toString('base64url')].join('$');
}

/**
 * True when `password` is the one that `stored` was made of. Without a stored hash (no such user) the same work is done
 * for nothing, so that the time does not tell who has an account.
 */
export async function verifyPassword(password: string, stored: string | undefined): Promise<boolean> {
  const [kind, memory, passes, lanes, salt, tag] = stored?.split('$') ?? [];
  if (kind !== 'argon2id' || salt === undefined || tag === undefined) {
    await derive(password, randomBytes(16), MEMORY_KIB, PASSES, LANES);
    return false;
  }
  const expected = Buffer.from(tag, 'base64url');
  const given = await derive(password, Buffer.from(salt, 'base64url'), Number(memory), Number(passes), Number(lanes));
  return given.length === expected.length && timingSafeEqual(given, expected);
}
