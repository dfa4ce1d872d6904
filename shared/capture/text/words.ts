/** A set of the words of a text, parted by `|`. */
export function wordSet(text: string): ReadonlySet<string> {
  return new Set(text.split('|').map((word) => word.trim()));
}
