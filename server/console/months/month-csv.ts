import { minorPerMajor } from '#shared/analysis/core/money.ts';
import { writeCsv, type Cell } from '#shared/import/write-csv.ts';
import type { SheetDay } from '#shared/model/month-sheet.ts';
import type { Texts } from '#shared/text/index.ts';
import type { MonthOfTechnician, MonthReply } from '#shared/wire/months.ts';
import { stateOf } from './month-state.ts';

/** A month as a file for spreadsheets: the days of each technician, a blank line, then the scores. Sums in major units. */
export function writeMonthCsv(month: MonthReply['month'], technicians: readonly MonthOfTechnician[], texts: Texts): string {
  const words = texts.console.months;
  const { csv } = words;
  const { modules } = texts.console.settings;
  const days = technicians.flatMap(({ sheet }) => sheet.days.map((day): Cell[] => [sheet.name, ...cellsOf(day, texts)]));
  const scores = technicians.map((one): Cell[] => {
    const { name, area, marks, score, bonusMinor, currency, remark } = one.sheet;
    const bonus = bonusMinor === null || currency === null ? null : bonusMinor / minorPerMajor(currency);
    return [
      name,
      month,
      area,
      marks.attendance,
      marks.customer,
      marks.lead,
      marks.problem,
      score,
      bonus,
      currency,
      remark,
      words.states[stateOf(one)],
    ];
  });
  return writeCsv([
    [words.technician, csv.date, csv.onDuty, csv.onTime, csv.late, csv.leftEarly, csv.leave, csv.missed],
    ...days,
    [],
    [
      words.technician,
      words.month,
      csv.area,
      modules.attendance,
      modules.customer,
      modules.lead,
      modules.problem,
      words.score,
      words.bonus,
      csv.currency,
      words.remark,
      words.state,
    ],
    ...scores,
  ]);
}

/** Of a day whose duty nobody kept only the missed visits are known. */
function cellsOf({ onDay, present, late, leftEarly, leave, missed }: SheetDay, texts: Texts): Cell[] {
  const { csv } = texts.console.months;
  if (present === null) {
    return [onDay, null, null, null, null, null, missed];
  }
  const say = (is: boolean): string => (is ? csv.yes : csv.no);
  const isOnDuty = present && !leave;
  return [onDay, say(isOnDuty), say(isOnDuty && !late && !leftEarly), say(late), say(leftEarly), say(leave), missed];
}

/** Hands a text to the browser as a file to keep. */
export function download(name: string, text: string): void {
  const url = URL.createObjectURL(new Blob([text], { type: 'text/csv;charset=utf-8' }));
  const link = document.createElement('a');
  link.href = url;
  link.download = name;
  link.click();
  // The browser has taken it by the time that this turn is over.
  setTimeout(() => URL.revokeObjectURL(url), 0);
}
