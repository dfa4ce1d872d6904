import type { Reason } from '../../model/reason.ts';
import { toDay, type DayNumber } from './calendar.ts';
import { roundTo6 } from './stats.ts';
import type { Stage, StageParams } from './stages.ts';

/** The rule that placed a customer in a stage, with its numbers; undefined for a prospect, whom no line places. */
export function reasonOfStage(
  { stage, orders, firstDay, lastDay, silentDays, usual, ratio, back }: Stage,
  params: StageParams,
  asOf: DayNumber,
): Reason | undefined {
  const since = { from: toDay(firstDay), to: toDay(asOf) };
  const silence = { silentDays, gapDays: usual.gapDays, ratio: roundTo6(ratio) };
  switch (stage) {
    case 'first-buyer':
      return { code: 'stage.first-buyer', numbers: { silentDays }, from: toDay(lastDay), to: toDay(asOf) };
    case 'developing':
      return { code: 'stage.developing', numbers: { orders, establishedFrom: params.establishedFrom }, ...since };
    case 'established':
      return { code: 'stage.established', numbers: { orders, silentDays, gapDays: usual.gapDays }, ...since };
    case 'declining':
      return { code: 'stage.declining', numbers: silence, ...since };
    case 'lapsed':
      return { code: 'stage.lapsed', numbers: silence, ...since };
    case 'lost':
      return { code: 'stage.lost', numbers: silence, ...since };
    case 'regained':
      return back === null ? undefined : { code: 'stage.regained', numbers: { breakDays: back.breakDays, returnedOn: toDay(back.onDay) }, ...since };
    case 'prospect':
      return undefined;
  }
}
