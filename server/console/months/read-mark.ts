/** A mark as somebody types it: 0 to 100, with a point or a comma; null where nothing is written, undefined for what is no mark. */
export function readMark(text: string): number | null | undefined {
  const written = text.normalize('NFKC').trim().replace(',', '.');
  if (written === '') {
    return null;
  }
  const mark = /^\d{1,3}(?:\.\d{1,2})?$/u.test(written) ? Number(written) : Number.NaN;
  return mark >= 0 && mark <= 100 ? mark : undefined;
}
