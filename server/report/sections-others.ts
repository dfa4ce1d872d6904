import * as v from 'valibot';
import { bars, twoLines } from './charts.ts';
import { block, figures, read, table, type Context } from './context.ts';
import { all, h, type Markup } from './markup.ts';
import { drawBenefits, drawPayments, drawWallets } from './sections-money.ts';
import { drawCampaigns } from './sections-campaigns.ts';
import { drawSources } from './sections-sources.ts';
import { drawBookQuality, drawOutcome, drawRepMeasures, drawServiceScore } from './sections-team.ts';
import { drawCare, drawDesign } from './sections-voices.ts';

const MOST = 12;

/** Blocks of a P, in the order in which its analyses ran. */
export function otherBlocks(context: Context, p: string, drawn: ReadonlySet<string>): readonly Markup[] {
  return Object.keys(context.results)
    .filter((id) => id.startsWith(`${p}.`) && !drawn.has(id))
    .map((id) => block(context, id, DRAWINGS[id]?.(context, id)));
}

const DRAWINGS: Readonly<Record<string, (context: Context, id: string) => Markup | undefined>> = {
  'performance.sales': drawSales,
  'prospecting.purchases': drawPurchases,
  'product.basket': drawRules,
  'profitability.margin': drawMargin,
  'profitability.lifetime-value': drawWorth,
  'profiling.benefits': drawBenefits,
  'profiling.payments': drawPayments,
  'profitability.wallet-share': drawWallets,
  'prospecting.sources': drawSources,
  'product.design': drawDesign,
  'advice.care': drawCare,
  'performance.rep-measures': drawRepMeasures,
  'performance.service-score': drawServiceScore,
  'performance.outcome': drawOutcome,
  'performance.book-quality': drawBookQuality,
  'promotion.campaign': drawCampaigns,
};

const Sum = v.object({ amount: v.number(), orders: v.number(), quantity: v.optional(v.nullable(v.number())) });
const Sales = v.looseObject({ currency: v.optional(v.nullable(v.string())), by: v.record(v.string(), v.record(v.string(), Sum)) });

function drawSales(context: Context, id: string): Markup | undefined {
  const found = read(context, id, Sales);
  const { texts, count, money } = context;
  if (found === undefined) {
    return undefined;
  }
  const words = texts.report;
  const currency = found.currency ?? null;
  const months = Object.entries(found.by['month'] ?? {})
    .toSorted(([a], [b]) => (a < b ? -1 : 1))
    .slice(-36);
  const last = months.at(-1)?.[0];
  return all(
    months.length === 0
      ? null
      : bars(
          months.map(([label, { amount }]) => ({ label, value: Math.max(0, amount), open: label === last && isOpen(context, label) })),
          words.salesChart(count(months.length)),
          (value) => money(value, currency),
        ),
    (['product', 'category', 'channel', 'place', 'rep'] as const).map((by) => {
      const rows = Object.entries(found.by[by] ?? {}).toSorted(([a, m], [b, n]) => n.amount - m.amount || (a < b ? -1 : 1));
      return rows.length === 0
        ? null
        : all(
            table(
              [words.by[by], words.revenue, words.orders],
              rows.slice(0, MOST).map(([name, sum]) => [context.nameOf(name), money(sum.amount, currency), count(sum.orders)]),
              [1, 2],
            ),
            rows.length > MOST ? h('p', { class: 'meta' }, words.more(rows.length - MOST)) : null,
          );
    }),
  );
}

/** A month is open while its days are not over on the day for which everything is said. */
function isOpen(context: Context, month: string): boolean {
  const { asOf } = v.parse(v.looseObject({ asOf: v.string() }), context.results['prospecting.trend'] ?? { asOf: `${month}-31` });
  const next = new Date(`${asOf}T00:00:00Z`);
  next.setUTCDate(next.getUTCDate() + 1);
  return asOf.startsWith(month) && next.toISOString().slice(0, 7) === month;
}

const Purchases = v.looseObject({
  model: v.nullable(v.looseObject({ family: v.string(), customers: v.number(), logLikelihood: v.number() })),
  aggregate: v.array(v.object({ t: v.number(), actual: v.number(), predicted: v.number() })),
  holdout: v.optional(v.nullable(v.looseObject({ actual: v.number(), predicted: v.number() }))),
});

/** What the literature calls the models. */
const MODEL_NAMES: Readonly<Record<string, string>> = {
  'bg-nbd': 'BG/NBD',
  'bg-cnbd-k': 'BG/CNBD-k',
  'mbg-cnbd-k': 'MBG/CNBD-k',
  'pareto-nbd': 'Pareto/NBD',
};

function drawPurchases(context: Context, id: string): Markup | undefined {
  const found = read(context, id, Purchases);
  const { texts, count } = context;
  if (found === undefined || found.model === null) {
    return undefined;
  }
  const words = texts.report;
  const { holdout } = found;
  return all(
    figures([
      { label: words.model, figure: MODEL_NAMES[found.model.family] ?? found.model.family, note: words.ofCustomers(found.model.customers) },
      ...(holdout === null || holdout === undefined
        ? []
        : [{ label: words.holdout, figure: count(Math.round(holdout.predicted)), note: words.holdoutNote(count(holdout.actual)), estimated: true }]),
    ]),
    twoLines(found.aggregate, words.purchasesChart(count(found.aggregate.length)), count),
    h('p', { class: 'meta' }, words.purchasesNote),
  );
}

const Rules = v.looseObject({
  rules: v.array(
    v.looseObject({ left: v.array(v.string()), right: v.array(v.string()), confidence: v.number(), lift: v.number(), count: v.number() }),
  ),
});

function drawRules(context: Context, id: string): Markup | undefined {
  const found = read(context, id, Rules);
  const { texts, count, share } = context;
  const words = texts.report;
  return found === undefined
    ? undefined
    : found.rules.length === 0
      ? h('p', {}, words.noRules)
      : table(
          [words.ruleLeft, words.ruleRight, words.confidence, words.lift, words.orders],
          found.rules
            .filter(({ left }) => left.length > 0)
            .slice(0, MOST)
            .map((rule) => [rule.left.join(', '), rule.right.join(', '), share(rule.confidence), count(rule.lift), count(rule.count)]),
          [2, 3, 4],
        );
}

const Profit = v.looseObject({ amount: v.number(), profit: v.number(), coverage: v.number(), net: v.nullable(v.number()) });
const Margin = v.looseObject({
  currency: v.nullable(v.string()),
  total: Profit,
  products: v.array(v.intersect([Profit, v.looseObject({ product: v.string() })])),
  whaleCurve: v.optional(v.nullable(v.looseObject({ bestFifth: v.nullable(v.number()), losing: v.looseObject({ customers: v.number() }) }))),
});

function drawMargin(context: Context, id: string): Markup | undefined {
  const found = read(context, id, Margin);
  const { texts, count, money, share } = context;
  if (found === undefined) {
    return undefined;
  }
  const words = texts.report;
  const { total, currency, whaleCurve: whale } = found;
  return all(
    figures([
      { label: words.revenue, figure: money(total.amount, currency) },
      { label: words.profit, figure: money(total.profit, currency), note: words.coverage(share(total.coverage)) },
      ...(whale === null || whale === undefined || whale.bestFifth === null
        ? []
        : [{ label: words.bestFifth, figure: share(whale.bestFifth), note: words.losing(count(whale.losing.customers)) }]),
    ]),
    table(
      [words.product, words.revenue, words.profit, words.margin],
      found.products
        .slice(0, MOST)
        .map((one) => [
          one.product,
          money(one.amount, currency),
          money(one.profit, currency),
          one.amount <= 0 ? '–' : share(one.profit / one.amount),
        ]),
      [1, 2, 3],
    ),
    found.products.length > MOST ? h('p', { class: 'meta' }, words.more(found.products.length - MOST)) : null,
  );
}

const Worth = v.looseObject({
  currency: v.nullable(v.string()),
  months: v.number(),
  total: v.nullable(v.number()),
  customers: v.array(v.looseObject({ customer: v.string(), value: v.number(), low: v.number(), high: v.number() })),
});

function drawWorth(context: Context, id: string): Markup | undefined {
  const found = read(context, id, Worth);
  const { texts, money } = context;
  if (found === undefined || found.total === null) {
    return undefined;
  }
  const words = texts.report;
  const { currency } = found;
  const most = found.customers.toSorted((a, b) => b.value - a.value || (a.customer < b.customer ? -1 : 1)).slice(0, MOST);
  return all(
    figures([
      { label: words.worth(found.months), figure: money(found.total, currency), note: words.ofCustomers(found.customers.length), estimated: true },
    ]),
    table(
      [words.customer, words.expected, words.window],
      most.map((one) => [
        context.nameOf(one.customer),
        h('span', { class: 'pencil' }, money(one.value, currency)),
        words.fromTo(money(one.low, currency), money(one.high, currency)),
      ]),
      [1, 2],
    ),
    found.customers.length > MOST ? h('p', { class: 'meta' }, words.more(found.customers.length - MOST)) : null,
  );
}
