import * as v from 'valibot';
import { Currency, Day } from '../../model/field.ts';
import { defineAnalysis, Missing, type AnalysisInput } from '../core/analysis.ts';
import { NO_DAY, toDay, type DayNumber } from '../core/calendar.ts';
import { placeCurrencies, rankCurrencies } from '../core/currencies.ts';
import { listMissing } from '../core/evidence.ts';
import type { Dictionary, Lines } from '../core/lines.ts';
import { NO_CURRENCY, roundMinor } from '../core/money.ts';
import { sortNames } from '../core/sort-names.ts';
import { roundTo6 } from '../core/stats.ts';
import { MICRO } from '../core/blocks.ts';
import { findOtherCosts, type OtherCosts } from './other-costs.ts';
import { MarginRow, sumMargins, type MarginSum, type MarginSums } from './margin-sums.ts';
import { drawWhaleCurve, WhaleCurve } from './whale-curve.ts';

/** Raised when the same lines give other profits. */
const MARGIN_VERSION = '1';
/** Below such a part of the amount with a known cost, what is left over is no net profit. */
const NEEDED_COVERAGE = 0.9;

const Minor = v.pipe(v.number(), v.integer(), v.minValue(0));
const MarginParams = v.object({
  /** What an hour with a customer costs, and a visit besides, in minor units of the currency of most lines. */
  costPerHourMinor: v.optional(Minor),
  costPerVisitMinor: v.optional(Minor),
});
type MarginParams = v.InferOutput<typeof MarginParams>;

const Margin = v.object({
  method: v.string(),
  version: v.string(),
  enough: v.boolean(),
  missing: v.array(Missing),
  asOf: Day,
  /** The currency of most lines: all that follows is of its lines alone; other currencies are counted, never added. */
  currency: v.nullable(Currency),
  linesInOtherCurrencies: v.number(),
  /** All together. `coverage`: the part of the amount whose cost is known; `profit` is of that part. */
  total: MarginRow,
  /** What was taken off for the net profit: costs of goods always; serving and winning customers where records tell. */
  netOf: v.object({ goods: v.literal(true), serving: v.boolean(), winning: v.boolean() }),
  /** Minor units given away, and which share of the prices that was; null where no line has a discount. */
  discounts: v.nullable(v.object({ lines: v.number(), given: v.number(), share: v.number() })),
  /** Lines that came back, their amount (below 0), and its share of what was sold. */
  returns: v.object({ lines: v.number(), amount: v.number(), share: v.number() }),
  /** The most profit first. `marginal` is the profit of one more order of a customer, and of one more piece of a product. */
  customers: v.array(v.object({ customer: v.string(), ...MarginRow.entries })),
  products: v.array(v.object({ product: v.string(), ...MarginRow.entries })),
  /** Null below twenty customers whose costs are known. */
  whaleCurve: v.nullable(WhaleCurve),
});
type Margin = v.InferOutput<typeof Margin>;

/** Marginal, total and net profit by customer and product, with the part of the amount that it rests on, and the whale curve. */
export const margin = defineAnalysis({
  id: 'profitability.margin',
  version: MARGIN_VERSION,
  needs: [],
  params: MarginParams,
  output: Margin,
  run: runMargin,
});

function runMargin({ lines, book, params, asOf }: AnalysisInput<MarginParams>): Margin {
  const [currency = null] = rankCurrencies(lines, asOf);
  const { counts, others } = pickLines(lines, currency, asOf);
  const costs = findOtherCosts(lines, book, currency ?? NO_CURRENCY, params, asOf);
  const sums = sumMargins(lines, counts, costs.byCustomer);
  const coverage = coverageOf(sums.all);
  const columns = listMissing(lines, ['amountMinor', 'costMinor']);
  const missing: Missing[] =
    columns.length > 0 ? columns : coverage < NEEDED_COVERAGE ? [{ what: 'costs', have: coverage, needed: NEEDED_COVERAGE }] : [];
  const tell = toRow(costs);
  const { customer, product } = lines.dictionary;
  const customers = listRows(customer, sums.customers, (one, sum) => ({ customer: customer.names[one] ?? '', ...tell(sum, sum.orders) }));
  const products = listRows(product, sums.products, (one, sum) => ({ product: product.names[one] ?? '', ...tell(sum, sum.coveredMicro / MICRO) }));
  return {
    method: 'net amount less cost of goods, over the lines whose cost is known; net profit less serving and winning where recorded',
    version: MARGIN_VERSION,
    enough: columns.length === 0 && sums.all.lines > 0,
    missing: columns.length === 0 && sums.all.lines === 0 ? [{ what: 'lines', have: 0, needed: 1 }] : missing,
    asOf: toDay(asOf),
    currency,
    linesInOtherCurrencies: others,
    total: tell(sums.all, sums.all.orders),
    netOf: { goods: true, serving: costs.hasServing, winning: costs.hasWinning },
    discounts: lines.known.has('discountMinor') ? sums.discounts : null,
    returns: sums.returns,
    customers,
    products,
    whaleCurve: drawWhaleCurve(customers.filter((row) => row.coverage >= NEEDED_COVERAGE).map(({ profit }) => profit)),
  };
}

/** 1 for lines of the currency up to and with `asOf`, and how many lines are in other currencies. */
function pickLines(lines: Lines, currency: Currency | null, asOf: DayNumber): { readonly counts: Uint8Array; readonly others: number } {
  const { names, placeOf } = placeCurrencies(lines);
  const place = currency === null ? -1 : names.indexOf(currency);
  const counts = new Uint8Array(lines.count);
  let others = 0;
  for (let line = 0; line < lines.count; line += 1) {
    if ((lines.day[line] ?? NO_DAY) <= asOf && (lines.text.order[line] ?? -1) >= 0) {
      const isHere = placeOf[(lines.text.currency[line] ?? -1) + 1] === place;
      counts[line] = isHere ? 1 : 0;
      others += isHere ? 0 : 1;
    }
  }
  return { counts, others };
}

/** Part of the amount, bought and brought back alike, whose cost is known; 0 where nothing was sold. */
function coverageOf({ movedMinor, coveredMovedMinor }: MarginSum): number {
  return movedMinor > 0 ? roundTo6(coveredMovedMinor / movedMinor) : 0;
}

/** @returns what is told of one row; `units`: what its marginal profit is a share of */
function toRow(costs: OtherCosts): (sum: MarginSum, units: number) => v.InferOutput<typeof MarginRow> {
  const isFull = costs.hasServing || costs.hasWinning;
  return (sum, units) => {
    const coverage = coverageOf(sum);
    const [profit, other] = [sum.coveredMinor - sum.costMinor, roundMinor(sum.otherMinor)];
    return {
      amount: sum.amountMinor,
      cost: sum.costMinor,
      coverage,
      marginal: coverage > 0 && units > 0 ? roundMinor(profit / units) : null,
      profit,
      otherCosts: isFull ? other : null,
      net: coverage >= NEEDED_COVERAGE ? profit - other : null,
    };
  };
}

/** Those with lines, the most profit first; of equal ones by name. */
function listRows<Row>({ names }: Dictionary, sums: MarginSums, tell: (cell: number, sum: MarginSum) => Row): Row[] {
  const profit = new Float64Array(sums.cells);
  const found: { readonly cell: number; readonly row: Row }[] = [];
  for (const cell of sortNames(names)) {
    const sum = sums.read(cell);
    if (sum.lines > 0) {
      profit[cell] = sum.coveredMinor - sum.costMinor;
      found.push({ cell, row: tell(cell, sum) });
    }
  }
  // Sorting is stable: of equal ones the first by name stays first.
  return found.sort((a, b) => (profit[b.cell] ?? 0) - (profit[a.cell] ?? 0)).map(({ row }) => row);
}
