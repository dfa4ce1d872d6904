import * as v from 'valibot';
import { Day } from '../../model/field.ts';
import { defineAnalysis, Missing, type AnalysisInput } from '../core/analysis.ts';
import { bandOfBirth } from '../core/age-band.ts';
import { missingLists, type Book } from '../core/book.ts';
import { addMonths, createDayReader, toDay, toDayNumber, type DayNumber } from '../core/calendar.ts';
import { ShareOf, shareOf } from '../core/evidence.ts';
import { productKeyOf } from '../core/from-orders.ts';
import { groupBy } from '../core/group-by.ts';
import { productsByKey } from '../core/product-keys.ts';

const VERSION = '1';
const MOST_TEXTS = 5;
/** Below so many lines no share of returns is told. */
const MIN_LINES = 20;

const DesignParams = v.object({ months: v.optional(v.pipe(v.number(), v.minValue(1)), 12) });
type DesignParams = v.InferOutput<typeof DesignParams>;

const Said = v.object({ faults: v.number(), wishes: v.number(), returns: v.number(), cases: v.number() });
const OfProduct = v.object({
  product: v.string(),
  name: v.nullable(v.string()),
  ...Said.entries,
  lines: v.number(),
  returned: v.nullable(ShareOf),
  /** Reason of a return -> lines; '' where none was given. */
  reasons: v.record(v.string(), v.number()),
  byAttribute: v.array(v.object({ attribute: v.string(), faults: v.number(), wishes: v.number() })),
  /** The newest ones, as they were said. */
  faultTexts: v.array(v.string()),
  wishTexts: v.array(v.string()),
});
type OfProduct = v.InferOutput<typeof OfProduct>;
const OfGroup = v.object({ group: v.string(), ...Said.entries, customers: v.number() });

const Design = v.object({
  method: v.string(),
  version: v.string(),
  enough: v.boolean(),
  missing: v.array(Missing),
  asOf: Day,
  period: v.object({ from: Day, to: Day }),
  n: v.number(),
  products: v.array(OfProduct),
  byAgeBand: v.array(OfGroup),
  byOccupation: v.array(OfGroup),
});
type Design = v.InferOutput<typeof Design>;

/** What customers say of products: faults, wishes and reasons of returns by product and attribute, by age band and by occupation. */
export const design = defineAnalysis({
  id: 'product.design',
  version: VERSION,
  needs: [],
  params: DesignParams,
  output: Design,
  run: runDesign,
});

/** One thing that was said or came back, of one product by one customer. */
type Voice = {
  readonly kind: 'fault' | 'wish' | 'return' | 'case';
  readonly product: string;
  readonly customer: string | undefined;
  readonly day: DayNumber;
  readonly attribute: string | undefined;
  readonly text: string;
};

function runDesign({ book, params, asOf }: AnalysisInput<DesignParams>): Design {
  const from = addMonths(asOf, -params.months) + 1;
  const known = productsByKey(book.products);
  const nameOf = (key: string): string => known.get(key)?.id ?? key;
  const lines = new Map<string, number>();
  const voices = [...voicesOfAnswers(book, nameOf), ...voicesOfOrders(book, nameOf, lines, from, asOf), ...voicesOfCases(book, nameOf)].filter(
    ({ day }) => day >= from && day <= asOf,
  );
  const names = new Map(book.products.map(({ id, name }) => [id, name ?? null]));
  const products = [...groupBy(voices, ({ product }) => product)].map(([product, own]) =>
    tellProduct(product, names.get(product) ?? null, own, lines.get(product) ?? 0),
  );
  const customers = new Map(book.customers.map((customer) => [customer.id, customer]));
  const year = Number(toDay(asOf).slice(0, 4));
  const missing = missingLists(book, ['answers', 'orders', 'cases']);
  if (missing.length === 0 && voices.length === 0) {
    missing.push({ what: 'faults-wishes-or-returns', have: 0, needed: 1 });
  }
  return {
    method: 'counts of answers about products, returned lines and service cases; share of returned lines by Wilson',
    version: VERSION,
    enough: voices.length > 0,
    missing,
    asOf: toDay(asOf),
    period: { from: toDay(from), to: toDay(asOf) },
    n: voices.length,
    products: products.toSorted((a, b) => weightOf(b) - weightOf(a) || (a.product < b.product ? -1 : 1)),
    byAgeBand: tellGroups(voices, (customer) => customers.get(customer)?.ageBand ?? bandOfBirth(customers.get(customer)?.birthYear, year)),
    byOccupation: tellGroups(voices, (customer) => customers.get(customer)?.occupation),
  };
}

const weightOf = ({ faults, wishes, returns, cases }: v.InferOutput<typeof Said>): number => faults + wishes + returns + cases;

function voicesOfAnswers(book: Book, nameOf: (key: string) => string): readonly Voice[] {
  return book.answers.flatMap(({ product, productName, customer, answeredOn, attribute, fault, wish }): readonly Voice[] => {
    const day = answeredOn === undefined ? undefined : toDayNumber(answeredOn);
    const key = product ?? productName;
    if (day === undefined || key === undefined) {
      return [];
    }
    const base = { product: nameOf(key), customer, day, attribute };
    return [
      ...(fault === undefined || fault === '' ? [] : [{ ...base, kind: 'fault' as const, text: fault }]),
      ...(wish === undefined || wish === '' ? [] : [{ ...base, kind: 'wish' as const, text: wish }]),
    ];
  });
}

/** Lines that came back; `lines` gets how many were bought of each product. */
function voicesOfOrders(book: Book, nameOf: (key: string) => string, lines: Map<string, number>, from: DayNumber, asOf: DayNumber): readonly Voice[] {
  return book.orders.flatMap(({ customer, placedOn, lines: own, status }): readonly Voice[] => {
    const day = placedOn === undefined ? undefined : toDayNumber(placedOn);
    if (day === undefined || day < from || day > asOf || status === 'draft' || status === 'cancelled') {
      return [];
    }
    return Object.values(own).flatMap((line): readonly Voice[] => {
      const product = nameOf(productKeyOf(line));
      if (line.quantity >= 0 && line.amountMinor >= 0) {
        lines.set(product, (lines.get(product) ?? 0) + 1);
        return [];
      }
      return [{ kind: 'return', product, customer, day, attribute: undefined, text: line.returnReason ?? '' }];
    });
  });
}

function voicesOfCases(book: Book, nameOf: (key: string) => string): readonly Voice[] {
  const readDay = createDayReader(book.zone);
  const standing = new Map(book.equipment.map(({ id, product, productName }) => [id, product ?? productName]));
  return book.cases.flatMap(({ kind, product, productName, equipment, customer, openedAt, title }): readonly Voice[] => {
    const day = openedAt === undefined ? undefined : readDay(openedAt);
    const key = product ?? productName ?? standing.get(equipment ?? '');
    const isOfProduct = kind === 'complaint' || kind === 'repair';
    return day === undefined || key === undefined || !isOfProduct
      ? []
      : [{ kind: 'case', product: nameOf(key), customer, day, attribute: undefined, text: title ?? '' }];
  });
}

function countSaid(voices: readonly Voice[]): v.InferOutput<typeof Said> {
  const count = (kind: Voice['kind']): number => voices.filter((voice) => voice.kind === kind).length;
  return { faults: count('fault'), wishes: count('wish'), returns: count('return'), cases: count('case') };
}

function tellProduct(product: string, name: string | null, voices: readonly Voice[], lines: number): OfProduct {
  const said = countSaid(voices);
  const newest = voices.toSorted((a, b) => b.day - a.day || (a.text < b.text ? -1 : 1));
  const textsOf = (kind: Voice['kind']): string[] =>
    [...new Set(newest.filter((voice) => voice.kind === kind).map(({ text }) => text))].slice(0, MOST_TEXTS);
  const attributes = groupBy(
    voices.filter(({ attribute, kind }) => attribute !== undefined && (kind === 'fault' || kind === 'wish')),
    ({ attribute }) => attribute ?? '',
  );
  const reasons = groupBy(
    voices.filter(({ kind }) => kind === 'return'),
    ({ text }) => text,
  );
  const all = lines + said.returns;
  return {
    product,
    name,
    ...said,
    lines,
    returned: all < MIN_LINES ? null : shareOf(said.returns, all),
    reasons: Object.fromEntries(
      [...reasons].map(([reason, of]): [string, number] => [reason, of.length]).toSorted((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1)),
    ),
    byAttribute: [...attributes]
      .map(([attribute, of]) => ({ attribute, faults: countSaid(of).faults, wishes: countSaid(of).wishes }))
      .toSorted((a, b) => b.faults + b.wishes - (a.faults + a.wishes) || (a.attribute < b.attribute ? -1 : 1)),
    faultTexts: textsOf('fault'),
    wishTexts: textsOf('wish'),
  };
}

function tellGroups(voices: readonly Voice[], groupOf: (customer: string) => string | undefined): Design['byAgeBand'] {
  const known = voices.flatMap((voice) => {
    const group = voice.customer === undefined ? undefined : groupOf(voice.customer);
    return group === undefined || group === '' ? [] : [{ group, voice }];
  });
  return [...groupBy(known, ({ group }) => group)]
    .map(([group, of]) => ({ group, ...countSaid(of.map(({ voice }) => voice)), customers: new Set(of.map(({ voice }) => voice.customer)).size }))
    .toSorted((a, b) => weightOf(b) - weightOf(a) || (a.group < b.group ? -1 : 1));
}
