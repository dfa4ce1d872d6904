import * as v from 'valibot';
import { defineEntity, fww, lww, map, set, type ViewOf } from './entity.ts';
import { Id, Instant, Line, Text } from './field.ts';

/** The way a contact took place. */
export const Channel = v.picklist(['email', 'phone', 'fax', 'chat', 'web', 'meeting', 'letter', 'social', 'note']);
export type Channel = v.InferOutput<typeof Channel>;

/** A name and address as a message's header gave them. */
export const MessagePerson = v.looseObject({
  role: v.picklist(['from', 'to', 'cc', 'reply-to']),
  name: Line,
  email: Line,
});
export type MessagePerson = v.InferOutput<typeof MessagePerson>;

/** A picture that is kept with a contact: its name, what kind it is, how many bytes. */
export const Attachment = v.looseObject({ name: Line, type: Line, bytes: v.pipe(v.number(), v.integer(), v.minValue(1)) });
export type Attachment = v.InferOutput<typeof Attachment>;

/** One contact on any channel (A3). What the message said is first-write-wins; what people add to it is last-write-wins. */
export const interactions = defineEntity({
  name: 'interactions',
  kind: 'i',
  fields: {
    channel: fww(Channel, { indexed: true }),
    /** Seen from the team: `in` from the customer, `out` to the customer, `none` for a note. */
    direction: fww(v.picklist(['in', 'out', 'none'])),
    happenedAt: fww(Instant, { indexed: true }),
    precision: fww(v.picklist(['second', 'minute', 'day'])),
    durationMinutes: lww(v.pipe(v.number(), v.minValue(0))),
    /** Customer ids and user ids. */
    participants: set({ indexed: true }),
    /** The header's own names and addresses. */
    people: fww(v.array(MessagePerson), { pii: true }),
    subject: fww(Line, { pii: true }),
    /** The visible text without the quoted part. */
    text: fww(Text, { pii: true }),
    /** Why something is not in `text`. */
    notes: fww(v.array(Line)),
    messageId: fww(Line, { indexed: true }),
    /** The first of the References, or the message itself: all mails of one conversation share it. */
    threadId: fww(Line, { indexed: true }),
    /** Adapter and its version, as `roundcube@2026-11-01`, or `hand`. */
    capturedWith: fww(Line),
    /** The users who captured or wrote it and did not take that back; with none left it is not shown. */
    by: set(),
    loggedBy: fww(Id),
    outcome: lww(Line),
    satisfaction: lww(v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(5))),
    topic: lww(v.picklist(['enquiry', 'need', 'complaint', 'praise', 'repair', 'revisit'])),
    products: set(),
    /** What it was for: a customer, a talk of a lead with reps, or work on information inside the house. */
    purpose: lww(v.picklist(['customer', 'team', 'information'])),
    /** What information or paper the customer asked for, and what was sent; `answers` is the interaction that asked. */
    askedFor: lww(Line),
    sent: lww(Line),
    answers: lww(Id),
    campaign: lww(Id),
    /** Pictures kept with it, by their SHA-256 in hex; the bytes travel apart. */
    attachments: map(Attachment, { pii: true }),
    private: lww(v.boolean()),
    privateNote: lww(Text, { pii: true }),
    /** What a person typed: the text of a note or a call. It can be corrected, so the last write wins. */
    body: lww(Text, { pii: true }),
    keyedBy: fww(Text, { pii: true }),
  },
});
export type Interaction = ViewOf<typeof interactions>;
