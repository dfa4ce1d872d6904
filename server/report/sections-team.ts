import type * as v from 'valibot';
import { bookQuality } from '#shared/analysis/performance/book-quality.ts';
import type { Measure } from '#shared/analysis/performance/measures.ts';
import { outcome } from '#shared/analysis/performance/outcome.ts';
import { MEASURES, repMeasures } from '#shared/analysis/performance/rep-measures.ts';
import { serviceScore } from '#shared/analysis/performance/service-score.ts';
import { figures, listed, lying, read, table, type Context } from './context.ts';
import { all, h, type Markup } from './markup.ts';

type Reps = v.InferOutput<typeof repMeasures.output>;
type Rep = Reps['reps'][number];

/** As many reps stand beside each other on a sheet of paper. */
const REPS_ACROSS = 5;
const SPANS = ['week', 'month', 'quarter'] as const;

/** The measures as rows, the reps beside each other, some at a time. */
export function drawRepMeasures(context: Context): Markup | undefined {
  const found = read(context, repMeasures.id, repMeasures.output);
  if (found === undefined) {
    return undefined;
  }
  const { texts, count } = context;
  const words = texts.reportTeam;
  const reps = found.reps.filter(({ interactions }) => interactions > 0);
  const groups = Array.from({ length: Math.ceil(reps.length / REPS_ACROSS) }, (_, at) => reps.slice(at * REPS_ACROSS, (at + 1) * REPS_ACROSS));
  const { contest } = found;
  const held = MEASURES.find((measure) => measure === contest);
  return all(
    groups.map((group) => measuresOf(context, found, group)),
    h('p', { class: 'meta' }, words.measuresNote(count(found.workingDays))),
    listed(
      context,
      words.contactedTitle,
      [words.rep, words.week, words.month, words.quarter],
      reps.map((rep) => [
        nameOf(context, rep),
        ...SPANS.map((span) => words.ofThemNew(count(rep.contacted[span].customers), count(rep.contacted[span].fresh))),
      ]),
      [1, 2, 3],
    ),
    contest === null
      ? null
      : listed(
          context,
          words.contest(held === undefined ? (contest ?? '') : words.measures[held]),
          [words.place, words.rep],
          reps
            .filter(({ place }) => place !== null)
            .toSorted((a, b) => (a.place ?? 0) - (b.place ?? 0))
            .map((rep) => [count(rep.place ?? 0), nameOf(context, rep)]),
        ),
  );
}

function nameOf(context: Context, { name, user }: { readonly name: string | null; readonly user: string }): string {
  return name ?? context.nameOf(user);
}

function measuresOf(context: Context, { currency }: Reps, group: readonly Rep[]): Markup {
  const words = context.texts.reportTeam;
  return table(
    [words.measure, ...group.map((rep) => nameOf(context, rep))],
    MEASURES.map((measure) => [words.measures[measure], ...group.map((rep) => measured(context, rep.measures[measure], currency))]),
    group.map((_, at) => at + 1),
  );
}

/** A measure with how many records know it; those of which all do need no word. */
function measured(context: Context, { value, unit, n, of, low, high }: Measure, currency: string | null): Markup | string {
  if (value === null) {
    return '–';
  }
  const { count, share, money, texts } = context;
  const write = (one: number): string => (unit === 'minor' ? money(one, currency) : unit === 'share' ? share(one) : count(one));
  const notes = [
    ...(low === null || high === null ? [] : [texts.report.fromTo(write(low), write(high))]),
    ...(n === of ? [] : [texts.reportTeam.ofRecords(count(n), count(of))]),
  ];
  return all(
    write(value),
    notes.map((note) => [h('br'), h('span', { class: 'meta' }, note)]),
  );
}

/** A month, YYYY-MM, as the reader writes it. */
function monthOf({ locale }: Context, month: string): string {
  return new Intl.DateTimeFormat(locale, { month: 'long', year: 'numeric', timeZone: 'UTC' }).format(Date.parse(`${month}-01`));
}

/** The month of each technician by its modules, the bonus, and the pools that they come from. */
export function drawServiceScore(context: Context): Markup | undefined {
  const found = read(context, serviceScore.id, serviceScore.output);
  if (found === undefined) {
    return undefined;
  }
  const { texts, count, money, exactMoney } = context;
  const words = texts.reportTeam;
  const { currency, technicians, areas } = found;
  const mark = (value: number | null): string => (value === null ? '–' : count(value));
  return all(
    h('h4', {}, words.scoresOf(monthOf(context, found.month))),
    table(
      [words.technician, words.area, words.attendance, words.customer, words.lead, words.problem, words.score, words.bonus, words.state],
      technicians.map((one) => [
        nameOf(context, one),
        one.area === '' ? words.noArea : one.area,
        mark(one.attendance),
        mark(one.customer),
        mark(one.lead),
        mark(one.problem),
        h('b', {}, mark(one.score)),
        one.bonusMinor === null ? '–' : exactMoney(one.bonusMinor, currency),
        one.incomplete.length > 0 ? words.lacks(one.incomplete.length) : one.closedAt === null ? words.isOpen : words.isClosed,
      ]),
      [2, 3, 4, 5, 6, 7],
    ),
    table(
      [words.area, words.collections, words.pool, words.technicians],
      areas.map((one) => [
        one.area === '' ? words.noArea : one.area,
        one.netCollectionsMinor === null ? '–' : money(one.netCollectionsMinor, currency),
        one.poolMinor === null ? '–' : exactMoney(one.poolMinor, currency),
        count(one.technicians),
      ]),
      [1, 2, 3],
    ),
    h('p', { class: 'meta' }, words.poolNote),
  );
}

/** Each measure against what was kept of the time before, with what chance leaves open. */
export function drawOutcome(context: Context): Markup | undefined {
  const found = read(context, outcome.id, outcome.output);
  if (found === undefined) {
    return undefined;
  }
  const { texts, count, share, money } = context;
  const words = texts.reportTeam;
  const write = (value: number | null, unit: (typeof found.measures)[number]['unit'], isChange = false): string => {
    if (value === null) {
      return '–';
    }
    // Shares differ by points: 22 % and 36 % are 14 points apart, and not 14 %.
    const ofShare = isChange ? words.points(count(value * 100)) : share(value);
    const written = unit === 'share' ? ofShare : unit === 'points' ? count(value) : money(value, found.currency);
    return isChange && value > 0 ? `+${written}` : written;
  };
  return all(
    table(
      [words.measure, words.base, words.now, words.difference, words.between],
      found.measures.map(({ measure, unit, base, now, difference, low, high }) => [
        words.outcomes[measure],
        write(base, unit),
        write(now, unit),
        write(difference, unit, true),
        low === null || high === null ? '–' : texts.report.fromTo(write(low, unit, true), write(high, unit, true)),
      ]),
      [1, 2, 3, 4],
    ),
    h(
      'p',
      { class: 'meta' },
      found.base === null ? '' : `${words.baseSpan(monthOf(context, found.base.from), monthOf(context, found.base.to))}${texts.format.gap}`,
      words.notEffect,
    ),
  );
}

/** What is filled in, how old it is, what may be double, and who writes in it. */
export function drawBookQuality(context: Context): Markup | undefined {
  const found = read(context, bookQuality.id, bookQuality.output);
  if (found === undefined) {
    return undefined;
  }
  const { texts, count, share, day } = context;
  const words = texts.reportTeam;
  const { age, bounced, duplicates, contactsCaptured, usedBy } = found;
  const interval = (one: { readonly low: number; readonly high: number; readonly n: number }): string =>
    texts.report.interval(share(one.low), share(one.high), count(one.n));
  return all(
    figures([
      ...(age === null ? [] : [{ label: words.age, figure: count(age.medianDays), note: words.ageNote(share(age.overOneYear.value)) }]),
      { label: words.bounced, figure: count(bounced.addresses), note: words.bouncedNote(count(bounced.ofAddresses)) },
      { label: words.unreachable, figure: count(found.unreachable), note: texts.report.ofCustomers(found.n) },
      { label: words.duplicates, figure: count(duplicates.customers), note: words.duplicatesNote(duplicates.groups) },
      ...(contactsCaptured === null ? [] : [{ label: words.captured, figure: share(contactsCaptured.value), note: interval(contactsCaptured) }]),
      ...(usedBy === null ? [] : [{ label: words.usedBy, figure: share(usedBy.value), note: interval(usedBy) }]),
    ]),
    h('h4', {}, words.complete),
    lying(
      found.completeness.map(({ field, filled }) => ({
        label: words.bookFields[field],
        value: filled.value,
        figure: `${share(filled.value)} · ${count(filled.hits)}`,
      })),
    ),
    listed(
      context,
      words.useTitle,
      [words.rep, words.contacts, words.days, words.lastOn],
      found.use
        .toSorted((a, b) => b.contacts - a.contacts || (a.user < b.user ? -1 : 1))
        .map((one) => [nameOf(context, one), count(one.contacts), count(one.days), one.lastOn === null ? words.never : day(one.lastOn)]),
      [1, 2],
    ),
    listed(
      context,
      words.twins,
      [words.customer, texts.report.why],
      duplicates.some.map(({ by, customers }) => [customers.map(context.nameOf).join(texts.report.join), words.twinsBy[by]]),
    ),
  );
}
