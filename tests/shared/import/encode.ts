import type { Encoding } from '#shared/import/decode.ts';

/** The bytes of `text` in an encoding, found by turning its decoder round: Node encodes UTF-8 and UTF-16LE alone. */
export function encode(text: string, encoding: Encoding): Uint8Array {
  if (encoding === 'utf-8') {
    return new TextEncoder().encode(text);
  }
  if (encoding === 'utf-16le' || encoding === 'utf-16be') {
    return Uint8Array.from(
      Array.from({ length: text.length }, (_, at) => text.charCodeAt(at)).flatMap((unit) =>
        encoding === 'utf-16le' ? [unit & 255, unit >> 8] : [unit >> 8, unit & 255],
      ),
    );
  }
  const table = tableOf(encoding);
  return Uint8Array.from(
    Array.from(text).flatMap((letter) => {
      const bytes = letter < '\u0080' ? [letter.charCodeAt(0)] : table.get(letter);
      if (bytes === undefined) {
        throw new Error(`${letter} is no letter of ${encoding}`);
      }
      return bytes;
    }),
  );
}

const tables = new Map<Encoding, ReadonlyMap<string, readonly number[]>>();

function tableOf(encoding: Encoding): ReadonlyMap<string, readonly number[]> {
  const held = tables.get(encoding);
  if (held) {
    return held;
  }
  const decoder = new TextDecoder(encoding);
  const table = new Map<string, readonly number[]>();
  const add = (bytes: readonly number[]): void => {
    const letter = decoder.decode(Uint8Array.from(bytes));
    if (Array.from(letter).length === 1 && letter !== '\uFFFD' && !table.has(letter)) {
      table.set(letter, bytes);
    }
  };
  for (let lead = 0x80; lead < 0x100; lead += 1) {
    add([lead]);
    for (let trail = 0x40; encoding !== 'windows-1252' && trail < 0x100; trail += 1) {
      add([lead, trail]);
    }
  }
  tables.set(encoding, table);
  return table;
}
