import type * as v from 'valibot';
import { care } from '#shared/analysis/advice/care.ts';
import { TIERS } from '#shared/analysis/customer-facts.ts';
import { design } from '#shared/analysis/product/design.ts';
import { figures, listed, lying, read, table, type Context } from './context.ts';
import { all, h, type Markup } from './markup.ts';

type Design = v.InferOutput<typeof design.output>;
type Care = v.InferOutput<typeof care.output>;

/** What customers say of products, by product, attribute and group. */
export function drawDesign(context: Context): Markup | undefined {
  const found = read(context, design.id, design.output);
  if (found === undefined) {
    return undefined;
  }
  const { texts, count, share } = context;
  const words = texts.reportVoices;
  const { product, faults, wishes, returns, cases } = words;
  const heads = [product, faults, wishes, returns, cases, words.returned] as const;
  const reasons = sumReasons(found);
  return all(
    found.products.length === 0 ? h('p', {}, words.nothing) : null,
    table(
      heads,
      found.products
        .slice(0, 15)
        .map((one) => [
          one.name ?? one.product,
          count(one.faults),
          count(one.wishes),
          count(one.returns),
          count(one.cases),
          one.returned === null ? '–' : share(one.returned.value),
        ]),
      [1, 2, 3, 4, 5],
    ),
    listed(
      context,
      words.said,
      [product, words.attributes, words.said],
      found.products
        .filter(({ faultTexts, wishTexts, byAttribute }) => faultTexts.length + wishTexts.length + byAttribute.length > 0)
        .map((one) => [
          one.name ?? one.product,
          one.byAttribute.map(({ attribute, ...said }) => words.attribute(attribute, said.faults, said.wishes)).join(texts.report.join),
          [...one.faultTexts, ...one.wishTexts].slice(0, 3).join(' · '),
        ]),
    ),
    reasons.length === 0
      ? null
      : all(
          h('h4', {}, words.reasons),
          lying(reasons.map(([reason, lines]) => ({ label: reason === '' ? words.noReason : reason, value: lines, figure: count(lines) }))),
        ),
    ...[[words.byAge, found.byAgeBand] as const, [words.byOccupation, found.byOccupation] as const].map(([title, groups]) =>
      listed(
        context,
        title,
        [words.group, words.customers, faults, wishes, returns, cases],
        groups.map((one) => [one.group, count(one.customers), count(one.faults), count(one.wishes), count(one.returns), count(one.cases)]),
        [1, 2, 3, 4, 5],
      ),
    ),
  );
}

/** Lines that came back by reason, of all products, the most frequent first. */
function sumReasons({ products }: Design): readonly (readonly [reason: string, lines: number])[] {
  const sums = new Map<string, number>();
  for (const { reasons } of products) {
    for (const [reason, lines] of Object.entries(reasons)) {
      sums.set(reason, (sums.get(reason) ?? 0) + lines);
    }
  }
  return [...sums].toSorted(([a, m], [b, n]) => n - m || (a < b ? -1 : 1)).slice(0, 8);
}

/** How customers are cared for: each indicator by itself, and what each tier's plan came to. */
export function drawCare(context: Context): Markup | undefined {
  const found = read(context, care.id, care.output);
  if (found === undefined) {
    return undefined;
  }
  const { texts, count, share, day } = context;
  const words = texts.reportVoices;
  const { feedback, recommend } = found;
  return all(
    figures([
      ...(feedback === null
        ? []
        : [
            {
              label: words.feedback,
              figure: share(feedback.value),
              note: texts.report.interval(share(feedback.low), share(feedback.high), count(feedback.n)),
            },
          ]),
      ...(recommend === null
        ? []
        : [
            {
              label: words.recommend,
              figure: share(recommend.score),
              note: words.recommendNote(
                share(recommend.low),
                share(recommend.high),
                count(recommend.promoters),
                count(recommend.detractors),
                count(recommend.n),
              ),
            },
          ]),
    ]),
    h('p', { class: 'meta' }, words.eachByItself),
    (['subject', 'channel', 'time'] as const).map((group) => indicators(context, found, group)),
    h('h4', {}, words.careTitle),
    table(
      [words.tier, words.customers, words.plan, words.kept, words.contactsEach, words.openCases, words.complaints],
      found.tiers.map((one) => [
        tierName(context, one.tier),
        count(one.customers),
        texts.report.days(one.contactDays),
        one.contacted === null ? '–' : share(one.contacted.value),
        count(one.contactsPerCustomer),
        count(one.openCases),
        count(one.complaints),
      ]),
      [1, 2, 3, 4, 5, 6],
    ),
    listed(
      context,
      words.waitingTitle,
      [words.customer, words.tier, words.lastContact],
      found.tiers.flatMap(({ tier, waiting }) =>
        waiting.map(({ customer, lastContactOn }) => [
          context.nameOf(customer),
          tierName(context, tier),
          lastContactOn === null ? words.never : day(lastContactOn),
        ]),
      ),
    ),
  );
}

function tierName({ texts }: Context, tier: string): string {
  const known = TIERS.find((one) => one === tier);
  return known === undefined ? tier : texts.tiers[known];
}

function indicators({ texts, count, share }: Context, { indicators: listedOnes }: Care, group: Care['indicators'][number]['group']): Markup {
  const words = texts.reportVoices;
  return table(
    [words.indicatorGroups[group], words.received, words.expected, words.gap, words.content, words.answers],
    listedOnes
      .filter((one) => one.group === group)
      .map(({ indicator, received, expected, gap, content }) => [
        words.indicators[indicator],
        received === null ? words.tooFew : count(received.value),
        expected === null ? '–' : count(expected.value),
        gap === null ? '–' : `${gap.value > 0 ? '+' : ''}${count(gap.value)}`,
        content === null ? '–' : share(content.value),
        received === null ? '–' : count(received.n),
      ]),
    [1, 2, 3, 4, 5],
  );
}
