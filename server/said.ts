/** What a command says: an object for programs, a sentence for people. `isBad`: it found something that is not in order. */
export type Said = { readonly json: object; readonly sentence: string; readonly isBad?: boolean };

/** A mistake in how a command was called; its message is the sentence that is printed. */
export class UsageFault extends Error {}
