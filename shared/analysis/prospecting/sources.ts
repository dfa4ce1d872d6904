import * as v from 'valibot';
import { Currency, Day } from '../../model/field.ts';
import { defineAnalysis, Missing, type AnalysisInput } from '../core/analysis.ts';
import { missingLists, type Book } from '../core/book.ts';
import { createDayReader, toDay, toDayNumber, type DayNumber } from '../core/calendar.ts';
import { ShareOf, shareOf } from '../core/evidence.ts';
import { findMedian, findQuantile, roundTo6 } from '../core/stats.ts';
import { createSumming, type Summing } from '../core/sums.ts';
import { netByCustomer, type NetByCustomer } from '../core/net-by-customer.ts';
import { DealForecast, DealToDrop, findDealsToDrop, forecastDeals, MIN_CLOSED } from './deal-forecast.ts';
import { followDeals, orderStages, type Path } from './deal-steps.ts';

const VERSION = '1';
const UNKNOWN = '';

const SourceParams = v.object({});

const Source = v.object({
  /** '' where nobody wrote it down. */
  source: v.string(),
  customers: v.number(),
  /** Of these customers those who ever bought. */
  buyers: v.nullable(ShareOf),
  deals: v.number(),
  won: v.nullable(ShareOf),
  /** What winning cost, as far as it is written down, and for how many customers and deals it is. */
  costMinor: v.number(),
  costKnown: v.number(),
  costPerBuyerMinor: v.nullable(v.number()),
  revenueMinor: v.number(),
});
type Source = v.InferOutput<typeof Source>;

const Step = v.object({
  stage: v.string(),
  reached: v.number(),
  wentOn: v.nullable(ShareOf),
  won: v.nullable(ShareOf),
  medianDays: v.nullable(v.number()),
});
const Cycle = v.object({ n: v.number(), meanDays: v.number(), medianDays: v.number(), lowDays: v.number(), highDays: v.number() });
const Referrer = v.object({ customer: v.string(), referred: v.number(), buyers: v.number(), revenueMinor: v.number() });
const Place = v.object({ area: v.string(), industry: v.string(), customers: v.number(), expected: v.number() });

const Sources = v.object({
  method: v.string(),
  version: v.string(),
  enough: v.boolean(),
  missing: v.array(Missing),
  asOf: Day,
  n: v.object({ customers: v.number(), deals: v.number(), closed: v.number() }),
  currency: v.nullable(Currency),
  /** Currencies for which there is no rate: their sums are in nothing here. */
  currenciesLeftOut: v.array(v.string()),
  bySource: v.array(Source),
  byMeans: v.array(Source),
  /** Of all closed deals. */
  won: v.nullable(ShareOf),
  steps: v.array(Step),
  cycle: v.nullable(Cycle),
  forecast: v.nullable(DealForecast),
  drop: v.array(DealToDrop),
  referrers: v.array(Referrer),
  /** Where fewer customers are than area and industry by themselves let expect. */
  thin: v.array(Place),
});
type Sources = v.InferOutput<typeof Sources>;

/** Where customers come from and what winning them costs; deals by step, their length, their forecast with its past error; referrals; thin places. */
export const sources = defineAnalysis({
  id: 'prospecting.sources',
  version: VERSION,
  needs: [],
  params: SourceParams,
  output: Sources,
  run: runSources,
});

function runSources({ lines, book, asOf }: AnalysisInput<v.InferOutput<typeof SourceParams>>): Sources {
  const summing = createSumming(book, lines);
  // Only customers of the book are told of: without any there is nothing to add up.
  // Without customers in the book nobody asks what one of them bought.
  const nets = netByCustomer(lines, summing, asOf, book.customers.length === 0 ? Infinity : -Infinity);
  const known = knownCustomers(book, asOf);
  const paths = followDeals(book.deals, book.zone, asOf);
  const closed = paths.filter(({ isWon }) => isWon !== undefined);
  const missing = missingLists(book, ['customers', 'deals']);
  if (book.deals.length > 0 && closed.length < MIN_CLOSED) {
    missing.push({ what: 'closed-deals', have: closed.length, needed: MIN_CLOSED });
  }
  const valueOf = (deal: Path['deal'], day: DayNumber): number | undefined =>
    deal.amountMinor === undefined ? undefined : summing.read(deal.amountMinor, deal.currency, day);
  return {
    method: 'counts by source with Wilson intervals; deals weighed by the odds of their stage; earlier forecasts compared with what came',
    version: VERSION,
    enough: known.length > 0 || closed.length > 0,
    missing,
    asOf: toDay(asOf),
    n: { customers: known.length, deals: paths.length, closed: closed.length },
    currency: summing.currency,
    bySource: sumSources(known, paths, nets, summing, asOf, 'source'),
    byMeans: sumSources(known, paths, nets, summing, asOf, 'means'),
    won: closed.length === 0 ? null : shareOf(closed.filter(({ isWon }) => isWon === true).length, closed.length),
    steps: countSteps(paths),
    cycle: cycleOf(closed),
    forecast: forecastDeals(book.deals, book.zone, asOf, valueOf),
    drop: findDealsToDrop(paths, asOf),
    referrers: sumReferrals(known, nets),
    thin: findThin(known),
    currenciesLeftOut: summing.leftOut(),
  };
}

type Known = Book['customers'];

/** Customers who were there on the day: captured later than it is later. */
function knownCustomers(book: Book, asOf: DayNumber): Known {
  const readDay = createDayReader(book.zone);
  return book.customers.filter(({ capturedAt }) => capturedAt === undefined || (readDay(capturedAt) ?? -Infinity) <= asOf);
}

function sumSources(
  customers: Known,
  paths: readonly Path[],
  nets: NetByCustomer,
  summing: Summing,
  asOf: DayNumber,
  by: 'source' | 'means',
): Source[] {
  const of = new Map(customers.map((customer) => [customer.id, (by === 'source' ? customer.wonSource : customer.wonMeans) ?? UNKNOWN]));
  const groups = new Map<string, { customers: Known[number][]; paths: Path[] }>();
  const groupOf = (name: string): { customers: Known[number][]; paths: Path[] } => {
    const held = groups.get(name) ?? { customers: [], paths: [] };
    groups.set(name, held);
    return held;
  };
  customers.forEach((customer) => groupOf(of.get(customer.id) ?? UNKNOWN).customers.push(customer));
  paths.forEach((path) => groupOf(path.deal[by] ?? of.get(path.deal.customer ?? '') ?? UNKNOWN).paths.push(path));
  return [...groups]
    .map(([source, group]): Source => {
      const buyers = group.customers.filter(({ id }) => nets.find(id) !== undefined).length;
      const closed = group.paths.filter(({ isWon }) => isWon !== undefined);
      const costs = [
        ...group.customers.flatMap(({ wonCost, capturedAt }) =>
          wonCost === undefined ? [] : [{ ...wonCost, on: toDayNumber(capturedAt?.slice(0, 10) ?? '') }],
        ),
        ...group.paths.flatMap(({ deal: { cost }, opened }) => (cost === undefined ? [] : [{ ...cost, on: opened }])),
      ].flatMap(({ minor, currency, on }) => {
        const sum = summing.read(minor, currency, on ?? asOf);
        return sum === undefined ? [] : [sum];
      });
      const costMinor = costs.reduce((sum, cost) => sum + cost, 0);
      return {
        source,
        customers: group.customers.length,
        buyers: group.customers.length === 0 ? null : shareOf(buyers, group.customers.length),
        deals: group.paths.length,
        won: closed.length === 0 ? null : shareOf(closed.filter(({ isWon }) => isWon === true).length, closed.length),
        costMinor,
        costKnown: costs.length,
        costPerBuyerMinor: costs.length === 0 || buyers === 0 ? null : Math.round(costMinor / buyers),
        revenueMinor: group.customers.reduce((sum, { id }) => sum + (nets.find(id)?.netMinor ?? 0), 0),
      };
    })
    .toSorted((a, b) => b.customers + b.deals - (a.customers + a.deals) || (a.source < b.source ? -1 : 1));
}

function countSteps(paths: readonly Path[]): Sources['steps'] {
  const order = orderStages(paths);
  const place = new Map(order.map((stage, at) => [stage, at]));
  return order.map((stage, at) => {
    const reached = paths.filter(({ stages }) => stages.some((one) => one.stage === stage));
    // Who still stands in the stage has neither gone on nor ended: it is not counted yet.
    const decided = reached.filter(({ stages, isWon }) => isWon !== undefined || stages.some((one) => (place.get(one.stage) ?? -1) > at));
    const wentOn = decided.filter(({ stages, isWon }) => isWon === true || stages.some((one) => (place.get(one.stage) ?? -1) > at));
    const ended = reached.filter(({ isWon }) => isWon !== undefined);
    const days = reached.flatMap(({ stages, closed }) => {
      const index = stages.findIndex((one) => one.stage === stage);
      const [from, to] = [stages[index]?.on, stages[index + 1]?.on ?? closed];
      return from === undefined || to === undefined ? [] : [to - from];
    });
    return {
      stage,
      reached: reached.length,
      wentOn: decided.length === 0 ? null : shareOf(wentOn.length, decided.length),
      won: ended.length === 0 ? null : shareOf(ended.filter(({ isWon }) => isWon === true).length, ended.length),
      medianDays: days.length === 0 ? null : findMedian(days),
    };
  });
}

/** From opening to the win, in days: mean, median, and the middle four fifths. */
function cycleOf(closed: readonly Path[]): Sources['cycle'] {
  const days = closed
    .flatMap(({ opened, closed: end, isWon }) => (isWon === true && end !== undefined ? [end - opened] : []))
    .toSorted((a, b) => a - b);
  return days.length === 0
    ? null
    : {
        n: days.length,
        meanDays: roundTo6(days.reduce((sum, day) => sum + day, 0) / days.length),
        medianDays: findMedian(days),
        lowDays: findQuantile(days, 0.1),
        highDays: findQuantile(days, 0.9),
      };
}

function sumReferrals(customers: Known, nets: NetByCustomer): Sources['referrers'] {
  const found = new Map<string, { referred: number; buyers: number; revenueMinor: number }>();
  for (const { id, referredBy } of customers) {
    if (referredBy !== undefined && referredBy !== id) {
      const held = found.get(referredBy) ?? { referred: 0, buyers: 0, revenueMinor: 0 };
      const net = nets.find(id);
      found.set(referredBy, {
        referred: held.referred + 1,
        buyers: held.buyers + (net === undefined ? 0 : 1),
        revenueMinor: held.revenueMinor + (net?.netMinor ?? 0),
      });
    }
  }
  return [...found]
    .map(([customer, one]) => ({ customer, ...one }))
    .toSorted((a, b) => b.revenueMinor - a.revenueMinor || (a.customer < b.customer ? -1 : 1));
}

/** At least so many customers must be expected in a place, so that few there mean something. */
const MIN_EXPECTED = 5;

/** Cells of area and industry with less than half of what both by themselves let expect, the emptiest first. */
function findThin(customers: Known): Sources['thin'] {
  const known = customers.flatMap(({ area, industry }) => (area === undefined || industry === undefined ? [] : [{ area, industry }]));
  const count = (names: readonly string[]): ReadonlyMap<string, number> => {
    const counts = new Map<string, number>();
    names.forEach((name) => counts.set(name, (counts.get(name) ?? 0) + 1));
    return counts;
  };
  const areas = count(known.map(({ area }) => area));
  const industries = count(known.map(({ industry }) => industry));
  const cells = count(known.map(({ area, industry }) => `${area}\n${industry}`));
  return [...areas]
    .flatMap(([area, inArea]) =>
      [...industries].map(([industry, ofIndustry]) => ({
        area,
        industry,
        customers: cells.get(`${area}\n${industry}`) ?? 0,
        expected: roundTo6((inArea * ofIndustry) / known.length),
      })),
    )
    .filter(({ customers: there, expected }) => expected >= MIN_EXPECTED && there < expected / 2)
    .toSorted(
      (a, b) =>
        a.customers / a.expected - b.customers / b.expected || b.expected - a.expected || (a.area + a.industry < b.area + b.industry ? -1 : 1),
    );
}
