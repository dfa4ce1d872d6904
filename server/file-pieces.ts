import { closeSync, openSync, readSync } from 'node:fs';
import { StringDecoder } from 'node:string_decoder';

const PIECE_BYTES = 4 * 1024 * 1024;

/** The text of a UTF-8 file in pieces, so that a file larger than any string is read in little memory. Throws what opening throws. */
export function* readPieces(file: string): Generator<string> {
  const handle = openSync(file, 'r');
  try {
    const decoder = new StringDecoder('utf8');
    const bytes = Buffer.alloc(PIECE_BYTES);
    for (let read = readSync(handle, bytes); read > 0; read = readSync(handle, bytes)) {
      yield decoder.write(bytes.subarray(0, read));
    }
    yield decoder.end();
  } finally {
    closeSync(handle);
  }
}
