type Column = Int8Array<ArrayBuffer> | Uint8Array<ArrayBuffer> | Int32Array<ArrayBuffer> | Float64Array<ArrayBuffer>;

/** A longer column with the same values in front and zeros behind. */
export function enlarge<A extends Column>(column: A, size: number): A;
export function enlarge(column: Column, size: number): Column {
  const bytes = new Uint8Array(size * column.BYTES_PER_ELEMENT);
  bytes.set(new Uint8Array(column.buffer, column.byteOffset, column.byteLength));
  return column instanceof Float64Array
    ? new Float64Array(bytes.buffer)
    : column instanceof Int32Array
      ? new Int32Array(bytes.buffer)
      : column instanceof Int8Array
        ? new Int8Array(bytes.buffer)
        : bytes;
}
