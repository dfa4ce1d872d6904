import * as v from 'valibot';
import { defineEntity, lww, set, type ViewOf } from './entity.ts';
import { Id, Line } from './field.ts';
import { Role } from './role.ts';

/** Somebody who works with the book. Devices see name and addresses; only the server writes them. */
export const users = defineEntity({
  name: 'users',
  kind: 'u',
  fields: {
    name: lww(Line, { indexed: true, pii: true, serverOwned: true }),
    email: lww(Line, { indexed: true, pii: true, serverOwned: true }),
    /** Further addresses that are this user's own: mail from them is outgoing. */
    addresses: set({ pii: true, serverOwned: true }),
    role: lww(Role, { indexed: true, serverOwned: true }),
    team: lww(Id, { indexed: true, serverOwned: true }),
    disabled: lww(v.boolean(), { indexed: true, serverOwned: true }),
  },
});
export type User = ViewOf<typeof users>;
