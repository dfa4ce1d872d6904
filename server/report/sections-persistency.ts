import { duration } from '#shared/analysis/persistency/duration.ts';
import { loyalty } from '#shared/analysis/persistency/loyalty.ts';
import { quadrant } from '#shared/analysis/persistency/quadrant.ts';
import { retention } from '#shared/analysis/persistency/retention.ts';
import { steps } from './charts.ts';
import { block, figures, lying, read, table, type Context } from './context.ts';
import { all, h, type Markup } from './markup.ts';

const MOST_COHORTS = 12;
const MOST_COLUMNS = 10;

/** Whether they stay. */
export function persistencyBlocks(context: Context): readonly Markup[] {
  return [
    block(context, loyalty.id, loyal(context)),
    block(context, duration.id, stays(context)),
    block(context, retention.id, comesBack(context)),
    block(context, quadrant.id, quadrants(context)),
  ];
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
