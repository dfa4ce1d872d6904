import * as v from 'valibot';
import { Day } from '../../model/field.ts';
import { defineAnalysis, Missing, type AnalysisInput } from '../core/analysis.ts';
import { missingLists, type Book } from '../core/book.ts';
import { listBuyingDays, type BuyingDays } from '../core/buying-days.ts';
import { addMonths, NO_DAY, toDay } from '../core/calendar.ts';
import { listMissing, Period } from '../core/evidence.ts';
import { listCustomers } from '../core/index-lines.ts';
import { tabulatePurchaseDays } from '../core/purchase-days.ts';
import { roundTo6 } from '../core/stats.ts';
import { countContacts } from './contacts.ts';
import {
  adviseLevel,
  Grid,
  KOTLER,
  livedLevel,
  MARGINS,
  NUMBERS,
  RELATIONSHIP_LEVELS,
  stepsBelow,
  type MarginLevel,
  type NumberLevel,
} from './grid.ts';

const VERSION = '1';
/** Below this part of the amount with a known cost there is no margin. */
const MIN_COVERAGE = 0.9;
const MOST_TASKS = 100;
const Share = v.pipe(v.number(), v.minValue(-1), v.maxValue(1));
const Whole = v.pipe(v.number(), v.integer(), v.minValue(0));

const RelationshipParams = v.object({
  grid: v.optional(Grid, KOTLER),
  /** What parts customers into segments; the first that is known when left out. */
  by: v.optional(v.picklist(['industry', 'area', 'place', 'all'])),
  /** Margin as a share of net revenue: high from, low below. */
  highFrom: v.optional(Share, 0.35),
  lowBelow: v.optional(Share, 0.15),
  /** Customers in the segment: many from, few up to. */
  manyFrom: v.optional(Whole, 200),
  fewTo: v.optional(Whole, 20),
});
type RelationshipParams = v.InferOutput<typeof RelationshipParams>;

const Level = v.picklist(RELATIONSHIP_LEVELS);
const Segment = v.object({
  segment: v.string(),
  customers: v.number(),
  netMinor: v.number(),
  /** Margin as a share of net revenue; null below 90 % of the amount with a known cost. */
  margin: v.nullable(v.number()),
  coverage: v.number(),
  marginLevel: v.nullable(v.picklist(MARGINS)),
  numberLevel: v.picklist(NUMBERS),
  advised: v.nullable(Level),
});
const Task = v.object({
  customer: v.string(),
  segment: v.string(),
  advised: Level,
  lived: Level,
  /** Steps below the advised level. */
  below: v.number(),
  /** What was recorded in 12 months, on which the lived level rests. */
  contact: v.object({ received: v.number(), sent: v.number(), meetings: v.number(), orders: v.number(), followed: v.number() }),
});

const Relationship = v.object({
  method: v.string(),
  version: v.string(),
  enough: v.boolean(),
  missing: v.array(Missing),
  asOf: Day,
  period: Period,
  n: v.number(),
  by: v.picklist(['industry', 'area', 'place', 'all']),
  grid: Grid,
  segments: v.array(Segment),
  /** Customers by advised and lived level; null where no contact is recorded. */
  lived: v.nullable(v.record(Level, v.number())),
  /** Customers below the advised level, those of most revenue first: each is a task. */
  tasks: v.array(Task),
});
type Relationship = v.InferOutput<typeof Relationship>;

/** How close a relationship is advised by margin and number of customers, how close it is, and where the two part. */
export const relationship = defineAnalysis({
  id: 'prospecting.relationship',
  version: VERSION,
  needs: [],
  params: RelationshipParams,
  output: Relationship,
  run: runRelationship,
});

type Sums = { customers: number[]; netMinor: number; knownMinor: number; marginMinor: number };

function runRelationship({ lines, book, params, asOf }: AnalysisInput<RelationshipParams>): Relationship {
  const buying = listBuyingDays(lines, asOf);
  const from = addMonths(asOf, -12) + 1;
  const by = params.by ?? findSplit(lines, book);
  const segments = sumSegments(buying, book, by, from);
  const told = [...segments]
    .toSorted(([a], [b]) => (a < b ? -1 : 1))
    .map(([segment, sums]): v.InferOutput<typeof Segment> => {
      const coverage = sums.netMinor === 0 ? 0 : sums.knownMinor / sums.netMinor;
      const margin = coverage < MIN_COVERAGE || sums.knownMinor === 0 ? null : sums.marginMinor / sums.knownMinor;
      const marginLevel: MarginLevel | null =
        margin === null ? null : margin >= params.highFrom ? 'high' : margin < params.lowBelow ? 'low' : 'medium';
      const customers = sums.customers.length;
      const numberLevel: NumberLevel = customers >= params.manyFrom ? 'many' : customers <= params.fewTo ? 'few' : 'medium';
      return {
        segment,
        customers,
        netMinor: sums.netMinor,
        margin: margin === null ? null : roundTo6(margin),
        coverage: roundTo6(coverage),
        marginLevel,
        numberLevel,
        advised: marginLevel === null ? null : adviseLevel(marginLevel, numberLevel, params.grid),
      };
    });
  const hasContacts = book.interactions.length > 0;
  const { lived, tasks } = hasContacts ? compareLevels(buying, book, segments, told, from) : { lived: null, tasks: [] };
  const advised = told.some((segment) => segment.advised !== null);
  return {
    method: 'grid of margin by number of customers (Kotler), every cell a setting; lived level by recorded contact of 12 months',
    version: VERSION,
    enough: advised,
    missing: [...listMissing(lines, ['customer', 'day', 'amountMinor', 'costMinor']), ...missingLists(book, ['customers', 'interactions'])],
    asOf: toDay(asOf),
    period: { from: toDay(from), to: toDay(asOf) },
    n: told.reduce((sum, { customers }) => sum + customers, 0),
    by,
    grid: params.grid,
    segments: told,
    lived,
    tasks,
  };
}

function findSplit(lines: BuyingDays['index']['lines'], book: Book): Relationship['by'] {
  if (book.customers.some(({ industry }) => industry !== undefined)) {
    return 'industry';
  }
  if (book.customers.some(({ area }) => area !== undefined)) {
    return 'area';
  }
  return lines.known.has('place') ? 'place' : 'all';
}

function sumSegments(buying: BuyingDays, book: Book, by: Relationship['by'], from: number): ReadonlyMap<string, Sums> {
  const { index, asOf, currencyNumber } = buying;
  const { line, start, lines } = index;
  const { day: dayOf, text, number } = lines;
  const { start: bought } = tabulatePurchaseDays(buying);
  const records = new Map(book.customers.map((customer) => [customer.id, customer]));
  const segments = new Map<string, Sums>();
  const listed = listCustomers(index);
  for (let place = 0; place < listed.length; place += 1) {
    const customer = listed[place] ?? 0;
    if (bought[customer] === bought[customer + 1]) {
      continue;
    }
    const name =
      by === 'industry' || by === 'area'
        ? (records.get(lines.dictionary.customer.names[customer] ?? '')?.[by] ?? '')
        : by === 'place'
          ? (placeOf(buying, customer) ?? '')
          : 'all';
    const sums = segments.get(name) ?? { customers: [], netMinor: 0, knownMinor: 0, marginMinor: 0 };
    segments.set(name, sums);
    sums.customers.push(customer);
    for (let at = (start[customer + 1] ?? 0) - 1; at >= (start[customer] ?? 0); at -= 1) {
      const one = line[at] ?? 0;
      const day = dayOf[one] ?? NO_DAY;
      if (day < from) {
        break;
      }
      const amountMinor = number.amountMinor[one] ?? Number.NaN;
      if (day > asOf || Number.isNaN(amountMinor) || text.currency[one] !== currencyNumber) {
        continue;
      }
      sums.netMinor += amountMinor;
      const costMinor = number.costMinor[one] ?? Number.NaN;
      if (!Number.isNaN(costMinor)) {
        sums.knownMinor += amountMinor;
        sums.marginMinor += amountMinor - costMinor;
      }
    }
  }
  return segments;
}

/** The place of the newest line that names one; of several on a day the first by name. */
function placeOf({ index }: BuyingDays, customer: number): string | undefined {
  const { line, start, lines } = index;
  const { place: placeOfLine } = lines.text;
  const { names } = lines.dictionary.place;
  let found = -1;
  let on = NO_DAY;
  for (let at = (start[customer + 1] ?? 0) - 1; at >= (start[customer] ?? 0); at -= 1) {
    const one = line[at] ?? 0;
    const place = placeOfLine[one] ?? -1;
    if (found >= 0 && lines.day[one] !== on) {
      break;
    }
    if (place >= 0 && place !== found && (found < 0 || (names[place] ?? '') < (names[found] ?? ''))) {
      found = place;
      on = lines.day[one] ?? NO_DAY;
    }
  }
  return names[found];
}

function compareLevels(
  buying: BuyingDays,
  book: Book,
  segments: ReadonlyMap<string, Sums>,
  told: readonly v.InferOutput<typeof Segment>[],
  from: number,
): Pick<Relationship, 'lived' | 'tasks'> {
  const { names } = buying.index.lines.dictionary.customer;
  const contacts = countContacts(book, buying, from - 1);
  const lived = { basic: 0, reactive: 0, accountable: 0, proactive: 0, partnership: 0 };
  const found: { readonly task: Relationship['tasks'][number]; readonly netMinor: number }[] = [];
  for (const { segment, advised } of told) {
    for (const customer of segments.get(segment)?.customers ?? []) {
      const name = names[customer] ?? '';
      const contact = contacts.get(name);
      if (contact === undefined) {
        continue;
      }
      const level = livedLevel(contact);
      lived[level] += 1;
      const below = advised === null ? 0 : stepsBelow(advised, level);
      if (advised !== null && below > 0 && contact.orders > 0) {
        found.push({ task: { customer: name, segment, advised, lived: level, below, contact }, netMinor: netOf(buying, customer, from) });
      }
    }
  }
  const tasks = found
    .toSorted((a, b) => b.netMinor - a.netMinor || (a.task.customer < b.task.customer ? -1 : 1))
    .slice(0, MOST_TASKS)
    .map(({ task }) => task);
  return { lived, tasks };
}

function netOf(buying: BuyingDays, customer: number, from: number): number {
  let netMinor = 0;
  for (let at = buying.start[customer] ?? 0; at < (buying.start[customer + 1] ?? 0); at += 1) {
    netMinor += (buying.day[at] ?? 0) >= from ? (buying.netMinor[at] ?? 0) : 0;
  }
  return netMinor;
}
