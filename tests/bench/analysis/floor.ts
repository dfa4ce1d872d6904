import type { Lines } from '#shared/analysis/core/lines.ts';

/**
 * One pass over four columns: nothing that looks at every line can be faster. Whole numbers are added as such: with a column of money in
 * the same sum the engine would look at each addition for whether it is still whole, which takes twice as long.
 */
export function passColumns({ count, day, text: { customer, product }, number: { amountMinor } }: Lines): number {
  let [whole, sum] = [0, 0];
  for (let line = 0; line < count; line += 1) {
    whole = (whole + (customer[line] ?? 0) + (product[line] ?? 0) + (day[line] ?? 0)) | 0;
    sum += amountMinor[line] ?? 0;
  }
  return sum + whole;
}
