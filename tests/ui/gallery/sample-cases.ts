import { toView } from '#shared/model/entity.ts';
import type { Body } from '#shared/model/record.ts';
import { cases, type ServiceCase } from '#shared/model/service.ts';
import { ines, tom } from './sample.ts';

/** What was wrong at the customer of the samples, as it is stored. */
export const caseBodies: readonly (readonly [id: string, body: Body])[] = [
  [
    `s${'1'.repeat(32)}`,
    {
      kind: 'complaint',
      title: 'Dented tins, 6 of 48',
      text: 'Six tins of Stage 1 came dented.\nA photo is in the mail of that day.',
      productName: 'Formula Stage 1, 900 g',
      openedAt: '2026-11-18T11:55:00Z',
      technician: ines,
    },
  ],
  [
    `s${'2'.repeat(32)}`,
    {
      kind: 'repair',
      title: '儲藏櫃冷藏溫度不穩',
      openedAt: '2026-10-30T08:00:00Z',
      solvedAt: '2026-11-04T15:00:00Z',
      technician: tom,
      feedback: { mark: 90, onDay: '2026-11-10' },
      'visits/0': { plannedAt: '2026-11-02T09:00:00Z', missed: true },
      'visits/1': {
        plannedAt: '2026-11-04T09:00:00Z',
        arrivedAt: '2026-11-04T09:10:00Z',
        leftAt: '2026-11-04T15:00:00Z',
        solved: true,
        judgedBy: 'customer',
      },
      'visits/2': { plannedAt: '2026-12-01T09:00:00Z', technician: ines },
    },
  ],
];

/** The same as readers of records have it. */
export const someCases: readonly ServiceCase[] = caseBodies.map(([id, body]) => toView(cases, { id, body }));
