import * as v from 'valibot';
import { defineEntity, lww, type ViewOf } from './entity.ts';
import { Day, Id, Instant, Line, Text } from './field.ts';

/** Something to do (A7); with a cadence it moves by itself when a contact happens. */
export const tasks = defineEntity({
  name: 'tasks',
  kind: 'k',
  fields: {
    title: lww(Line),
    note: lww(Text),
    customer: lww(Id, { indexed: true }),
    owner: lww(Id, { indexed: true }),
    dueOn: lww(Day, { indexed: true }),
    cadenceDays: lww(v.pipe(v.number(), v.integer(), v.minValue(1))),
    madeBy: lww(v.picklist(['hand', 'reorder', 'lifecycle', 'campaign'])),
    doneAt: lww(v.nullable(Instant)),
  },
});
export type Task = ViewOf<typeof tasks>;
