import * as v from 'valibot';
import { CapturedAddress, CapturedMessage, PageCapture } from '#shared/model/capture.ts';
import { Line } from '#shared/model/field.ts';

/**
 * The calls that a content script may send. They stand apart from the panel's, so that a page loads no more of the program than
 * it uses. The background answers them; `transport.ts` checks the sender and parses input and output.
 */

type Schema = v.GenericSchema<unknown, unknown>;

/** A call: who may send it, what it carries, what comes back. */
export type Call<I extends Schema = Schema, O extends Schema = Schema> = {
  readonly name: string;
  readonly from: 'page' | 'panel';
  readonly input: I;
  readonly output: O;
};

/** Checks the types of a call and gives it back. */
export function defineCall<I extends Schema, O extends Schema>(call: Call<I, O>): Call<I, O> {
  return call;
}

const Nothing = v.strictObject({});

/** What a frame of a page shows; the background keeps the last report of every frame. */
export const PageReport = v.variant('kind', [
  v.strictObject({
    kind: v.literal('message'),
    message: CapturedMessage,
    /** True when the webmail gives the raw message too. */
    hasRaw: v.boolean(),
    /** Anchors that the adapter did not find and the message can do without. */
    missing: v.exactOptional(v.array(Line)),
    /** Tells this message from the one before, without saying anything of it. */
    at: v.exactOptional(v.string()),
  }),
  /** A mail is being written to these people. */
  v.strictObject({
    kind: v.literal('compose'),
    adapter: Line,
    to: v.array(CapturedAddress),
    cc: v.array(CapturedAddress),
    bcc: v.array(CapturedAddress),
    subject: v.string(),
  }),
  v.strictObject({ kind: v.literal('list'), adapter: Line }),
  /** `fallback`: what the reader for unknown webmails makes of the page. */
  v.strictObject({
    kind: v.literal('unreadable'),
    adapter: Line,
    missing: v.array(Line),
    at: v.exactOptional(v.string()),
    fallback: v.exactOptional(v.nullable(CapturedMessage)),
  }),
  v.strictObject({ kind: v.literal('no-webmail') }),
]);
export type PageReport = v.InferOutput<typeof PageReport>;

/** Every call from a page. */
export const pageCalls = {
  /** A frame's content changed and has settled. The answer says whether the raw message is wanted: never-log rules come first. */
  pageRead: defineCall({
    name: 'pageRead',
    from: 'page',
    input: v.strictObject({ document: Line, top: v.boolean(), report: PageReport }),
    output: v.strictObject({ wantsRaw: v.boolean() }),
  }),
  /** The raw message that was asked for: one character a byte and where it was cut, or why the webmail did not give it. */
  rawRead: defineCall({
    name: 'rawRead',
    from: 'page',
    input: v.strictObject({
      document: Line,
      nativeId: v.nullable(Line),
      raw: v.nullable(v.strictObject({ latin1: v.string(), cutAtBytes: v.nullable(v.number()), totalBytes: v.number() })),
      failure: v.nullable(v.picklist(['offline', 'refused', 'not-a-message'])),
    }),
    output: Nothing,
  }),

  /** What a web page or a selection in it holds; sent by the reader that a press of the user started there. */
  pageCaptured: defineCall({ name: 'pageCaptured', from: 'page', input: v.strictObject({ capture: PageCapture }), output: Nothing }),
  /** How a frame is built, for a report that the user asked for: no text of it. */
  structureRead: defineCall({ name: 'structureRead', from: 'page', input: v.strictObject({ structure: v.string() }), output: Nothing }),
} as const;
