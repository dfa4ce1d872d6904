import type { ByteSource } from '#shared/import/mbox.ts';

/** A file that the user chose, read piece by piece as it is needed. */
export function toSource(file: File): ByteSource {
  return { name: file.name, size: file.size, read: async (from, to) => new Uint8Array(await file.slice(from, to).arrayBuffer()) };
}
