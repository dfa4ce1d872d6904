import type { AdviceTexts, ReasonTexts, StageTexts } from './keys.ts';
import { createCounting } from './plural.ts';

const { plural, count } = createCounting('en');
const daysOf = (days: number): string => plural(days, { one: '1 day', other: `${count(days)} days` });
const ordersOf = (orders: number): string => plural(orders, { one: '1 order', other: `${count(orders)} orders` });
const purchaseDays = (days: number): string => plural(days, { one: '1 day with an order', other: `${count(days)} days with an order` });
const gaps = (days: number): string => plural(days, { one: '1 day', other: `${count(Math.round(days))} days` });
const times = (ratio: number): string => new Intl.NumberFormat('en', { maximumFractionDigits: 1 }).format(ratio);

/** Why an analysis says what it says, where a customer stands, and what to do next. */
export const reasonTexts = {
  stages: {
    prospect: 'Prospect',
    'first-buyer': 'First buyer',
    developing: 'Developing',
    established: 'Established',
    declining: 'Declining',
    lapsed: 'Lapsed',
    lost: 'Lost',
    regained: 'Regained',
  } satisfies StageTexts,

  reasons: {
    'stage.first-buyer': ({ silentDays }) => `One day with an order so far, ${daysOf(silentDays)} ago.`,
    'stage.developing': ({ orders, establishedFrom }) => `${purchaseDays(orders)} so far; established from ${count(establishedFrom)}.`,
    'stage.established': ({ orders, silentDays, gapDays }) =>
      `${purchaseDays(orders)}; the last one ${daysOf(silentDays)} ago, usually no more than ${gaps(gapDays)} between two.`,
    'stage.declining': ({ silentDays, gapDays, ratio }) =>
      `Silent for ${daysOf(silentDays)}: ${times(ratio)} times the usual gap of ${gaps(gapDays)}.`,
    'stage.lapsed': ({ silentDays, gapDays, ratio }) => `Silent for ${daysOf(silentDays)}: ${times(ratio)} times the usual gap of ${gaps(gapDays)}.`,
    'stage.lost': ({ silentDays, gapDays, ratio }) => `Silent for ${daysOf(silentDays)}: ${times(ratio)} times the usual gap of ${gaps(gapDays)}.`,
    'stage.regained': ({ breakDays, returnedOn }, say) => `Ordered again on ${say.day(returnedOn)} after ${daysOf(breakDays)} of silence.`,
    'risk.silence': ({ longerGaps, gaps: of, silentDays }) =>
      `Silent for ${daysOf(silentDays)}${
        of === 1
          ? longerGaps === 0
            ? ', longer than the one gap before'
            : '; the one gap before was longer'
          : longerGaps === 0
            ? `, longer than any of ${count(of)} gaps before`
            : `; ${count(longerGaps)} of ${count(of)} gaps before ${longerGaps === 1 ? 'was' : 'were'} longer`
      }.`,
    'risk.fewer': ({ before, now, windowDays }) => `${purchaseDays(now)} in the last ${daysOf(windowDays)}, ${count(before)} in those before.`,
    'risk.overdue': ({ openMinor, currency, daysOverdue, orders }, say) =>
      `${say.money(openMinor, currency)} overdue for ${daysOf(daysOverdue)} (${ordersOf(orders)}).`,
    'risk.share': ({ share, netMinor, currency }, say) =>
      `${say.share(share)} of all revenue of 12 months hangs on this customer (${say.money(netMinor, currency)}).`,
    'risk.complaints': ({ complaints, open }) =>
      `${plural(complaints, { one: '1 complaint', other: `${count(complaints)} complaints` })} in 12 months, ${open === 0 ? 'none' : count(open)} open.`,
    'next.collect': ({ openMinor, currency, daysOverdue }, say) => `${say.money(openMinor, currency)} overdue for ${daysOf(daysOverdue)}.`,
    'next.complaint': ({ openSince, days }, say) => `Open since ${say.day(openSince)}, ${daysOf(days)}.`,
    'next.call-silent': ({ silentDays, gapDays }) => `Silent for ${daysOf(silentDays)}, usually no more than ${gaps(gapDays)}.`,
    'next.win-back': ({ silentDays, orders }) => `${purchaseDays(orders)}, then silent for ${daysOf(silentDays)}.`,
    'next.reorder': ({ dueOn, windowFrom, windowTo }, say) =>
      `Next order expected on ${say.day(dueOn)}, 4 in 5 times between ${say.day(windowFrom)} and ${say.day(windowTo)}.`,
    'next.first-order': ({ orderedOn, days }, say) => `First order on ${say.day(orderedOn)}, ${daysOf(days)} ago.`,
    'next.welcome-back': ({ returnedOn, breakDays }, say) => `Back on ${say.day(returnedOn)} after ${daysOf(breakDays)}.`,
    'next.almost-tier': ({ netMinor, orders, currency }, say) =>
      orders === 0
        ? `${say.money(netMinor, currency)} more reach the next tier.`
        : `${say.money(netMinor, currency)} and ${ordersOf(orders)} more reach the next tier.`,
  } satisfies ReasonTexts,

  advice: {
    collect: 'Ask for the overdue payment',
    complaint: 'Answer the complaint',
    'welcome-back': 'Welcome them back',
    'first-order': 'Ask how the first order went',
    reorder: 'Write before the next order',
    'call-silent': 'Call: longer silent than usual',
    'win-back': 'Try to win them back',
    'almost-tier': 'Tell what is missing to the next tier',
  } satisfies AdviceTexts,

  next: {
    title: 'Next',
    stage: 'Stage',
    rule: 'Rule',
    also: (more: number) => plural(more, { one: 'Then 1 more thing.', other: `Then ${count(more)} more things.` }),
    until: (day: string) => `worth doing until ${day}`,
    done: 'Done',
    dismiss: 'Not now',
    doneThis: (what: string) => `Done: ${what}`,
    dismissThis: (what: string) => `Not now: ${what}`,
  },
};
