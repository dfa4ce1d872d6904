/** A run of text, and whether it is what was searched. */
export type Run = { readonly text: string; readonly found: boolean };

/** Letters without their accents and case, each still at its own place: "Lín" and "lin" are the same. */
function fold(text: string): { readonly folded: string; readonly at: readonly number[] } {
  const at: number[] = [];
  let folded = '';
  let index = 0;
  for (const letter of text) {
    const plain = letter.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase();
    folded += plain;
    at.push(...Array.from({ length: plain.length }, () => index));
    index += letter.length;
  }
  at.push(text.length);
  return { folded, at };
}

/** The text cut where the words of the query begin a word of it; Han letters and digits are found anywhere. */
export function runsOf(text: string, query: string): readonly Run[] {
  const words = query
    .split(/\s+/u)
    .map((word) => fold(word).folded)
    .filter(Boolean);
  const { folded, at } = fold(text);
  const isFound = Array.from({ length: text.length }, () => false);
  for (const word of words) {
    const anywhere = /^[\p{Script=Han}\d]/u.test(word);
    for (let place = folded.indexOf(word); place >= 0; place = folded.indexOf(word, place + 1)) {
      if (anywhere || place === 0 || !/[\p{L}\p{N}]/u.test(folded[place - 1] ?? '')) {
        isFound.fill(true, at[place], at[place + word.length] ?? text.length);
      }
    }
  }
  const runs: { text: string; found: boolean }[] = [];
  [...isFound.keys()].forEach((index) => {
    const last = runs.at(-1);
    const found = isFound[index] ?? false;
    const letter = text[index] ?? '';
    if (last && last.found === found) {
      last.text += letter;
    } else {
      runs.push({ text: letter, found });
    }
  });
  return runs;
}
