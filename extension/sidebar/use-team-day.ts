import { object, safeParse, string } from 'valibot';
import { FACTS_ANALYSIS } from '#shared/analysis/facts.ts';
import { toInstant, type Day } from '#shared/model/field.ts';
import { dayOf } from '#shared/ui/format.ts';
import { useReader } from '#shared/ui/reader.ts';
import type { Book } from '../store/database.ts';
import { findInsight } from '../store/orders.ts';
import { useLive } from './use-live.ts';

/** The team's zone and currency, which come with what the server learnt; undefined where there is no server. */
export type Team = { readonly zone: string; readonly currency: string };

/** What day it is for the team: it begins where the team's does, so that a device abroad reckons as the server reckons. */
export function useTeamDay(book: Book): { readonly today: Day; readonly team: Team | undefined } {
  const { now, timeZone } = useReader();
  const team = useLive(async () => teamOf((await findInsight(book, FACTS_ANALYSIS))?.learnt), ['team']);
  return { today: dayOf(toInstant(now), team?.zone ?? timeZone), team };
}

function teamOf(learnt: unknown): Team | undefined {
  const parsed = safeParse(object({ zone: string(), currency: string() }), learnt);
  return parsed.success ? parsed.output : undefined;
}
