import * as v from 'valibot';
import { Day } from '../../model/field.ts';
import type { Missing } from './analysis.ts';
import type { KnownColumn, Lines } from './lines.ts';
import { wilsonInterval } from './numerics/proportions.ts';
import { roundTo6 } from './stats.ts';

/** A number with what it rests on: its interval (95 % unless it says otherwise) and how many cases. */
export const Estimate = v.object({ value: v.number(), low: v.number(), high: v.number(), n: v.number() });
export type Estimate = v.InferOutput<typeof Estimate>;

/** A share with its counts: `hits` of `n`. */
export const ShareOf = v.object({ value: v.number(), low: v.number(), high: v.number(), hits: v.number(), n: v.number() });
export type ShareOf = v.InferOutput<typeof ShareOf>;

/** First and last day that a number rests on. */
export const Period = v.object({ from: Day, to: Day });

/** What a column is called where it is missing. */
const NAMES: Readonly<Partial<Record<KnownColumn, string>>> = {
  day: 'date',
  amountMinor: 'amount',
  costMinor: 'cost',
  discountMinor: 'discount',
};

/** Those of the columns that no line has, as what is missing. */
export function listMissing(lines: Lines, columns: readonly KnownColumn[]): Missing[] {
  return columns.filter((column) => !lines.known.has(column)).map((column) => ({ what: NAMES[column] ?? column, have: 0, needed: 1 }));
}

/** A share of counts with its 95 % interval (Wilson 1927). `n` is 1 or more. */
export function shareOf(hits: number, n: number): ShareOf {
  const place = n < FEW && Number.isInteger(n) && Number.isInteger(hits) && hits >= 0 && hits <= n ? n * FEW + hits : -1;
  const held = shares[place];
  if (held !== undefined) {
    return held;
  }
  const made = makeShare(hits, n);
  if (place >= 0) {
    shares[place] = made;
  }
  return made;
}

/** The same few counts come again for a hundred thousand customers. */
const FEW = 64;
const shares = Array.from({ length: FEW * FEW }, (): ShareOf | undefined => undefined);

function makeShare(hits: number, n: number): ShareOf {
  const { low, high } = wilsonInterval(hits, n);
  return { value: roundTo6(hits / n), low: roundTo6(low), high: roundTo6(high), hits, n };
}
