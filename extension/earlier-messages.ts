import * as v from 'valibot';
import { Line } from '#shared/model/field.ts';
import { defineCall } from './page-messages.ts';

/**
 * The calls of the reader that fetches a customer's earlier mail. It is put into a webmail's page on a press in the panel and asks
 * what it may do: the background answers nothing to a page in which nobody pressed.
 */

/** So many messages are fetched at most, the newest of inbox and sent. */
export const MAX_EARLIER = 200;

/** The adapters whose webmail gives earlier mail: those that have a source in `earlier/sources.ts`. */
export const EARLIER_WEBMAILS: ReadonlySet<string> = new Set(['roundcube', 'sogo']);

/** Why nothing more is fetched: the webmail gives none, it refused, or the line is dead. */
export const EarlierFailure = v.picklist(['no-source', 'refused', 'gone', 'rule']);
export type EarlierFailure = v.InferOutput<typeof EarlierFailure>;

export const earlierCalls = {
  /** Whose mail is wanted: normalized addresses, and at most how many messages; none where nobody asked this page. */
  earlierWanted: defineCall({
    name: 'earlierWanted',
    from: 'page',
    input: v.strictObject({}),
    output: v.strictObject({ addresses: v.array(Line), most: v.number() }),
  }),
  /** What the webmail's search found, with the addresses that its list names. The answer names those whose source may be read: rules come first. */
  earlierFound: defineCall({
    name: 'earlierFound',
    from: 'page',
    input: v.strictObject({
      ownAddresses: v.array(Line),
      total: v.number(),
      mails: v.pipe(v.array(v.strictObject({ nativeId: Line, emails: v.array(Line) })), v.maxLength(MAX_EARLIER)),
    }),
    output: v.strictObject({ wanted: v.array(Line) }),
  }),
  /** One raw message, or null where the webmail did not give it. The answer says whether the next is wanted. */
  earlierRead: defineCall({
    name: 'earlierRead',
    from: 'page',
    input: v.strictObject({
      nativeId: Line,
      raw: v.nullable(v.strictObject({ latin1: v.string(), cutAtBytes: v.nullable(v.number()), totalBytes: v.number() })),
    }),
    output: v.strictObject({ goesOn: v.boolean() }),
  }),
  /** The reader has come to its end. */
  earlierEnded: defineCall({
    name: 'earlierEnded',
    from: 'page',
    input: v.strictObject({ failure: v.nullable(EarlierFailure) }),
    output: v.strictObject({}),
  }),
} as const;
