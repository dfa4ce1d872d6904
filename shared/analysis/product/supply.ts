import * as v from 'valibot';
import { Currency, Day } from '../../model/field.ts';
import { defineAnalysis, Missing, type AnalysisInput } from '../core/analysis.ts';
import { missingLists } from '../core/book.ts';
import { NO_DAY, toDay, type DayNumber } from '../core/calendar.ts';
import { Estimate, listMissing, Period } from '../core/evidence.ts';
import { listBuyingDays } from '../core/buying-days.ts';
import { listPeriods, type Periods } from '../core/periods.ts';
import { productsByKey } from '../core/product-keys.ts';
import { roundTo6 } from '../core/stats.ts';
import { createDemand, MIN_MONTHS, type Demand } from './demand.ts';
import { countStocks, type Stock } from './stock.ts';

const VERSION = '1';
const Whole = v.pipe(v.number(), v.integer(), v.minValue(0));
const Share = v.pipe(v.number(), v.minValue(0), v.maxValue(1));

const SupplyParams = v.object({
  /** Days from an order at the supplier to the delivery, where neither product nor supplier say. */
  leadDays: v.optional(Whole, 14),
  /** Days between two looks at what is to be ordered. */
  reviewDays: v.optional(Whole, 7),
  /** How often stock shall last until the next delivery. */
  service: v.optional(v.pipe(Share, v.minValue(0.5), v.maxValue(0.999)), 0.9),
  /** The products that bring this part of the revenue are A, those up to the second part B. */
  aShare: v.optional(Share, 0.8),
  bShare: v.optional(Share, 0.95),
  /** Stock by product, where the book has none. */
  stock: v.optional(v.record(v.string(), v.number()), {}),
});
type SupplyParams = v.InferOutput<typeof SupplyParams>;

const Row = v.object({
  product: v.string(),
  name: v.nullable(v.string()),
  supplier: v.nullable(v.string()),
  class: v.nullable(v.picklist(['A', 'B', 'C'])),
  /** Net of 12 months, and its part of all. */
  netMinor: v.nullable(v.number()),
  share: v.nullable(v.number()),
  soldLast12Months: v.number(),
  /** Expected until the next delivery can be there (lead time and one look), with the interval of four in five. */
  demand: v.nullable(Estimate),
  coverDays: v.number(),
  leadFrom: v.picklist(['supplier', 'setting']),
  /** Season: this time of the year against the mean of the year; null below two years. */
  season: v.nullable(v.number()),
  /** Mean absolute error of the same forecast over the last months, as a part of what was sold; null without enough months. */
  error: v.nullable(v.number()),
  stock: v.nullable(v.object({ now: v.number(), onTheWay: v.number(), countedOn: v.nullable(Day) })),
  /** How many to order now; null where no stock is known. */
  propose: v.nullable(v.number()),
});

const Supply = v.object({
  method: v.string(),
  version: v.string(),
  enough: v.boolean(),
  missing: v.array(Missing),
  asOf: Day,
  period: v.nullable(Period),
  n: v.number(),
  currency: v.nullable(Currency),
  products: v.array(Row),
  /** By supplier, the proposals above 0. */
  proposals: v.array(v.object({ supplier: v.nullable(v.string()), products: v.array(v.object({ product: v.string(), quantity: v.number() })) })),
});
type Supply = v.InferOutput<typeof Supply>;

/** What will be needed of each product until the next delivery, what is there, and what to order. */
export const supply = defineAnalysis({
  id: 'product.supply',
  version: VERSION,
  needs: [],
  params: SupplyParams,
  output: Supply,
  run: runSupply,
});

/** A product's pieces by month, net of returns, and what it brought in twelve months. */
type Sold = { readonly product: number; readonly byMonth: Float64Array; readonly netMinor: number; readonly last12: number };

function runSupply({ lines, book, params, asOf }: AnalysisInput<SupplyParams>): Supply {
  const { firstDay, currency, currencyNumber } = listBuyingDays(lines, asOf);
  const months = firstDay === NO_DAY ? undefined : listPeriods(firstDay, asOf, 'month');
  const sold = months === undefined ? [] : sumSold({ lines, asOf, months, currencyNumber });
  const expect = months === undefined ? undefined : createDemand(months, asOf, params.service);
  const classes = classify(sold, lines.dictionary.product.names, params);
  const suppliers = new Map(book.suppliers.map((supplier) => [supplier.id, supplier]));
  const records = productsByKey(book.products);
  const stocks = countStocks(book.products, lines, asOf);
  const { names } = lines.dictionary.product;
  const products = sold.map((one): v.InferOutput<typeof Row> => {
    const { product } = one;
    const key = names[product] ?? '';
    const record = records.get(key);
    const supplier = record?.supplier === undefined ? undefined : suppliers.get(record.supplier);
    const leadDays = supplier?.leadTimeDays ?? params.leadDays;
    const coverDays = leadDays + params.reviewDays;
    const demand = expect?.(one.byMonth, coverDays);
    const stock = tellStock(params.stock[key], stocks.get(record?.id ?? key));
    const classed = classes[product];
    return {
      product: key,
      name: record?.name ?? null,
      supplier: record?.supplier ?? null,
      class: classed?.class ?? null,
      netMinor: classed?.netMinor ?? null,
      share: classed?.share ?? null,
      soldLast12Months: roundTo6(one.last12),
      demand: demand === undefined ? null : demand.expected,
      coverDays,
      leadFrom: supplier?.leadTimeDays === undefined ? 'setting' : 'supplier',
      season: demand?.season ?? null,
      error: demand?.error ?? null,
      stock,
      propose: proposeFor(demand, stock),
    };
  });
  const ranked = products.toSorted(
    (a, b) => (b.netMinor ?? 0) - (a.netMinor ?? 0) || b.soldLast12Months - a.soldLast12Months || (a.product < b.product ? -1 : 1),
  );
  const enough = ranked.some(({ demand }) => demand !== null);
  return {
    method:
      'mean of the last months times the season; interval by the spread of past months; ABC by net of 12 months; order up to the level that lasts',
    version: VERSION,
    enough,
    missing: [
      ...listMissing(lines, ['day', 'product', 'quantity', 'amountMinor']),
      ...(enough || months === undefined
        ? []
        : [{ what: 'months', have: months.names.filter((_, at) => months.isComplete(at)).length, needed: MIN_MONTHS }]),
      ...(Object.keys(params.stock).length === 0 ? missingLists(book, ['products']) : []),
      ...missingLists(book, ['suppliers']),
    ],
    asOf: toDay(asOf),
    period: months === undefined ? null : { from: toDay(firstDay), to: toDay(asOf) },
    n: ranked.length,
    currency,
    products: ranked,
    proposals: groupProposals(ranked),
  };
}

function sumSold({
  lines,
  asOf,
  months,
  currencyNumber,
}: {
  readonly lines: AnalysisInput<unknown>['lines'];
  readonly asOf: DayNumber;
  readonly months: Periods;
  readonly currencyNumber: number;
}): readonly Sold[] {
  const products = lines.dictionary.product.names.length;
  const width = months.names.length;
  const byMonth = new Float64Array(products * width);
  const netMinor = new Float64Array(products);
  const last12 = new Float64Array(products);
  const isSold = new Uint8Array(products);
  const { product: productOf, currency } = lines.text;
  const { quantity: quantities, amountMinor: amounts } = lines.number;
  for (let line = 0; line < lines.count; line += 1) {
    const product = productOf[line] ?? -1;
    const day = lines.day[line] ?? NO_DAY;
    const quantity = quantities[line] ?? Number.NaN;
    const month = day > asOf ? -1 : months.placeOf(day);
    if (product < 0 || month < 0 || Number.isNaN(quantity)) {
      continue;
    }
    isSold[product] = 1;
    const place = product * width + month;
    byMonth[place] = (byMonth[place] ?? 0) + quantity;
    if (day > asOf - 365) {
      const amountMinor = amounts[line] ?? Number.NaN;
      last12[product] = (last12[product] ?? 0) + quantity;
      netMinor[product] = (netMinor[product] ?? 0) + (Number.isNaN(amountMinor) || currency[line] !== currencyNumber ? 0 : amountMinor);
    }
  }
  return Array.from({ length: products }, (_, product) => ({
    product,
    byMonth: byMonth.subarray(product * width, (product + 1) * width),
    netMinor: netMinor[product] ?? 0,
    last12: last12[product] ?? 0,
  })).filter(({ product }) => isSold[product] === 1);
}

type Classed = { readonly class: 'A' | 'B' | 'C'; readonly netMinor: number; readonly share: number };

/** The products that bring most, by falling revenue: A up to the first part of the whole, B up to the second, C the rest. By number. */
function classify(sold: readonly Sold[], names: readonly string[], { aShare, bShare }: SupplyParams): readonly (Classed | undefined)[] {
  const ranked = sold
    .filter(({ netMinor }) => netMinor > 0)
    .toSorted((a, b) => b.netMinor - a.netMinor || ((names[a.product] ?? '') < (names[b.product] ?? '') ? -1 : 1));
  const total = ranked.reduce((sum, { netMinor }) => sum + netMinor, 0);
  const classes = names.map((): Classed | undefined => undefined);
  let before = 0;
  for (const { product, netMinor } of ranked) {
    // A product belongs where its first coin lies: so the largest is always A.
    const reached = before / total;
    classes[product] = { class: reached < aShare ? 'A' : reached < bShare ? 'B' : 'C', netMinor, share: roundTo6(netMinor / total) };
    before += netMinor;
  }
  return classes;
}

function tellStock(given: number | undefined, stock: Stock | undefined): v.InferOutput<typeof Row>['stock'] {
  if (given !== undefined) {
    return { now: given, onTheWay: 0, countedOn: null };
  }
  return stock === undefined ? null : { now: roundTo6(stock.now), onTheWay: roundTo6(stock.onTheWay), countedOn: toDay(stock.countedOn) };
}

function proposeFor(demand: Demand | undefined, stock: v.InferOutput<typeof Row>['stock']): number | null {
  return demand === undefined || stock === null ? null : Math.max(0, Math.ceil(roundTo6(demand.upTo - stock.now - stock.onTheWay)));
}

function groupProposals(products: Supply['products']): Supply['proposals'] {
  const grouped = new Map<string | null, { product: string; quantity: number }[]>();
  for (const { product, supplier, propose } of products) {
    if (propose !== null && propose > 0) {
      const held = grouped.get(supplier) ?? [];
      grouped.set(supplier, held);
      held.push({ product, quantity: propose });
    }
  }
  return [...grouped].toSorted(([a], [b]) => ((a ?? '') < (b ?? '') ? -1 : 1)).map(([supplier, of]) => ({ supplier, products: of }));
}
