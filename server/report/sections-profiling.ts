import { level } from '#shared/analysis/profiling/level.ts';
import { market } from '#shared/analysis/profiling/market.ts';
import { risk } from '#shared/analysis/profiling/risk.ts';
import { tastes } from '#shared/analysis/profiling/tastes.ts';
import { reasonText } from '#shared/text/index.ts';
import { block, figures, lying, read, table, type Context } from './context.ts';
import { all, h, type Markup } from './markup.ts';

/** Rows of a list of customers; the whole list is in the JSON. */
const MOST = 15;

/** Who the customers are. */
export function profilingBlocks(context: Context): readonly Markup[] {
  return [
    block(context, level.id, levels(context)),
    block(context, risk.id, risks(context)),
    block(context, tastes.id, habits(context)),
    block(context, market.id, positions(context)),
  ];
}

function levels(context: Context): Markup | undefined {
  const { texts, count, money } = context;
  const found = read(context, level.id, level.output);
  if (found === undefined) {
    return undefined;
  }
  const words = texts.report;
  const { tiers, segments, currency } = found;
  return all(
    tiers === null
      ? null
      : table(
          [words.tier, words.customers, words.fromAmount, words.fromOrders],
          (['high', 'general', 'low'] as const).map((tier) => [
            texts.tiers[tier],
            count(tiers[tier].customers),
            money(tiers[tier].from.amount, currency),
            count(tiers[tier].from.orders),
          ]),
          [1, 2, 3],
        ),
    segments === null
      ? null
      : all(
          h('h4', {}, words.segments),
          lying(
            Object.entries(segments)
              .toSorted(([, a], [, b]) => b.customers - a.customers)
              .map(([name, one]) => ({
                label: words.segmentName(name),
                value: one.customers,
                figure: `${count(one.customers)} · ${money(one.amount, currency)}`,
              })),
          ),
        ),
  );
}

function risks(context: Context): Markup | undefined {
  const { texts, count, share, money, say } = context;
  const found = read(context, risk.id, risk.output);
  if (found === undefined) {
    return undefined;
  }
  const words = texts.report;
  const { churn, concentration, overdue, customers } = found;
  return all(
    figures([
      { label: words.silent, figure: count(churn.silent), note: words.ofCustomers(churn.of) },
      ...(churn.left === null
        ? []
        : [{ label: words.left, figure: count(Math.round(churn.left)), note: words.ofCustomers(churn.of), estimated: true }]),
      ...(concentration === null
        ? []
        : [
            { label: words.largest, figure: share(concentration.largest), note: words.ofRevenue },
            { label: words.largestFifth, figure: share(concentration.largestFifth), note: words.ofRevenue },
            { label: words.equalCustomers, figure: count(concentration.equalCustomers), note: words.herfindahl(count(concentration.index * 10_000)) },
          ]),
      ...overdue.map((one) => ({ label: words.overdue, figure: money(one.openMinor, one.currency), note: words.ofCustomers(one.customers) })),
    ]),
    customers.length === 0
      ? null
      : table(
          [words.customer, words.why],
          customers
            .toSorted((a, b) => b.reasons.length - a.reasons.length || (a.customer < b.customer ? -1 : 1))
            .slice(0, MOST)
            .map(({ customer, reasons }) => [context.nameOf(customer), reasons.map((one) => reasonText(texts, one, say)).join(' ')]),
        ),
    customers.length > MOST ? h('p', { class: 'meta' }, words.more(customers.length - MOST)) : null,
  );
}

function habits(context: Context): Markup | undefined {
  const { texts, count, share, locale } = context;
  const found = read(context, tastes.id, tastes.output);
  if (found === undefined) {
    return undefined;
  }
  const words = texts.report;
  const weekday = new Intl.DateTimeFormat(locale, { weekday: 'short', timeZone: 'UTC' });
  // 1970-01-05 was a Monday.
  const nameOf = (day: string): string => weekday.format((Number(day) + 3) * 86_400_000);
  const lists = [
    {
      title: words.weekdays,
      rows: found.weekdays.toSorted((a, b) => Number(a.name) - Number(b.name)).map((one) => ({ ...one, name: nameOf(one.name) })),
    },
    { title: words.hours, rows: found.hours.toSorted((a, b) => Number(a.name) - Number(b.name)) },
    { title: words.channels, rows: found.channels.slice(0, 8) },
    { title: words.categories, rows: found.categories.slice(0, 8) },
  ];
  return all(
    lists
      .filter(({ rows }) => rows.length > 0)
      .map(({ title, rows }) =>
        all(
          h('h4', {}, title),
          lying(rows.map(({ name, share: one }) => ({ label: name, value: one.value, figure: `${share(one.value)} · ${count(one.hits)}` }))),
        ),
      ),
    h(
      'p',
      { class: 'meta' },
      words.habits(count(found.customers.filter((one) => one.weekday?.habit === true).length), count(found.customers.length)),
    ),
  );
}

function positions(context: Context): Markup | undefined {
  const { texts, count, share } = context;
  const found = read(context, market.id, market.output);
  return found === undefined
    ? undefined
    : all(
        found.positions.map(({ by, rows, known, unknown }) =>
          all(
            h('h4', {}, texts.report.by[by]),
            lying(
              rows
                .slice(0, 10)
                .map((row) => ({ label: row.name, value: row.share.value, figure: `${share(row.share.value)} · ${count(row.share.hits)}` })),
            ),
            h('p', { class: 'meta' }, texts.report.known(count(known), count(known + unknown))),
          ),
        ),
      );
}
