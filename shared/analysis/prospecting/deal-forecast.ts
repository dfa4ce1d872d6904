import * as v from 'valibot';
import type { Deal } from '../../model/deal.ts';
import type { DayNumber } from '../core/calendar.ts';
import { normalQuantile } from '../core/numerics/normal-quantile.ts';
import { findQuantile, roundTo6 } from '../core/stats.ts';
import { roundMinor } from '../core/money.ts';
import { followDeals, learnOdds, stageNow, type Path } from './deal-steps.ts';

/** Fewer closed deals than this teach nothing. */
export const MIN_CLOSED = 20;
/** A past forecast is made so many days before the day asked for, twice, and compared with what came of its deals. */
const LOOK_BACK_DAYS = [365, 180] as const;

export const DealForecast = v.object({
  open: v.number(),
  amountMinor: v.number(),
  /** Amounts by the odds of their stages, with the interval that chance leaves (80 %). */
  weightedMinor: v.number(),
  lowMinor: v.number(),
  highMinor: v.number(),
  /** Deals without an amount. */
  withoutAmount: v.number(),
  /** How far off earlier forecasts were, as a share of what their deals brought; null without enough past. */
  pastError: v.nullable(
    v.object({ forecasts: v.number(), deals: v.number(), predictedMinor: v.number(), actualMinor: v.number(), share: v.nullable(v.number()) }),
  ),
});
export type DealForecast = v.InferOutput<typeof DealForecast>;

type Value = (deal: Deal, day: DayNumber) => number | undefined;

/** Open deals weighed by their odds, and how far earlier forecasts made in the same way were off. */
export function forecastDeals(deals: readonly Deal[], zone: string, asOf: DayNumber, valueOf: Value): DealForecast | null {
  const now = followDeals(deals, zone, asOf);
  const forecast = weigh(now, asOf, valueOf);
  if (forecast === undefined) {
    return null;
  }
  let [predictedMinor, actualMinor, forecasts, compared] = [0, 0, 0, 0];
  const closed = new Map(now.filter(({ isWon }) => isWon !== undefined).map((path) => [path.deal.id, path]));
  for (const days of LOOK_BACK_DAYS) {
    const then = followDeals(deals, zone, asOf - days);
    // Only what has ended since can be compared: an open deal may still be won.
    const ended = then.filter(({ isWon, deal }) => isWon !== undefined || closed.has(deal.id));
    const past = weigh(ended, asOf - days, valueOf);
    if (past !== undefined && past.open > 0) {
      forecasts += 1;
      compared += past.open;
      predictedMinor += past.weightedMinor;
      for (const path of ended.filter(({ isWon }) => isWon === undefined)) {
        const end = closed.get(path.deal.id);
        actualMinor += end?.isWon === true ? (valueOf(path.deal, end.closed ?? asOf) ?? 0) : 0;
      }
    }
  }
  const share = actualMinor > 0 ? roundTo6((predictedMinor - actualMinor) / actualMinor) : null;
  return { ...forecast, pastError: forecasts === 0 ? null : { forecasts, deals: compared, predictedMinor, actualMinor, share } };
}

function weigh(paths: readonly Path[], day: DayNumber, valueOf: Value): Omit<DealForecast, 'pastError'> | undefined {
  if (paths.filter(({ isWon }) => isWon !== undefined).length < MIN_CLOSED) {
    return undefined;
  }
  const oddsOf = learnOdds(paths);
  const open = paths.filter(({ isWon }) => isWon === undefined);
  let [amountMinor, weighted, variance, withoutAmount] = [0, 0, 0, 0];
  for (const path of open) {
    const value = valueOf(path.deal, day);
    const { share } = oddsOf(stageNow(path));
    amountMinor += value ?? 0;
    weighted += share * (value ?? 0);
    variance += share * (1 - share) * (value ?? 0) ** 2;
    withoutAmount += value === undefined ? 1 : 0;
  }
  const reach = normalQuantile(0.9) * Math.sqrt(variance);
  return {
    open: open.length,
    amountMinor,
    weightedMinor: roundMinor(weighted),
    lowMinor: Math.max(0, roundMinor(weighted - reach)),
    highMinor: Math.min(Math.max(amountMinor, roundMinor(weighted)), roundMinor(weighted + reach)),
    withoutAmount,
  };
}

export const DealToDrop = v.object({
  deal: v.string(),
  name: v.nullable(v.string()),
  stage: v.nullable(v.string()),
  days: v.number(),
  longestWonDays: v.number(),
  deals: v.number(),
});
export type DealToDrop = v.InferOutput<typeof DealToDrop>;

/**
 * Open deals that have stood in their stage for longer than nine of ten won deals ever did: won ones do not look like that.
 * The longest waiting first; a stage with fewer than 20 won deals says nothing.
 */
export function findDealsToDrop(paths: readonly Path[], asOf: DayNumber, most = 50): DealToDrop[] {
  const waits = new Map<string, number[]>();
  for (const { stages, isWon, closed } of paths) {
    for (const [at, { stage, on }] of isWon === true ? stages.entries() : []) {
      waits.set(stage, [...(waits.get(stage) ?? []), (stages[at + 1]?.on ?? closed ?? on) - on]);
    }
  }
  return paths
    .filter(({ isWon }) => isWon === undefined)
    .flatMap((path): readonly DealToDrop[] => {
      const last = path.stages.at(-1);
      const known = waits.get(last?.stage ?? '') ?? [];
      if (last === undefined || known.length < MIN_CLOSED) {
        return [];
      }
      const longestWonDays = Math.ceil(
        findQuantile(
          known.toSorted((a, b) => a - b),
          0.9,
        ),
      );
      const days = asOf - last.on;
      return days > longestWonDays
        ? [{ deal: path.deal.id, name: path.deal.name ?? null, stage: last.stage, days, longestWonDays, deals: known.length }]
        : [];
    })
    .toSorted((a, b) => b.days - a.days || (a.deal < b.deal ? -1 : 1))
    .slice(0, most);
}
