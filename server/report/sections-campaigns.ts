import type * as v from 'valibot';
import { campaign } from '#shared/analysis/promotion/campaign.ts';
import { figures, listed, read, type Context } from './context.ts';
import { all, h, type Markup } from './markup.ts';

type Found = v.InferOutput<typeof campaign.output>;
type Campaign = Found['campaigns'][number];

/** Each campaign: what came against what was expected, the effect where somebody was kept out, cost and what was added; and the plans. */
export function drawCampaigns(context: Context): Markup | undefined {
  const found = read(context, campaign.id, campaign.output);
  return found === undefined
    ? undefined
    : all(
        found.plans.map((plan) => planOf(context, found, plan)),
        found.campaigns.map((one) => campaignOf(context, found, one)),
      );
}

function planOf({ texts, count, money }: Context, { currency }: Found, plan: Found['plans'][number]): Markup {
  const words = texts.reportTeam;
  const said = [
    words.planNote(count(plan.campaigns), count(plan.ended), count(plan.responded), count(plan.reached)),
    ...(plan.expected > 0 ? [words.planExpected(count(plan.respondedOfExpecting), count(Math.round(plan.expected)))] : []),
    ...(plan.budgetMinor === null ? [] : [words.planCost(money(plan.costMinor, currency), money(plan.budgetMinor, currency))]),
  ];
  return all(
    h('h4', {}, words.planTitle(plan.name ?? '')),
    plan.goal === null ? null : h('p', {}, plan.goal),
    h('p', { class: 'meta' }, said.join(texts.format.gap)),
  );
}

function campaignOf(context: Context, { currency }: Found, one: Campaign): Markup {
  const { texts, count, share, money, day } = context;
  const words = texts.reportTeam;
  const { response, expected, difference, costMinor, budgetMinor, added } = one;
  const facts = [
    ...(one.kind === null ? [] : [words.kinds[one.kind]]),
    words.states[one.state],
    one.to === null ? day(one.from) : words.until(day(one.from), day(one.to)),
  ];
  return all(
    h('h4', {}, one.name ?? (one.kind === null ? '' : words.kinds[one.kind])),
    h('p', { class: 'meta' }, facts.join(texts.format.comma)),
    one.warning === null ? null : h('p', { class: 'due' }, words.behind),
    figures([
      { label: words.reached, figure: count(one.reached) },
      {
        label: words.responded,
        figure: count(one.responded),
        note: words.respondedNote(count(one.by.order), count(one.by.reply), count(one.by.visit)),
      },
      ...(response === null
        ? []
        : [
            {
              label: words.response,
              figure: share(response.value),
              note: texts.report.interval(share(response.low), share(response.high), count(response.n)),
            },
          ]),
      ...(expected === null
        ? []
        : [
            {
              label: words.expected,
              figure: count(Math.round(expected.responses)),
              note:
                expected.low === null || expected.high === null
                  ? words.expectedPlan
                  : words.expectedPast(count(expected.low), count(expected.high), expected.campaigns),
              estimated: true,
            },
          ]),
      ...(costMinor === null
        ? []
        : [
            {
              label: words.money,
              figure: money(costMinor, currency),
              ...(budgetMinor === null ? {} : { note: words.budget(money(budgetMinor, currency)) }),
            },
          ]),
      { label: words.revenue, figure: money(one.revenueMinor, currency) },
      ...(added === null
        ? []
        : [
            {
              label: words.added,
              figure: money(added.revenueMinor, currency),
              note: words.addedNote(money(added.lowMinor, currency), money(added.highMinor, currency)),
              estimated: true,
            },
            ...(added.return === null ? [] : [{ label: words.return, figure: share(added.return), note: words.returnNote, estimated: true }]),
          ]),
    ]),
    difference === null
      ? null
      : h('p', {}, (difference.responses < 0 ? words.fewer : words.more)(count(Math.abs(Math.round(difference.responses)))), texts.report.stop),
    h('p', {}, effectOf(context, one)),
    listed(
      context,
      words.shortfall,
      [words.group, words.response, words.expected, words.lacking],
      one.shortfall.map(({ by, group, response: of, expectedShare, lacking, isSure }) => [
        `${words.by[by]}: ${group}`,
        share(of.value),
        share(expectedShare),
        isSure ? `${count(lacking)}${texts.format.comma}${words.isSure}` : count(lacking),
      ]),
      [1, 2, 3],
    ),
  );
}

/** What the difference from those kept out is worth, in words. */
function effectOf({ texts, count, share }: Context, { reading, effect, minimumSize }: Campaign): string {
  const words = texts.reportTeam;
  if (effect === null) {
    return reading === 'response-not-effect' ? words.noEffect : '';
  }
  const points = (part: number): string => count(part * 100);
  const { difference, low, high, pValue, heldOut } = effect;
  return [
    words.effect(points(difference), points(low), points(high), share(heldOut.value), pValue < 0.001 ? '< 0.001' : pValue.toFixed(3)),
    ...(low <= 0 && high >= 0 ? [words.chance] : []),
    ...(minimumSize !== null && !minimumSize.isReached ? [words.tooSmall(count(minimumSize.perGroup))] : []),
  ].join(texts.format.gap);
}
