import { defineEntity, lww, type ViewOf } from './entity.ts';
import { Id, Line } from './field.ts';

/** A team in the tree of teams, with its area. Written by the server alone. */
export const teams = defineEntity({
  name: 'teams',
  kind: 't',
  fields: {
    name: lww(Line, { indexed: true, serverOwned: true }),
    parent: lww(Id, { indexed: true, serverOwned: true }),
    area: lww(Line, { serverOwned: true }),
  },
});
export type Team = ViewOf<typeof teams>;
