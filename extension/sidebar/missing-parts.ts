import type { MissingPart } from './parts/types.ts';

/** What an adapter did not find, as the panel names it: headers and bodies mean nothing to a reader. */
export function toMissingParts(missing: readonly string[]): MissingPart[] {
  return [...new Set(missing.map(partOf))];
}

function partOf(name: string): MissingPart {
  switch (name) {
    case 'sender':
    case 'address':
    case 'date':
    case 'subject':
    case 'id':
      return name;
    case 'body':
      return 'text';
    default:
      return 'message';
  }
}
