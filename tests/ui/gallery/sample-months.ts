import type { MonthSheet, SheetDay } from '#shared/model/month-sheet.ts';
import type { MonthOfTechnician, MonthReply } from '#shared/wire/months.ts';
import { ines, tom } from './sample.ts';

const weights: MonthSheet['weights'] = {
  modules: { attendance: 10, customer: 20, lead: 30, problem: 40 },
  attendance: { onDuty: 40, onTime: 60 },
  customer: { attitude: 25, solved: 50, professional: 25 },
  problem: { solvedRate: 40, feedback: 60 },
};

function daysOf(month: string, upTo: number, odd: Readonly<Record<number, Partial<SheetDay>>>): SheetDay[] {
  return Array.from({ length: upTo }, (_, at) => ({
    onDay: `${month}-${String(at + 1).padStart(2, '0')}`,
    present: true,
    late: false,
    leftEarly: false,
    leave: false,
    missed: 0,
    ...odd[at + 1],
  })).filter(({ onDay }) => ![0, 6].includes(new Date(onDay).getUTCDay()));
}

/** The month that was worked by hand: 96, 90, 85 and 86 come to 87.5. */
export function aSheet(month: string, name: string, over: Partial<MonthSheet> = {}): MonthSheet {
  const days = daysOf(month, 30, { 6: { leave: true } });
  return {
    area: '北區',
    name,
    weights,
    parts: { onDuty: 90, onTime: 100, hasMissedVisit: false, attitude: 80, solved: 90, professional: 100, lead: 85, solvedRate: 80, feedback: 90 },
    marks: { attendance: 96, customer: 90, lead: 85, problem: 86 },
    score: 87.5,
    incomplete: [],
    n: { duties: days.length, forms: 14, visits: 22, feedbacks: 9 },
    remark: '可靠，每次都會記下序號。',
    bonusMinor: 350_00,
    netCollectionsMinor: 1_000_000_00,
    poolMinor: 1000_00,
    currency: 'GBP',
    days,
    ...over,
  };
}

const lin = `u${'7'.repeat(32)}`;
const long = `u${'8'.repeat(32)}`;
const wen = `u${'9'.repeat(32)}`;
const asIs = { closed: null, confirmed: [], later: [] };

const open = (month: string): MonthOfTechnician[] => [
  { user: lin, sheet: aSheet(month, '林怡君', { bonusMinor: null }), ...asIs },
  {
    user: long,
    sheet: aSheet(month, 'Maximilian von Hohenstein-Waldburg', {
      bonusMinor: null,
      score: null,
      remark: '',
      parts: { ...aSheet(month, '').parts, lead: null, feedback: null },
      marks: { attendance: 96, customer: 90, lead: null, problem: null },
      incomplete: ['lead', 'feedback'],
    }),
    ...asIs,
  },
  {
    user: wen,
    sheet: aSheet(month, '欧阳文静', {
      area: '',
      bonusMinor: null,
      netCollectionsMinor: null,
      poolMinor: null,
      score: 77.9,
      days: daysOf(month, 30, { 3: { late: true }, 9: { missed: 1 }, 17: { leftEarly: true, late: true } }),
      parts: { ...aSheet(month, '').parts, hasMissedVisit: true },
      marks: { attendance: 0, customer: 90, lead: 85, problem: 86 },
    }),
    ...asIs,
  },
];

const closed = (month: string): MonthOfTechnician[] => [
  {
    user: lin,
    sheet: aSheet(month, '林怡君', { bonusMinor: 522_03 }),
    closed: { at: '2026-10-02T09:00:00Z', by: 'Ines Brandt' },
    confirmed: [
      { user: lin, name: '林怡君', at: '2026-10-03T09:00:00Z' },
      { user: tom, name: 'Tom Aldous', at: '2026-10-03T11:00:00Z' },
    ],
    later: [{ at: '2026-10-09T09:00:00Z', by: 'Ines Brandt', mark: 90, remark: '九月六日的請假已補登，組長評分應為 90。' }],
  },
  {
    user: long,
    sheet: aSheet(month, 'Maximilian von Hohenstein-Waldburg', { bonusMinor: 477_97, score: 80.11 }),
    closed: { at: '2026-10-02T09:00:00Z', by: 'Ines Brandt' },
    confirmed: [{ user: ines, name: 'Ines Brandt', at: '2026-10-03T09:00:00Z' }],
    later: [],
  },
];

/** October, which may be closed, unless another month is asked for: September is closed, November goes on, August is empty. */
export function monthOf(asked: string | null): MonthReply {
  const month = asked ?? '2026-10';
  const technicians = month === '2026-09' ? closed(month) : month === '2026-08' ? [] : open(month);
  const isOver = month < '2026-11';
  return {
    month,
    isOver,
    currenciesLeftOut: month === '2026-11' ? ['USD'] : [],
    technicians,
    closable: month === '2026-10' ? ['', '北區'] : [],
  };
}
