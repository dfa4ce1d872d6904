/** The sentence for a reason that came over the wire; a reason of a newer server stays as it is. */
export function sentenceIn(sentences: Readonly<Record<string, string>>, reason: string): string {
  return Object.hasOwn(sentences, reason) ? (sentences[reason] ?? reason) : reason;
}
