import type { Deal } from '../../model/deal.ts';
import { createDayReader, toDayNumber, type DayNumber } from '../core/calendar.ts';

/** A deal as it is followed: the stages it was in, each with its first day, and how it ended. */
export type Path = {
  readonly deal: Deal;
  readonly opened: DayNumber;
  /** By rising day; each stage once, with the day on which it was first reached. */
  readonly stages: readonly { readonly stage: string; readonly on: DayNumber }[];
  readonly closed: DayNumber | undefined;
  readonly isWon: boolean | undefined;
};

/** Deals that say when they began, followed as they stood on a day: what came later is not known yet. */
export function followDeals(deals: readonly Deal[], zone: string, asOf: DayNumber): readonly Path[] {
  const readDay = createDayReader(zone);
  return deals.flatMap((deal): readonly Path[] => {
    const changes = Object.values(deal.stages)
      .flatMap(({ stage, at }) => {
        const on = readDay(at);
        return on === undefined ? [] : [{ stage, at, on }];
      })
      .toSorted((a, b) => (a.at < b.at ? -1 : 1));
    const opened = (deal.openedOn === undefined ? undefined : toDayNumber(deal.openedOn)) ?? changes[0]?.on;
    if (opened === undefined || opened > asOf) {
      return [];
    }
    const closedOn = deal.closedOn === undefined ? undefined : toDayNumber(deal.closedOn);
    const isClosed = closedOn !== undefined && closedOn <= asOf && (deal.state === 'won' || deal.state === 'lost');
    const seen = new Map<string, DayNumber>();
    for (const { stage, on } of changes.length > 0 ? changes : deal.stage === undefined ? [] : [{ stage: deal.stage, on: opened }]) {
      if (on <= asOf && !seen.has(stage)) {
        seen.set(stage, on);
      }
    }
    return [
      {
        deal,
        opened,
        stages: [...seen].map(([stage, on]) => ({ stage, on })),
        closed: isClosed ? closedOn : undefined,
        isWon: isClosed ? deal.state === 'won' : undefined,
      },
    ];
  });
}

/** The stages in the order in which deals go through them: by the mean place at which they were reached, then by name. */
export function orderStages(paths: readonly Path[]): readonly string[] {
  const places = new Map<string, { sum: number; n: number }>();
  for (const { stages } of paths) {
    for (const [at, { stage }] of stages.entries()) {
      const held = places.get(stage) ?? { sum: 0, n: 0 };
      places.set(stage, { sum: held.sum + at, n: held.n + 1 });
    }
  }
  return [...places].toSorted(([a, p], [b, q]) => p.sum / p.n - q.sum / q.n || (a < b ? -1 : 1)).map(([stage]) => stage);
}

/** The chance that a deal in a stage is won, learnt from closed deals: half a case on either side keeps it off 0 and 1. */
export type Odds = (stage: string | undefined) => { readonly share: number; readonly n: number };

/** Learns, from deals that are closed, how many of those that reached a stage were won. A stage that nobody reached has the odds of all. */
export function learnOdds(paths: readonly Path[]): Odds {
  const closed = paths.filter(({ isWon }) => isWon !== undefined);
  const counts = new Map<string, { won: number; n: number }>();
  for (const { stages, isWon } of closed) {
    for (const { stage } of stages) {
      const held = counts.get(stage) ?? { won: 0, n: 0 };
      counts.set(stage, { won: held.won + (isWon === true ? 1 : 0), n: held.n + 1 });
    }
  }
  const all = { won: closed.filter(({ isWon }) => isWon === true).length, n: closed.length };
  return (stage) => {
    const { won, n } = counts.get(stage ?? '') ?? all;
    return { share: (won + 0.5) / (n + 1), n };
  };
}

/** The stage that a path stands in: the one reached last. */
export function stageNow({ stages }: Path): string | undefined {
  return stages.at(-1)?.stage;
}
