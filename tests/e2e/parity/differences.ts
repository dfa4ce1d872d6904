/** What models may differ by: engines take logarithms and powers to the last bit or to the one before. */
const TOLERANCE = 1e-9;

/** Every value of two results that is not the same: whole numbers and texts to the bit, others to the tolerance. */
export function* listDifferences(ours: unknown, theirs: unknown, path: string): Generator<string> {
  if (typeof ours === 'object' && ours !== null && typeof theirs === 'object' && theirs !== null) {
    const [one, other] = [Object.entries(ours), new Map(Object.entries(theirs))];
    if (one.length !== other.size) {
      yield `${path}: ${one.length} and ${other.size} entries`;
    }
    for (const [key, value] of one) {
      yield* listDifferences(value, other.get(key), `${path}.${key}`);
    }
  } else if (typeof ours === 'number' && typeof theirs === 'number' && !Number.isInteger(ours)) {
    if (Math.abs(ours - theirs) > TOLERANCE * Math.max(1, Math.abs(ours))) {
      yield `${path}: ${ours} and ${theirs}`;
    }
  } else if (ours !== theirs) {
    yield `${path}: ${String(ours)} and ${String(theirs)}`;
  }
}
