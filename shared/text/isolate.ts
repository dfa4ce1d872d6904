/** Letters that are written from right to left: Hebrew, Arabic, Syriac, Thaana, N'Ko and their further blocks. */
const RIGHT_TO_LEFT = /[\u0590-\u08FF\uFB1D-\uFDFF\uFE70-\uFEFC\u{10800}-\u{10FFF}\u{1E800}-\u{1EFFF}]/u;

/**
 * A name for use within a sentence: one that is written from right to left stands between first strong isolate and pop directional
 * isolate (Unicode TR 9, 2.4), so that the sentence around it keeps its order. Any other text is given back as it is.
 */
function isolate(text: string): string {
  return RIGHT_TO_LEFT.test(text) ? `\u2068${text}\u2069` : text;
}

/** The same sentences, in which whatever name or value is put into them is isolated. */
export function isolating<T>(sentences: T): T {
  // What comes out has the shape of what went in: texts stay, functions of texts stay functions of the same arguments.
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion
  return wrap(sentences) as T;
}

function wrap(held: unknown): unknown {
  if (typeof held === 'function') {
    return (...given: readonly unknown[]): unknown =>
      Reflect.apply(
        held,
        undefined,
        given.map((one) => (typeof one === 'string' ? isolate(one) : one)),
      );
  }
  return typeof held === 'object' && held !== null && !Array.isArray(held)
    ? Object.fromEntries(Object.entries(held).map(([key, inner]) => [key, wrap(inner)]))
    : held;
}
