import { hash } from 'node:crypto';

/** Hex of the SHA-256 of a text, by the machine's own code. */
export function hashText(text: string): string {
  return hash('sha256', text, 'hex');
}
