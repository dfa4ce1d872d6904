import { benefits } from '#shared/analysis/profiling/benefits.ts';
import { paymentsDue } from '#shared/analysis/profiling/payments.ts';
import { walletShare } from '#shared/analysis/profitability/wallet-share.ts';
import { figures, listed, lying, read, table, type Context } from './context.ts';
import { all, h, type Markup } from './markup.ts';

const TIERS = ['high', 'general', 'low'] as const;
const AGES = ['notDue', 'upTo30', 'upTo60', 'upTo90', 'over90'] as const;

/** What tiers bring their customers and cost us, who falls soon, what was given, and what other cuts would change. */
export function drawBenefits(context: Context): Markup | undefined {
  const found = read(context, benefits.id, benefits.output);
  if (found === undefined) {
    return undefined;
  }
  const { texts, count, share, money, day } = context;
  const words = texts.reportMoney;
  const { tiers, currency, expiring, given, simulation, members } = found;
  const isGiven = given.tierMinor + given.offerMinor + given.repMinor + given.unsaidMinor > 0 || given.ordersWithoutTheirs > 0;
  return all(
    table(
      [words.tier, words.customers, words.bought, words.discount, words.discountCost, words.held, words.services],
      TIERS.map((tier) => {
        const one = tiers[tier];
        return [
          texts.tiers[tier],
          count(one.customers),
          money(one.netMinor, currency),
          one.discountShare === 0 ? words.nothing : share(one.discountShare),
          one.discountShare === 0 ? '–' : money(one.costMinor, currency),
          count(one.heldByHysteresis),
          one.services.length === 0 ? words.nothing : one.services.join(texts.format.comma),
        ];
      }),
      [1, 2, 3, 4, 5],
    ),
    h('p', { class: 'meta' }, words.heldNote),
    listed(
      context,
      words.expiring,
      [words.customer, words.tier, words.lastDay],
      expiring.map(({ customer, tier, expiresOn }) => [context.nameOf(customer), texts.tiers[tier], day(expiresOn)]),
    ),
    isGiven
      ? all(
          h('h4', {}, words.givenTitle),
          figures([
            { label: words.givenTier, figure: money(given.tierMinor, currency) },
            { label: words.givenOffer, figure: money(given.offerMinor, currency) },
            { label: words.givenRep, figure: money(given.repMinor, currency) },
            { label: words.givenUnsaid, figure: money(given.unsaidMinor, currency) },
          ]),
          given.ordersWithoutTheirs === 0 ? null : h('p', {}, words.withoutTheirs(given.ordersWithoutTheirs)),
        )
      : null,
    simulation === null
      ? null
      : all(
          h('h4', {}, words.simulation),
          figures([{ label: words.simulatedCost, figure: money(simulation.costMinor, currency), estimated: true }]),
          table(
            [words.tier, words.customers],
            simulation.moved.map(({ from, to, customers }) => [words.simulated(texts.tiers[from], texts.tiers[to]), count(customers)]),
            [1],
          ),
        ),
    members.members === 0
      ? null
      : figures([
          {
            label: words.points,
            figure: count(members.pointsOpen),
            note: `${words.members(members.members)}${texts.format.comma}${words.pointsNote(count(members.pointsEarned), count(members.pointsSpent))}`,
          },
        ]),
  );
}

/** What is open and overdue, how old it is, and who owes it. */
export function drawPayments(context: Context): Markup | undefined {
  const found = read(context, paymentsDue.id, paymentsDue.output);
  if (found === undefined) {
    return undefined;
  }
  const { texts, count, share, money, day } = context;
  const words = texts.reportMoney;
  const { currency, ages, daysToPay, paidOnTime, overdue, overLimit, byArea } = found;
  return all(
    figures([
      { label: words.open, figure: money(found.openMinor, currency), note: words.ofInvoices(count(found.n.invoices), count(found.n.payments)) },
      { label: words.overdue, figure: money(found.overdueMinor, currency) },
      ...(found.salesOutstandingDays === null ? [] : [{ label: words.outstanding, figure: count(found.salesOutstandingDays) }]),
      ...(daysToPay === null
        ? []
        : [
            {
              label: words.daysToPay,
              figure: count(daysToPay.median),
              note: words.medianOf(count(daysToPay.low), count(daysToPay.high), count(daysToPay.n)),
            },
          ]),
      ...(paidOnTime === null
        ? []
        : [
            {
              label: words.onTime,
              figure: share(paidOnTime.value),
              note: texts.report.interval(share(paidOnTime.low), share(paidOnTime.high), count(paidOnTime.n)),
            },
          ]),
    ]),
    h('h4', {}, words.agesTitle),
    lying(AGES.map((age) => ({ label: words.ages[age], value: ages[age], figure: money(ages[age], currency) }))),
    byArea.length < 2
      ? null
      : table(
          [words.area, words.open, words.overdue, words.received],
          byArea.map((one) => [
            one.area === '' ? words.noArea : one.area,
            money(one.openMinor, currency),
            money(one.overdueMinor, currency),
            money(one.receivedMinor, currency),
          ]),
          [1, 2, 3],
        ),
    overdue.length === 0 ? h('p', {}, words.allPaid) : null,
    listed(
      context,
      words.overdueTitle,
      [words.customer, words.overdue, words.since, words.daysOverdue, words.orders],
      overdue.map((one) => [
        context.nameOf(one.customer),
        money(one.openMinor, one.currency),
        day(one.oldestDueOn),
        count(one.daysOverdue),
        count(one.orders),
      ]),
      [1, 3, 4],
    ),
    listed(
      context,
      words.overLimit,
      [words.customer, words.open, words.limit],
      overLimit.map((one) => [context.nameOf(one.customer), money(one.openMinor, currency), money(one.limitMinor, currency)]),
      [1, 2],
    ),
  );
}

/** Our share of what customers spend, where most is left, and what winning and keeping take. */
export function drawWallets(context: Context): Markup | undefined {
  const found = read(context, walletShare.id, walletShare.output);
  if (found === undefined) {
    return undefined;
  }
  const { texts, count, share, money, day } = context;
  const words = texts.reportMoney;
  const { currency, n, winning, keeping } = found;
  const pencil = (text: string): Markup => h('span', { class: 'pencil' }, text);
  // Where the customer said what it spends, the rest of that is what could be won; a rank alone says no amount, so those come last.
  const leftOf = ({ spendMinor, oursMinor }: (typeof found.customers)[number]): number =>
    spendMinor === null ? -1 : Math.max(0, spendMinor - (oursMinor ?? 0));
  return all(
    figures([
      ...(found.askedShare === null
        ? []
        : [{ label: words.askedShare, figure: share(found.askedShare), note: words.askedNote(count(n.asked)), estimated: true }]),
      ...(found.productsPerCustomer === null ? [] : [{ label: words.productsEach, figure: count(found.productsPerCustomer), note: words.inTwelve }]),
      ...(found.customersPerProduct === null ? [] : [{ label: words.customersEach, figure: count(found.customersPerProduct), note: words.inTwelve }]),
    ]),
    listed(
      context,
      words.walletRows,
      [words.customer, words.category, words.ours, words.spend, words.share, words.basis],
      found.customers
        .toSorted((a, b) => leftOf(b) - leftOf(a) || (a.customer < b.customer ? -1 : 1))
        .map((one) => [
          context.nameOf(one.customer),
          one.category ?? '–',
          one.oursMinor === null ? '–' : money(one.oursMinor, currency),
          one.spendMinor === null ? '–' : money(one.spendMinor, currency),
          one.basis === 'estimated' ? pencil(share(one.share)) : share(one.share),
          one.isAboveOne
            ? words.aboveOne
            : one.rank !== null && one.suppliers !== null
              ? words.ranked(one.rank, one.suppliers, day(one.answeredOn))
              : words.asked(day(one.answeredOn)),
        ]),
      [2, 3, 4],
    ),
    n.unknown === 0 ? null : h('p', { class: 'meta' }, words.unknown(count(n.unknown))),
    found.market.length === 0
      ? null
      : all(
          h('h4', {}, words.market),
          table(
            [words.area, words.category, words.marketSize, words.ours, words.share],
            found.market.map((one) => [
              one.area ?? '–',
              one.category ?? '–',
              money(one.marketMinor, currency),
              money(one.oursMinor, currency),
              share(one.share),
            ]),
            [2, 3, 4],
          ),
        ),
    h('h4', {}, words.effortTitle),
    table(
      [words.phase, words.customers, words.revenue, words.contacts, words.hours, words.money],
      [[words.winning, winning] as const, [words.keeping, keeping] as const].map(([label, one]) => [
        label,
        count(one.customers),
        money(one.revenueMinor, currency),
        count(one.interactions),
        count(one.minutes / 60),
        money(one.moneyMinor, currency),
      ]),
      [1, 2, 3, 4, 5],
    ),
    h(
      'p',
      { class: 'meta' },
      words.hoursNote(count(winning.minutesKnown + keeping.minutesKnown), count(winning.interactions + keeping.interactions)),
    ),
  );
}
