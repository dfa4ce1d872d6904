import type { AdviceTexts, ReasonTexts, StageTexts } from './keys.ts';
import { createCounting } from './plural.ts';

const { count } = createCounting('zh-TW');
const daysOf = (days: number): string => `${count(Math.round(days))} 天`;
const times = (ratio: number): string => new Intl.NumberFormat('zh-TW', { maximumFractionDigits: 1 }).format(ratio);

/** Why an analysis says what it says, where a customer stands, and what to do next. */
export const reasonTexts = {
  stages: {
    prospect: '潛在客戶',
    'first-buyer': '首次購買',
    developing: '成長中',
    established: '穩定',
    declining: '下滑',
    lapsed: '沉睡',
    lost: '流失',
    regained: '挽回',
  } satisfies StageTexts,

  reasons: {
    'stage.first-buyer': ({ silentDays }) => `至今只有一天有訂單，在 ${daysOf(silentDays)}前。`,
    'stage.developing': ({ orders, establishedFrom }) => `至今 ${daysOf(orders)}有訂單；滿 ${count(establishedFrom)} 天算穩定。`,
    'stage.established': ({ orders, silentDays, gapDays }) =>
      `${daysOf(orders)}有訂單；最近一次在 ${daysOf(silentDays)}前，通常間隔不超過 ${daysOf(gapDays)}。`,
    'stage.declining': ({ silentDays, gapDays, ratio }) => `已 ${daysOf(silentDays)}沒有訂單：是通常間隔 ${daysOf(gapDays)}的 ${times(ratio)} 倍。`,
    'stage.lapsed': ({ silentDays, gapDays, ratio }) => `已 ${daysOf(silentDays)}沒有訂單：是通常間隔 ${daysOf(gapDays)}的 ${times(ratio)} 倍。`,
    'stage.lost': ({ silentDays, gapDays, ratio }) => `已 ${daysOf(silentDays)}沒有訂單：是通常間隔 ${daysOf(gapDays)}的 ${times(ratio)} 倍。`,
    'stage.regained': ({ breakDays, returnedOn }, say) => `沉寂 ${daysOf(breakDays)}後，${say.day(returnedOn)}又下了訂單。`,
    'risk.silence': ({ longerGaps, gaps, silentDays }) =>
      longerGaps === 0
        ? `已 ${daysOf(silentDays)}沒有訂單，比以前 ${count(gaps)} 個間隔都長。`
        : `已 ${daysOf(silentDays)}沒有訂單；以前 ${count(gaps)} 個間隔裡有 ${count(longerGaps)} 個更長。`,
    'risk.fewer': ({ before, now, windowDays }) => `最近 ${daysOf(windowDays)}裡 ${daysOf(now)}有訂單，此前同樣長的時間裡 ${daysOf(before)}。`,
    'risk.overdue': ({ openMinor, currency, daysOverdue, orders }, say) =>
      `${say.money(openMinor, currency)} 逾期 ${daysOf(daysOverdue)}（${count(orders)} 個訂單）。`,
    'risk.share': ({ share, netMinor, currency }, say) => `12 個月營收的 ${say.share(share)} 繫於這一個客戶（${say.money(netMinor, currency)}）。`,
    'risk.complaints': ({ complaints, open }) => `12 個月裡 ${count(complaints)} 次客訴，${count(open)} 次未結案。`,
    'next.collect': ({ openMinor, currency, daysOverdue }, say) => `${say.money(openMinor, currency)} 逾期 ${daysOf(daysOverdue)}。`,
    'next.complaint': ({ openSince, days }, say) => `自${say.day(openSince)}未結案，已 ${daysOf(days)}。`,
    'next.call-silent': ({ silentDays, gapDays }) => `已 ${daysOf(silentDays)}沒有訂單，通常不超過 ${daysOf(gapDays)}。`,
    'next.win-back': ({ silentDays, orders }) => `${daysOf(orders)}有訂單，之後沉寂 ${daysOf(silentDays)}。`,
    'next.reorder': ({ dueOn, windowFrom, windowTo }, say) =>
      `預計${say.day(dueOn)}再訂，五次裡四次在${say.day(windowFrom)}到${say.day(windowTo)}之間。`,
    'next.first-order': ({ orderedOn, days }, say) => `${say.day(orderedOn)}首次下單，${daysOf(days)}前。`,
    'next.welcome-back': ({ returnedOn, breakDays }, say) => `相隔 ${daysOf(breakDays)}，${say.day(returnedOn)}回來了。`,
    'next.almost-tier': ({ netMinor, orders, currency }, say) =>
      orders === 0
        ? `再買 ${say.money(netMinor, currency)} 就到下一等級。`
        : `再買 ${say.money(netMinor, currency)}、再下 ${count(orders)} 個訂單就到下一等級。`,
  } satisfies ReasonTexts,

  advice: {
    collect: '催收逾期貨款',
    complaint: '答覆客訴',
    'welcome-back': '歡迎客戶回來',
    'first-order': '問問首單用得如何',
    reorder: '在下次訂貨前寫信',
    'call-silent': '致電：比平時沉寂得久',
    'win-back': '設法挽回',
    'almost-tier': '告知離下一等級還差多少',
  } satisfies AdviceTexts,

  next: {
    title: '下一步',
    stage: '階段',
    rule: '依據',
    also: (more: number) => `之後還有 ${count(more)} 件。`,
    until: (day: string) => `${day}前做有用`,
    done: '完成',
    dismiss: '先不做',
    doneThis: (what: string) => `完成：${what}`,
    dismissThis: (what: string) => `先不做：${what}`,
  },
};
