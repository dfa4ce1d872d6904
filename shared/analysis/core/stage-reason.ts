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
  const [from, to] = [toDay(firstDay), toDay(asOf)];
  const { gapDays } = usual;
  switch (stage) {
    case 'first-buyer':
      return { code: 'stage.first-buyer', numbers: { silentDays }, from: toDay(lastDay), to };
    case 'developing':
      return { code: 'stage.developing', numbers: { orders, establishedFrom: params.establishedFrom }, from, to };
    case 'established':
      return { code: 'stage.established', numbers: { orders, silentDays, gapDays }, from, to };
    case 'declining':
      return { code: 'stage.declining', numbers: { silentDays, gapDays, ratio: roundTo6(ratio) }, from, to };
    case 'lapsed':
      return { code: 'stage.lapsed', numbers: { silentDays, gapDays, ratio: roundTo6(ratio) }, from, to };
    case 'lost':
      return { code: 'stage.lost', numbers: { silentDays, gapDays, ratio: roundTo6(ratio) }, from, to };
    case 'regained':
      return back === null ? undefined : { code: 'stage.regained', numbers: { breakDays: back.breakDays, returnedOn: toDay(back.onDay) }, from, to };
    case 'prospect':
      return undefined;
  }
}
