import { nextAction } from '#shared/analysis/advice/next-action.ts';
import { reorder } from '#shared/analysis/product/reorder.ts';
import { supply } from '#shared/analysis/product/supply.ts';
import { lifecycle } from '#shared/analysis/prospecting/lifecycle.ts';
import { relationship } from '#shared/analysis/prospecting/relationship.ts';
import { trend } from '#shared/analysis/prospecting/trend.ts';
import { reasonText } from '#shared/text/index.ts';
import { bars } from './charts.ts';
import { block, figures, lying, read, table, type Context } from './context.ts';
import { all, h, type Markup } from './markup.ts';

const MOST = 15;
const MOST_PERIODS = 36;

/** How customers come, go and come back. */
export function prospectingBlocks(context: Context): readonly Markup[] {
  return [
    block(context, trend.id, moves(context)),
    block(context, lifecycle.id, stages(context)),
    block(context, relationship.id, relations(context)),
  ];
}

/** What is bought again, and what is to be ordered. */
export function productBlocks(context: Context): readonly Markup[] {
  return [block(context, reorder.id, due(context)), block(context, supply.id, toOrder(context))];
}

/** What to do next. */
export function adviceBlocks(context: Context): readonly Markup[] {
  return [block(context, nextAction.id, actions(context))];
}

function moves(context: Context): Markup | undefined {
  const { texts, count } = context;
  const found = read(context, trend.id, trend.output);
  if (found === undefined) {
    return undefined;
  }
  const words = texts.report;
  const shown = found.periods.slice(-MOST_PERIODS);
  const { buyers } = found;
  const last = shown.at(-1);
  const isOpen = last !== undefined && !last.complete;
  // The first forecast is that of the period that is not over; what it has so far stays hatched.
  const expected = (buyers?.forecast ?? []).map((one) => ({
    ...one,
    label: isOpen && one.ahead === 1 ? '' : words.ahead(one.ahead - (isOpen ? 1 : 0)),
  }));
  return all(
    bars(
      shown.map((row) => ({ label: row.period, value: row.buyers, open: !row.complete })),
      words.buyersChart(count(shown.length)),
      count,
      expected,
    ),
    h('p', { class: 'meta' }, words.buyersNote),
    buyers === null
      ? null
      : figures([
          {
            label: words.slope,
            figure: `${buyers.slope.value > 0 ? '+' : ''}${count(buyers.slope.value)}`,
            note: words.interval(count(buyers.slope.low), count(buyers.slope.high), count(buyers.slope.n)),
            estimated: true,
          },
          {
            label: words.error,
            figure: count(buyers.holdout.mae),
            note: words.errorNote(count(buyers.holdout.periods), count(buyers.holdout.naiveMae)),
          },
        ]),
    table(
      [words.period, words.new, words.regained, words.lapsed, words.lost, words.active, words.buyers],
      shown
        .slice(-12)
        .map((row) => [
          row.complete ? row.period : words.open(row.period),
          count(row.new),
          count(row.regained),
          count(row.lapsed),
          count(row.lost),
          count(row.active),
          count(row.buyers),
        ]),
      [1, 2, 3, 4, 5, 6],
    ),
    found.kinds.map(({ by, kinds }) =>
      all(
        h('h4', {}, words.newBy(words.by[by])),
        lying(kinds.map((kind) => ({ label: kind.name, value: kind.customers, figure: count(kind.customers) }))),
      ),
    ),
  );
}

function stages(context: Context): Markup | undefined {
  const { texts, count, day } = context;
  const found = read(context, lifecycle.id, lifecycle.output);
  if (found === undefined) {
    return undefined;
  }
  const { limits } = found;
  return all(
    lying(
      (['prospect', 'first-buyer', 'developing', 'established', 'declining', 'lapsed', 'lost', 'regained'] as const).map((stage) => ({
        label: texts.stages[stage],
        value: found.stages[stage] ?? 0,
        figure: count(found.stages[stage] ?? 0),
      })),
    ),
    h(
      'p',
      { class: 'meta' },
      texts.report.stageRule(count(limits.decliningAt), count(limits.lapsedAt), count(limits.lostAt), count(limits.establishedFrom)),
      ' ',
      day(found.asOf),
    ),
  );
}

function relations(context: Context): Markup | undefined {
  const { texts, count, share } = context;
  const found = read(context, relationship.id, relationship.output);
  if (found === undefined) {
    return undefined;
  }
  const words = texts.report;
  return all(
    table(
      [words.segment, words.customers, words.margin, words.advised],
      found.segments
        .slice(0, 12)
        .map((one) => [
          one.segment === 'all' ? words.allCustomers : one.segment,
          count(one.customers),
          one.margin === null ? '–' : share(one.margin),
          one.advised === null ? '–' : words.levels[one.advised],
        ]),
      [1, 2],
    ),
    found.tasks.length === 0
      ? null
      : table(
          [words.customer, words.advised, words.lived],
          found.tasks.slice(0, MOST).map((one) => [context.nameOf(one.customer), words.levels[one.advised], words.levels[one.lived]]),
        ),
  );
}

function due(context: Context): Markup | undefined {
  const { texts, count, share, day } = context;
  const found = read(context, reorder.id, reorder.output);
  if (found === undefined) {
    return undefined;
  }
  const words = texts.report;
  const { accuracy } = found;
  const next = found.customers.toSorted((a, b) => (a.due === b.due ? (a.customer < b.customer ? -1 : 1) : a.due < b.due ? -1 : 1)).slice(0, MOST);
  return all(
    accuracy === null
      ? null
      : figures([
          { label: words.error, figure: words.days(accuracy.mae), note: words.stepNote(count(accuracy.n)) },
          { label: words.inWindow, figure: share(accuracy.coverage80), note: words.inWindowNote },
        ]),
    table(
      found.by === 'product' ? [words.customer, words.product, words.due, words.window] : [words.customer, words.due, words.window],
      next.map((one) => [
        context.nameOf(one.customer),
        ...(found.by === 'product' ? [one.product ?? ''] : []),
        h('span', { class: 'pencil' }, day(one.due)),
        words.fromTo(day(one.windowFrom), day(one.windowTo)),
      ]),
    ),
    found.customers.length > MOST ? h('p', { class: 'meta' }, words.more(found.customers.length - MOST)) : null,
  );
}

function toOrder(context: Context): Markup | undefined {
  const { texts, count, share, money } = context;
  const found = read(context, supply.id, supply.output);
  if (found === undefined) {
    return undefined;
  }
  const words = texts.report;
  const rows = found.products.filter(({ demand }) => demand !== null).slice(0, MOST);
  return table(
    [words.product, words.class, words.revenue, words.expectedNeed, words.stock, words.propose],
    rows.map((one) => [
      one.name ?? one.product,
      one.class ?? '–',
      one.netMinor === null ? '–' : `${money(one.netMinor, found.currency)} · ${share(one.share ?? 0)}`,
      one.demand === null
        ? '–'
        : h(
            'span',
            { class: 'pencil' },
            words.range(count(Math.round(one.demand.value)), count(Math.round(one.demand.low)), count(Math.round(one.demand.high)), one.coverDays),
          ),
      one.stock === null ? words.unknown : count(one.stock.now),
      one.propose === null ? '–' : count(one.propose),
    ]),
    [2, 3, 4, 5],
  );
}

function actions(context: Context): Markup | undefined {
  const { texts, count, share, say } = context;
  const found = read(context, nextAction.id, nextAction.output);
  if (found === undefined) {
    return undefined;
  }
  const words = texts.report;
  if (found.customers.length === 0) {
    return h('p', {}, words.nothingToDo);
  }
  return all(
    lying(
      found.rules
        .filter((rule) => rule.customers > 0)
        .map((rule) => ({ label: texts.advice[rule.rule], value: rule.customers, figure: count(rule.customers) })),
    ),
    table(
      [words.customer, words.todo, words.why],
      found.customers
        .slice(0, MOST)
        .map(({ customer, next }) => [context.nameOf(customer), texts.advice[next.rule], reasonText(texts, next.reason, say)]),
    ),
    found.customers.length > MOST ? h('p', { class: 'meta' }, words.more(found.customers.length - MOST)) : null,
    found.outcomes.length === 0
      ? null
      : all(
          h('h4', {}, words.outcomes),
          table(
            [words.todo, words.afterDone, words.afterDismissed],
            found.outcomes.map((one) => [
              texts.advice[one.rule],
              one.done === null ? '–' : words.interval(share(one.done.low), share(one.done.high), count(one.done.n)),
              one.dismissed === null ? '–' : words.interval(share(one.dismissed.low), share(one.dismissed.high), count(one.dismissed.n)),
            ]),
          ),
        ),
  );
}
