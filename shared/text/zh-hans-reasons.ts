import type { AdviceTexts, ReasonTexts, StageTexts } from './keys.ts';
import { createCounting } from './plural.ts';

const { count } = createCounting('zh-CN');
const daysOf = (days: number): string => `${count(Math.round(days))} 天`;
const times = (ratio: number): string => new Intl.NumberFormat('zh-CN', { maximumFractionDigits: 1 }).format(ratio);

/** Why an analysis says what it says, where a customer stands, and what to do next. */
export const reasonTexts = {
  stages: {
    prospect: '潜在客户',
    'first-buyer': '首次购买',
    developing: '成长中',
    established: '稳定',
    declining: '下滑',
    lapsed: '沉睡',
    lost: '流失',
    regained: '挽回',
  } satisfies StageTexts,

  reasons: {
    'stage.first-buyer': ({ silentDays }) => `至今只有一天有订单，在 ${daysOf(silentDays)}前。`,
    'stage.developing': ({ orders, establishedFrom }) => `至今 ${daysOf(orders)}有订单；满 ${count(establishedFrom)} 天算稳定。`,
    'stage.established': ({ orders, silentDays, gapDays }) =>
      `${daysOf(orders)}有订单；最近一次在 ${daysOf(silentDays)}前，通常间隔不超过 ${daysOf(gapDays)}。`,
    'stage.declining': ({ silentDays, gapDays, ratio }) => `已 ${daysOf(silentDays)}没有订单：是通常间隔 ${daysOf(gapDays)}的 ${times(ratio)} 倍。`,
    'stage.lapsed': ({ silentDays, gapDays, ratio }) => `已 ${daysOf(silentDays)}没有订单：是通常间隔 ${daysOf(gapDays)}的 ${times(ratio)} 倍。`,
    'stage.lost': ({ silentDays, gapDays, ratio }) => `已 ${daysOf(silentDays)}没有订单：是通常间隔 ${daysOf(gapDays)}的 ${times(ratio)} 倍。`,
    'stage.regained': ({ breakDays, returnedOn }, say) => `沉寂 ${daysOf(breakDays)}后，${say.day(returnedOn)}又下了订单。`,
    'risk.silence': ({ longerGaps, gaps, silentDays }) =>
      longerGaps === 0
        ? `已 ${daysOf(silentDays)}没有订单，比以前 ${count(gaps)} 个间隔都长。`
        : `已 ${daysOf(silentDays)}没有订单；以前 ${count(gaps)} 个间隔里有 ${count(longerGaps)} 个更长。`,
    'risk.fewer': ({ before, now, windowDays }) => `最近 ${daysOf(windowDays)}里 ${daysOf(now)}有订单，此前同样长的时间里 ${daysOf(before)}。`,
    'risk.overdue': ({ openMinor, currency, daysOverdue, orders }, say) =>
      `${say.money(openMinor, currency)} 逾期 ${daysOf(daysOverdue)}（${count(orders)} 个订单）。`,
    'risk.share': ({ share, netMinor, currency }, say) => `12 个月收入的 ${say.share(share)} 系于这一个客户（${say.money(netMinor, currency)}）。`,
    'risk.complaints': ({ complaints, open }) => `12 个月里 ${count(complaints)} 次投诉，${count(open)} 次未了结。`,
    'next.collect': ({ openMinor, currency, daysOverdue }, say) => `${say.money(openMinor, currency)} 逾期 ${daysOf(daysOverdue)}。`,
    'next.complaint': ({ openSince, days }, say) => `自${say.day(openSince)}未了结，已 ${daysOf(days)}。`,
    'next.call-silent': ({ silentDays, gapDays }) => `已 ${daysOf(silentDays)}没有订单，通常不超过 ${daysOf(gapDays)}。`,
    'next.win-back': ({ silentDays, orders }) => `${daysOf(orders)}有订单，之后沉寂 ${daysOf(silentDays)}。`,
    'next.reorder': ({ dueOn, windowFrom, windowTo }, say) =>
      `预计${say.day(dueOn)}再订，五次里四次在${say.day(windowFrom)}到${say.day(windowTo)}之间。`,
    'next.first-order': ({ orderedOn, days }, say) => `${say.day(orderedOn)}首次下单，${daysOf(days)}前。`,
    'next.welcome-back': ({ returnedOn, breakDays }, say) => `相隔 ${daysOf(breakDays)}，${say.day(returnedOn)}回来了。`,
    'next.almost-tier': ({ netMinor, orders, currency }, say) =>
      orders === 0
        ? `再买 ${say.money(netMinor, currency)} 就到下一等级。`
        : `再买 ${say.money(netMinor, currency)}、再下 ${count(orders)} 个订单就到下一等级。`,
  } satisfies ReasonTexts,

  advice: {
    collect: '催收逾期货款',
    complaint: '答复投诉',
    'welcome-back': '欢迎客户回来',
    'first-order': '问问首单用得如何',
    reorder: '在下次订货前写信',
    'call-silent': '致电：比平时沉寂得久',
    'win-back': '设法挽回',
    'almost-tier': '告知离下一等级还差多少',
  } satisfies AdviceTexts,

  next: {
    title: '下一步',
    stage: '阶段',
    rule: '依据',
    also: (more: number) => `之后还有 ${count(more)} 件。`,
    until: (day: string) => `${day}前做有用`,
    done: '完成',
    dismiss: '先不做',
    doneThis: (what: string) => `完成：${what}`,
    dismissThis: (what: string) => `先不做：${what}`,
  },
};
