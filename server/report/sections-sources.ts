import type * as v from 'valibot';
import { sources } from '#shared/analysis/prospecting/sources.ts';
import { figures, listed, read, table, type Context } from './context.ts';
import { all, h, type Markup } from './markup.ts';

type Found = v.InferOutput<typeof sources.output>;

/** Where customers come from and what winning them costs; deals step by step, those to come and those to let go; referrals and thin places. */
export function drawSources(context: Context): Markup | undefined {
  const found = read(context, sources.id, sources.output);
  if (found === undefined) {
    return undefined;
  }
  const { texts, count, money } = context;
  const words = texts.reportMoney;
  return all(
    bySource(context, found, 'source'),
    bySource(context, found, 'means'),
    dealFigures(context, found),
    steps(context, found),
    listed(
      context,
      words.dropTitle,
      [words.deal, words.stage, texts.report.why],
      found.drop.map((one) => [one.name ?? '–', one.stage ?? '–', words.dropWhy(count(one.days), count(one.longestWonDays), count(one.deals))]),
    ),
    listed(
      context,
      words.referrersTitle,
      [words.customer, words.referred, words.buyers, words.broughtRevenue],
      found.referrers.map((one) => [context.nameOf(one.customer), count(one.referred), count(one.buyers), money(one.revenueMinor, found.currency)]),
      [1, 2, 3],
    ),
    listed(
      context,
      words.thinTitle,
      [words.area, words.industry, words.customers, words.expectedCustomers],
      found.thin.map((one) => [one.area, one.industry, count(one.customers), h('span', { class: 'pencil' }, count(one.expected))]),
      [2, 3],
    ),
  );
}

function bySource({ texts, count, share, money }: Context, { bySource: sourced, byMeans, currency }: Found, by: 'source' | 'means'): Markup | null {
  const words = texts.reportMoney;
  const rows = by === 'source' ? sourced : byMeans;
  return rows.length === 0
    ? null
    : all(
        h('h4', {}, by === 'source' ? words.sourceTitle : words.meansTitle),
        table(
          [
            by === 'source' ? words.source : words.means,
            words.customers,
            words.buyers,
            words.deals,
            words.won,
            words.cost,
            words.costEach,
            words.revenue,
          ],
          rows.map((one) => [
            one.source === '' ? words.unsaid : one.source,
            count(one.customers),
            one.buyers === null ? '–' : share(one.buyers.value),
            count(one.deals),
            one.won === null ? '–' : share(one.won.value),
            one.costKnown === 0 ? '–' : money(one.costMinor, currency),
            one.costPerBuyerMinor === null ? '–' : money(one.costPerBuyerMinor, currency),
            money(one.revenueMinor, currency),
          ]),
          [1, 2, 3, 4, 5, 6, 7],
        ),
      );
}

function dealFigures({ texts, count, share, money }: Context, { won, cycle, forecast, currency }: Found): Markup {
  const words = texts.reportMoney;
  const { pastError, withoutAmount } = forecast ?? { pastError: null, withoutAmount: 0 };
  return all(
    figures([
      ...(won === null
        ? []
        : [{ label: words.winRate, figure: share(won.value), note: texts.report.interval(share(won.low), share(won.high), count(won.n)) }]),
      ...(cycle === null
        ? []
        : [
            {
              label: words.cycle,
              figure: count(cycle.medianDays),
              note: words.cycleNote(count(cycle.lowDays), count(cycle.highDays), count(cycle.n)),
            },
          ]),
      ...(forecast === null
        ? []
        : [
            {
              label: words.forecast,
              figure: money(forecast.weightedMinor, currency),
              note: words.forecastNote(money(forecast.lowMinor, currency), money(forecast.highMinor, currency), count(forecast.open)),
              estimated: true,
            },
          ]),
    ]),
    pastError === null || pastError.share === null
      ? null
      : h('p', { class: 'meta' }, words.pastError(share(pastError.share), count(pastError.forecasts), count(pastError.deals))),
    withoutAmount === 0 ? null : h('p', { class: 'meta' }, words.withoutAmount(withoutAmount)),
  );
}

function steps({ texts, count, share }: Context, found: Found): Markup | null {
  const words = texts.reportMoney;
  return found.steps.length === 0
    ? null
    : all(
        h('h4', {}, words.stepsTitle),
        table(
          [words.stage, words.reached, words.wentOn, words.wonFrom, words.medianDays],
          found.steps.map((one) => [
            one.stage,
            count(one.reached),
            one.wentOn === null ? '–' : share(one.wentOn.value),
            one.won === null ? '–' : share(one.won.value),
            one.medianDays === null ? '–' : count(one.medianDays),
          ]),
          [1, 2, 3, 4],
        ),
      );
}
