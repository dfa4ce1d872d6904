import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex } from '@noble/hashes/utils.js';
import { toJson } from '../model/record.ts';
import { canonicalJson } from './merge.ts';

/** Digits that count in a number with a fraction: one step more than models may differ by (1e-9). */
const DIGITS = 9;

/**
 * What results come to, as one short text, so that two computers can tell whether they reckoned the same: hex of the
 * SHA-256 of the results with all keys in order. Whole numbers (counts, money in minor units), texts and days go in as they
 * are; numbers with a fraction with nine significant digits.
 * @param results anything that JSON can hold
 * @example
 * digestOfResults({ a: 1, b: 2 }) === digestOfResults({ b: 2, a: 1 }) // true
 */
export function digestOfResults(results: unknown): string {
  const text = JSON.stringify(results, (_, value: unknown) =>
    typeof value === 'number' && !Number.isInteger(value) ? Number(value.toPrecision(DIGITS)) : value,
  );
  const read: unknown = JSON.parse(text);
  return bytesToHex(sha256(new TextEncoder().encode(canonicalJson(toJson(read)))));
}
