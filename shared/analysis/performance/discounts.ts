import * as v from 'valibot';
import type { Lines } from '../core/lines.ts';
import { roundTo6 } from '../core/stats.ts';
import { BOUGHT, MICRO } from '../core/blocks.ts';

/** Lines of one kind: how many, pieces a line, and which share of the amount was margin (null where costs are not known). */
const Side = v.object({ lines: v.number(), quantity: v.number(), marginShare: v.nullable(v.number()) });
const Compared = v.object({ product: v.string(), with: Side, without: Side });

/**
 * Lines with a discount beside those of the same products without one. It is what was seen: whoever orders much may get a
 * discount for it, so it is no proof of what a discount does.
 */
export const Discounts = v.object({
  /** Lines with a discount, what was given away in minor units, and which share of the prices that was. */
  lines: v.number(),
  given: v.number(),
  share: v.number(),
  /** Products with five lines of either kind: only these are compared. */
  products: v.number(),
  /** Pieces a line with a discount, as many times as without one, each product with itself; 95 % interval. Null where nothing can be compared. */
  quantity: v.nullable(v.object({ ratio: v.number(), low: v.number(), high: v.number() })),
  /** Margin as a share of the amount, with a discount and as the same products have it without one. */
  marginShare: v.nullable(v.object({ with: v.number(), without: v.number() })),
  /** The products with most discounted lines, thirty at most. */
  byProduct: v.array(Compared),
});
export type Discounts = v.InferOutput<typeof Discounts>;

const MIN_LINES = 5;
const SHOWN = 30;

/** Sums over the lines of each product, whole numbers so that the order of lines is of no account. */
function startSums(products: number) {
  const column = (): Float64Array => new Float64Array(products);
  return { lines: column(), quantityMicro: column(), squares: column(), costed: column(), costedMinor: column(), marginMinor: column() };
}
type SideSums = ReturnType<typeof startSums>;

/** Null where no line that counts has a discount. A line that notes none has none. */
export function measureDiscounts(lines: Lines, flags: Uint8Array): Discounts | null {
  if (!lines.known.has('discountMinor')) {
    return null;
  }
  const { names } = lines.dictionary.product;
  const [discounted, plain] = [startSums(names.length), startSums(names.length)];
  const { quantity, amountMinor, costMinor, discountMinor } = lines.number;
  let [count, given, before] = [0, 0, 0];
  for (let line = 0; line < lines.count; line += 1) {
    const amount = amountMinor[line] ?? Number.NaN;
    if (((flags[line] ?? 0) & BOUGHT) === 0 || Number.isNaN(amount)) {
      continue;
    }
    const discount = discountMinor[line] ?? Number.NaN;
    const isDiscounted = discount > 0;
    if (isDiscounted) {
      count += 1;
      given += discount;
      before += amount + discount;
    }
    const product = lines.text.product[line] ?? -1;
    const pieces = quantity[line] ?? Number.NaN;
    if (product >= 0 && !Number.isNaN(pieces)) {
      add(isDiscounted ? discounted : plain, product, pieces, amount, costMinor[line] ?? Number.NaN);
    }
  }
  if (count === 0) {
    return null;
  }
  const compared = [...names.keys()].filter((product) => (discounted.lines[product] ?? 0) >= MIN_LINES && (plain.lines[product] ?? 0) >= MIN_LINES);
  const shown = compared.toSorted(
    (a, b) => (discounted.lines[b] ?? 0) - (discounted.lines[a] ?? 0) || ((names[a] ?? '') < (names[b] ?? '') ? -1 : 1),
  );
  return {
    lines: count,
    given,
    share: roundTo6(given / before),
    products: compared.length,
    ...compareSides(compared, discounted, plain),
    byProduct: shown
      .slice(0, SHOWN)
      .map((product) => ({ product: names[product] ?? '', with: tell(discounted, product), without: tell(plain, product) })),
  };
}

function add(sums: SideSums, product: number, pieces: number, amount: number, cost: number): void {
  sums.lines[product] = (sums.lines[product] ?? 0) + 1;
  sums.quantityMicro[product] = (sums.quantityMicro[product] ?? 0) + Math.round(pieces * MICRO);
  sums.squares[product] = (sums.squares[product] ?? 0) + pieces * pieces;
  if (!Number.isNaN(cost)) {
    sums.costed[product] = (sums.costed[product] ?? 0) + 1;
    sums.costedMinor[product] = (sums.costedMinor[product] ?? 0) + amount;
    sums.marginMinor[product] = (sums.marginMinor[product] ?? 0) + amount - cost;
  }
}

function tell(sums: SideSums, product: number): v.InferOutput<typeof Side> {
  const [lines, costed] = [sums.lines[product] ?? 0, sums.costedMinor[product] ?? 0];
  return {
    lines,
    quantity: roundTo6((sums.quantityMicro[product] ?? 0) / MICRO / lines),
    marginShare: costed > 0 ? roundTo6((sums.marginMinor[product] ?? 0) / costed) : null,
  };
}

/**
 * What the discounted lines had against what they would have had as the same products have it without a discount (direct
 * standardisation). The interval is that of the logarithm of a ratio of two sums, by the delta method.
 */
function compareSides(products: readonly number[], discounted: SideSums, plain: SideSums): Pick<Discounts, 'quantity' | 'marginShare'> {
  let [seen, expected, seenVariance, expectedVariance] = [0, 0, 0, 0];
  let [margin, amount, usualMargin, usualAmount] = [0, 0, 0, 0];
  for (const product of products) {
    const [here, there] = [spread(discounted, product), spread(plain, product)];
    seen += here.mean * here.lines;
    seenVariance += here.variance * here.lines;
    expected += there.mean * here.lines;
    expectedVariance += (there.variance / there.lines) * here.lines ** 2;
    if ((discounted.costed[product] ?? 0) > 0 && (plain.costed[product] ?? 0) > 0) {
      const scale = (discounted.costed[product] ?? 0) / (plain.costed[product] ?? 1);
      margin += discounted.marginMinor[product] ?? 0;
      amount += discounted.costedMinor[product] ?? 0;
      usualMargin += (plain.marginMinor[product] ?? 0) * scale;
      usualAmount += (plain.costedMinor[product] ?? 0) * scale;
    }
  }
  const reach = Math.exp(1.96 * Math.sqrt(seenVariance / seen ** 2 + expectedVariance / expected ** 2));
  const ratio = seen / expected;
  return {
    quantity: seen > 0 && expected > 0 ? { ratio: roundTo6(ratio), low: roundTo6(ratio / reach), high: roundTo6(ratio * reach) } : null,
    marginShare: amount > 0 && usualAmount > 0 ? { with: roundTo6(margin / amount), without: roundTo6(usualMargin / usualAmount) } : null,
  };
}

function spread(sums: SideSums, product: number): { readonly lines: number; readonly mean: number; readonly variance: number } {
  const lines = sums.lines[product] ?? 0;
  const mean = (sums.quantityMicro[product] ?? 0) / MICRO / lines;
  return { lines, mean, variance: Math.max(0, ((sums.squares[product] ?? 0) - lines * mean * mean) / Math.max(1, lines - 1)) };
}
