import * as v from 'valibot';
import { CapturedContact, FoundOrder, MarkupTrust } from './capture.ts';
import { Day, Id, Instant, Line, Share } from './field.ts';

/** What a mail or a pasted text offers beside its people: untrusted until a person says yes. */

/** Where the sender marked an order up: whether he is the shop that the markup names, and how sure the order is by that. */
export const OrderMarkup = v.strictObject({ trust: MarkupTrust, shop: v.nullable(Line), confidence: Share });
export type OrderMarkup = v.InferOutput<typeof OrderMarkup>;

/** An order found in a mail, with the id that it has or will have in every book of the organization. `markup`: the sender marked it up. */
export const OfferedOrder = v.strictObject({ id: Id, order: FoundOrder, markup: v.exactOptional(OrderMarkup) });
export type OfferedOrder = v.InferOutput<typeof OfferedOrder>;

/** A meeting that a mail invites to, moves or calls off. */
export const OfferedMeeting = v.strictObject({
  /** The id that this time of the meeting has or will have in the book. */
  id: Id,
  /** All states and times of one meeting share it. */
  thread: Line,
  subject: v.string(),
  place: v.string(),
  /** Null for a whole day. */
  startsAt: v.nullable(Instant),
  onDay: Day,
  durationMinutes: v.nullable(v.number()),
  state: v.picklist(['planned', 'tentative', 'cancelled']),
  /** True where the invitation names no zone that is known, so that its time was read in this browser's. */
  isZoneGuessed: v.boolean(),
  people: v.array(v.strictObject({ name: v.string(), email: Line })),
});
export type OfferedMeeting = v.InferOutput<typeof OfferedMeeting>;

/** One message of a pasted talk; `at` is a clock time as written, `HH:MM`. */
export const TalkMessage = v.strictObject({ speaker: Line, at: v.nullable(v.pipe(v.string(), v.regex(/^\d\d:\d\d$/u))), text: v.string() });

/** A pasted talk, split by day, speaker and time. */
export const PastedTalk = v.strictObject({
  app: v.picklist(['wechat', 'whatsapp', 'chat']),
  speakers: v.array(Line),
  talks: v.array(v.strictObject({ onDay: v.nullable(Day), messages: v.array(TalkMessage) })),
  isDayOrderGuessed: v.boolean(),
});
export type PastedTalk = v.InferOutput<typeof PastedTalk>;

/** What a pasted text looks like. */
export const PasteReading = v.variant('kind', [
  v.strictObject({ kind: v.literal('talk'), talk: PastedTalk }),
  v.strictObject({ kind: v.literal('order'), order: FoundOrder }),
  v.strictObject({ kind: v.literal('contact'), contact: CapturedContact }),
  v.strictObject({ kind: v.literal('text') }),
]);
export type PasteReading = v.InferOutput<typeof PasteReading>;
