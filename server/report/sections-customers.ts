import { duration } from '#shared/analysis/persistency/duration.ts';
import { loyalty } from '#shared/analysis/persistency/loyalty.ts';
import { quadrant } from '#shared/analysis/persistency/quadrant.ts';
import { retention } from '#shared/analysis/persistency/retention.ts';
import { level } from '#shared/analysis/profiling/level.ts';
import { market } from '#shared/analysis/profiling/market.ts';
import { risk } from '#shared/analysis/profiling/risk.ts';
import { tastes } from '#shared/analysis/profiling/tastes.ts';
import { reasonText } from '#shared/text/index.ts';
import { steps } from './charts.ts';
import { block, figures, lying, read, table, type Context } from './context.ts';
import { all, h, type Markup } from './markup.ts';

/** Rows of a list of customers; the whole list is in the JSON. */
const MOST = 15;
const MOST_COHORTS = 12;
const MOST_COLUMNS = 10;

/** Who the customers are. */
export function profilingBlocks(context: Context): readonly Markup[] {
  return [
    block(context, level.id, levels(context)),
    block(context, risk.id, risks(context)),
    block(context, tastes.id, habits(context)),
    block(context, market.id, positions(context)),
  ];
}

/** Whether they stay. */
export function persistencyBlocks(context: Context): readonly Markup[] {
  return [
    block(context, loyalty.id, loyal(context)),
    block(context, duration.id, stays(context)),
    block(context, retention.id, comesBack(context)),
    block(context, quadrant.id, quadrants(context)),
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

function loyal(context: Context): Markup | undefined {
  const { texts, count } = context;
  const found = read(context, loyalty.id, loyalty.output);
  if (found === undefined) {
    return undefined;
  }
  const words = texts.report;
  const { meanDegree, change, kinds, customers } = found;
  const places = [0, 20, 40, 60, 80].map((from) => ({
    label: `${from}–${from + 20}`,
    customers: customers.filter(({ degree }) => degree !== null && degree.value >= from && (degree.value < from + 20 || from === 80)).length,
  }));
  return all(
    figures([
      ...(meanDegree === null
        ? []
        : [{ label: words.degree, figure: count(meanDegree.value), note: words.ofCustomers(meanDegree.n), estimated: true }]),
      ...(change === null
        ? []
        : [
            {
              label: words.change,
              figure: `× ${count(Math.round(change.ratio * 100) / 100)}`,
              note: words.changeNote(count(change.before), count(change.now)),
              estimated: true,
            },
          ]),
    ]),
    h('h4', {}, words.degrees),
    lying(places.map((place) => ({ label: place.label, value: place.customers, figure: count(place.customers) }))),
    h('h4', {}, words.kindsTitle),
    lying(
      (['super', 'inertia', 'incentive', 'price', 'unknown'] as const).map((kind) => ({
        label: words.kinds[kind],
        value: kinds[kind],
        figure: count(kinds[kind]),
      })),
    ),
  );
}

function stays(context: Context): Markup | undefined {
  const { texts, count, share } = context;
  const found = read(context, duration.id, duration.output);
  if (found === undefined || found.all === null) {
    return undefined;
  }
  const words = texts.report;
  const points = found.all.steps.map((one) => ({ x: one.days, value: one.share, low: one.low, high: one.high }));
  const last = found.all.steps.at(-1);
  return all(
    points.length === 0
      ? h('p', {}, words.allStay)
      : steps(points, words.staysTitle(last === undefined ? share(1) : share(last.share), count(last?.days ?? 0)), (days) => words.days(days)),
    h('p', { class: 'meta' }, words.staysNote),
    table(
      [words.cohort, words.customers, words.gone, words.median],
      found.cohorts
        .slice(-MOST_COHORTS)
        .map((one) => [
          one.cohort,
          count(one.customers),
          count(one.gone),
          one.medianDays === null ? words.moreThanHalf : words.days(Math.round(one.medianDays)),
        ]),
      [1, 2, 3],
    ),
    found.difference === null
      ? null
      : h(
          'p',
          { class: 'meta' },
          words.difference(
            found.difference.laterFrom,
            count(found.difference.chiSquare),
            found.difference.pValue < 0.001 ? '< 0.001' : String(found.difference.pValue.toFixed(3)),
          ),
        ),
  );
}

function comesBack(context: Context): Markup | undefined {
  const { texts, count, share } = context;
  const found = read(context, retention.id, retention.output);
  if (found === undefined) {
    return undefined;
  }
  const words = texts.report;
  const cohorts = found.cohorts.slice(-MOST_COHORTS);
  const columns = Math.min(MOST_COLUMNS, Math.max(0, ...cohorts.map(({ bought }) => bought.length)));
  const shade = (value: number): string => `r${Math.min(5, Math.max(1, Math.ceil(value * 5)))}`;
  return all(
    found.again === null
      ? null
      : figures([
          {
            label: words.again(found.repeatDays),
            figure: share(found.again.value),
            note: words.interval(share(found.again.low), share(found.again.high), count(found.again.n)),
          },
        ]),
    h(
      'table',
      { class: 'heat' },
      h(
        'thead',
        {},
        h(
          'tr',
          {},
          h('th', { scope: 'col' }, words.cohort),
          h('th', { scope: 'col', class: 'num' }, words.customers),
          Array.from({ length: columns }, (_, at) => h('th', { scope: 'col', class: 'num' }, `+${at}`)),
        ),
      ),
      h(
        'tbody',
        {},
        cohorts.map(({ cohort, customers, bought }) =>
          h(
            'tr',
            {},
            h('th', { scope: 'row' }, cohort),
            h('td', {}, count(customers)),
            Array.from({ length: columns }, (_, at) => {
              const one = bought[at];
              return one === undefined
                ? h('td')
                : one === null
                  ? h('td', { class: 'open' }, '')
                  : h(
                      'td',
                      { class: at === 0 || customers < 10 ? undefined : shade(one.value) },
                      customers < 10 ? count(one.hits) : share(one.value),
                    );
            }),
          ),
        ),
      ),
    ),
    h('p', { class: 'meta' }, words.heatNote(words.units[found.unit])),
    ...[[words.againBy.category, found.categories] as const, [words.againBy.product, found.products] as const].map(([title, rows]) =>
      rows.length === 0
        ? null
        : all(
            h('h4', {}, title),
            lying(
              rows.slice(0, 8).map((row) => ({
                label: row.name,
                value: row.again.value,
                figure: `${share(row.again.value)} · ${count(row.again.hits)}/${count(row.again.n)}`,
              })),
            ),
          ),
    ),
    found.lostReasons.length === 0
      ? null
      : all(
          h('h4', {}, words.lostReasons),
          lying(found.lostReasons.slice(0, 8).map((row) => ({ label: row.reason, value: row.customers, figure: count(row.customers) }))),
        ),
  );
}

function quadrants(context: Context): Markup | undefined {
  const { texts, count } = context;
  const found = read(context, quadrant.id, quadrant.output);
  return found === undefined
    ? undefined
    : all(
        h(
          'div',
          { class: 'quad' },
          (['mercenary', 'loyal', 'lost', 'hostage'] as const).map((name) =>
            h('div', {}, h('b', {}, count(found.quadrants[name])), texts.report.quadrants[name]),
          ),
        ),
        h('p', { class: 'meta' }, texts.report.quadrantNote(count(found.quadrants.unknown))),
      );
}
