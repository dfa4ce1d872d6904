import * as v from 'valibot';
import { defineEntity, lww, set, type ViewOf } from './entity.ts';
import { Id, Instant, Text } from './field.ts';

/** What somebody of the team says or asks about a record (A12). */
export const comments = defineEntity({
  name: 'comments',
  kind: 'n',
  fields: {
    /** The record that it is about. */
    about: lww(Id, { indexed: true }),
    kind: lww(v.picklist(['comment', 'question'])),
    author: lww(Id, { indexed: true }),
    at: lww(Instant, { indexed: true }),
    text: lww(Text, { pii: true }),
    /** Users who are asked to look. */
    mentions: set({ indexed: true }),
    replyTo: lww(Id),
    answeredAt: lww(v.nullable(Instant)),
    by: set(),
    keyedBy: lww(Text),
  },
});
export type Comment = ViewOf<typeof comments>;
