import * as v from 'valibot';
import { browser } from 'wxt/browser';
import { CapturedContact, CapturedMessage, OrderColumnRole, PageCapture } from '#shared/model/capture.ts';
import { Correction } from '#shared/model/correction.ts';
import { Day, Id, Instant, Line } from '#shared/model/field.ts';
import { OfferedMeeting, OfferedOrder } from '#shared/model/offer.ts';
import { EarlierFailure } from './earlier-messages.ts';
import { CaptureMode } from './messages.ts';

/** A declared storage key. `area`: `local` stays, `session` lives in memory until the browser closes. */
export type Setting<S extends v.GenericSchema<unknown, unknown>> = {
  readonly key: string;
  readonly area: 'local' | 'session';
  readonly schema: S;
  readonly fallback: v.InferOutput<S>;
};

function defineSetting<S extends v.GenericSchema<unknown, unknown>>(setting: Setting<S>): Setting<S> {
  return setting;
}

/** The webmails that the user switched on, by origin, each with how much it logs by itself. */
export const sites = defineSetting({
  key: 'sites',
  area: 'local',
  schema: v.array(v.strictObject({ origin: Line, mode: CaptureMode })),
  fallback: [],
});

/** True when two origins lie on one host: the browser's leave for a site holds for all its ports. */
export function isSameHost(one: string, other: string): boolean {
  return URL.canParse(one) && URL.canParse(other) && hostOf(one) === hostOf(other);
}

function hostOf(origin: string): string {
  const { protocol, hostname } = new URL(origin);
  return `${protocol}//${hostname}`;
}

/** Addresses and domains whose mail is never logged; they stay on this device. */
export const neverLogRules = defineSetting({ key: 'neverLogRules', area: 'local', schema: v.array(Line), fallback: [] });

/** Columns of order tables that the user put right, by the sender whose tables they are; they stay on this device. */
export const orderColumns = defineSetting({
  key: 'orderColumns',
  area: 'local',
  schema: v.array(v.strictObject({ sender: Line, heading: v.array(Line), roles: v.array(OrderColumnRole) })),
  fallback: [],
});

/** Since when this browser has read mail: when the first site was switched on. */
export const mailSeenSince = defineSetting({ key: 'mailSeenSince', area: 'local', schema: v.nullable(Instant), fallback: null });

/** What was fetched of a customer's earlier mail, and when: the oldest mail reached, and whether all that the webmail found was. */
const Reach = v.strictObject({
  customer: Id,
  /** The act that kept it: taken back, nothing was reached. */
  act: v.number(),
  onDay: Day,
  host: v.string(),
  oldestAt: v.nullable(Instant),
  isAll: v.boolean(),
});
export const earlierReach = defineSetting({ key: 'earlierReach', area: 'local', schema: v.array(Reach), fallback: [] });

/** A mail that was fetched, as the panel lists it. `place` is its number among the mails of this fetch. */
const EarlierMail = v.strictObject({
  place: v.number(),
  interaction: Id,
  subject: v.string(),
  sentAt: v.nullable(Instant),
  precision: v.picklist(['second', 'minute', 'day']),
  direction: v.picklist(['in', 'out']),
  inBook: v.boolean(),
});
/** A fetch of a customer's earlier mail; kept in memory only. */
export const EarlierRun = v.nullable(
  v.strictObject({
    customer: Id,
    tab: v.number(),
    host: v.string(),
    adapter: Line,
    phase: v.picklist(['searching', 'reading', 'done', 'stopped', 'failed']),
    failure: v.nullable(EarlierFailure),
    /** The customer's addresses that are asked for, and the user's own, as `listOwnAddresses` gives them. */
    addresses: v.array(Line),
    own: v.array(Line),
    /** What the webmail found, what is fetched of it, and what has come. */
    total: v.number(),
    wanted: v.number(),
    read: v.number(),
    /** Messages left out, by reason; and the rules that held some back. */
    held: v.record(v.string(), v.number()),
    rules: v.array(Line),
    mails: v.array(EarlierMail),
  }),
);
export type EarlierRun = NonNullable<v.InferOutput<typeof EarlierRun>>;
export const earlierRun: Setting<typeof EarlierRun> = { key: 'earlierRun', area: 'session', schema: EarlierRun, fallback: null };

/** A mail of the fetch that is going on, apart from the others: one list of two hundred would be written anew for each. */
const EarlierMessage = v.nullable(CapturedMessage);
export function earlierMessage(place: number): Setting<typeof EarlierMessage> {
  return { key: `earlier:${place}`, area: 'session', schema: EarlierMessage, fallback: null };
}

/** What the user put right in offered contacts, the newest last; it stays on this device. */
export const corrections = defineSetting({ key: 'corrections', area: 'local', schema: v.array(Correction), fallback: [] });

/** The mode of a site that has none of its own; set by the test build's address line. */
export const defaultMode = defineSetting({ key: 'defaultMode', area: 'local', schema: CaptureMode, fallback: 'ask' });

/**
 * How the adapters do on this device, by adapter: messages read with each version, how often each anchor was not found, and what was
 * missing on how many messages running (`last` tells them apart). Counts only: no address and no text.
 */
export const layoutHealth = defineSetting({
  key: 'layoutHealth',
  area: 'local',
  schema: v.record(
    v.string(),
    v.strictObject({
      read: v.record(v.string(), v.number()),
      failed: v.record(v.string(), v.number()),
      /** Messages that the reader for unknown webmails had to read, or that an anchor was missing on. */
      fellBack: v.optional(v.number(), 0),
      failedMessages: v.optional(v.number(), 0),
      running: v.number(),
      missing: v.array(Line),
      last: v.string(),
    }),
  ),
  fallback: {},
});

/** What the server was told last of `layoutHealth`, so that it is told only what is new. */
export const layoutTold = defineSetting({ key: 'layoutTold', area: 'local', schema: v.string(), fallback: '' });

/** What one frame of a tab shows, as the panel reads it. */
export const FrameState = v.strictObject({
  document: Line,
  origin: v.string(),
  top: v.boolean(),
  reading: v.variant('kind', [
    v.strictObject({
      kind: v.literal('message'),
      message: CapturedMessage,
      direction: v.picklist(['in', 'out']),
      /** The people on the other side, each as a lead with what was found of them. */
      people: v.array(v.strictObject({ role: v.picklist(['from', 'to', 'cc']), name: v.string(), email: Line, contact: CapturedContact })),
      /** True while the raw message is still being fetched. */
      waitsForRaw: v.boolean(),
      /** The id that this mail has or will have in the book; null before the first run is done. */
      interaction: v.nullable(Id),
      /** Why it is not logged by itself: a rule of the user, machine mail, too many people, a thread that the customer left, only colleagues. */
      heldBack: v.nullable(v.picklist(['rule', 'automatic', 'too-many', 'left-thread', 'own-domain'])),
      /** The act that logged it without a press, so that it can be undone. */
      autoLogged: v.nullable(v.number()),
      /** The webmail's layout changed: what its adapter misses on one message after another. */
      layoutChanged: v.optional(v.strictObject({ adapter: Line, missing: v.array(Line) })),
      /** Orders that stand in it without markup, and meetings that it invites to: offers, nothing is applied by itself. */
      orders: v.array(OfferedOrder),
      meetings: v.array(OfferedMeeting),
    }),
    /** A mail is being written to these people; nothing of it is kept. */
    v.strictObject({
      kind: v.literal('compose'),
      adapter: Line,
      subject: v.string(),
      people: v.array(v.strictObject({ name: v.string(), email: Line })),
    }),
    v.strictObject({ kind: v.literal('list'), adapter: Line }),
    v.strictObject({ kind: v.literal('unreadable'), adapter: Line, missing: v.array(Line) }),
    v.strictObject({ kind: v.literal('no-webmail') }),
    /** Read on the user's press, or from a selection. */
    v.strictObject({ kind: v.literal('page'), capture: PageCapture }),
  ]),
});
export type FrameState = v.InferOutput<typeof FrameState>;

/** The frames of a tab that have reported, by frame id. */
export const TabState = v.record(v.string(), FrameState);
export type TabState = v.InferOutput<typeof TabState>;

/** The tab on which the toolbar button was pressed last: only then does the browser tell the address of a page that is not allowed. */
export const Pressed = v.nullable(v.object({ tab: v.number(), atMs: v.number() }));
export const pressed: Setting<typeof Pressed> = { key: 'pressed', area: 'session', schema: Pressed, fallback: null };

/** What a tab shows; kept in memory only, so that a restarted background still knows it. */
export function tabState(tab: number): Setting<typeof TabState> {
  return { key: `tab:${tab}`, area: 'session', schema: TabState, fallback: {} };
}

/** The setting's value; what does not parse (an older version wrote it) is the fallback. */
export async function readSetting<S extends v.GenericSchema<unknown, unknown>>(setting: Setting<S>): Promise<v.InferOutput<S>> {
  const held: Record<string, unknown> = await browser.storage[setting.area].get(setting.key);
  const parsed = v.safeParse(setting.schema, held[setting.key]);
  return parsed.success ? parsed.output : setting.fallback;
}

/** Writes a setting. */
export async function writeSetting<S extends v.GenericSchema<unknown, unknown>>(setting: Setting<S>, value: v.InferOutput<S>): Promise<void> {
  await browser.storage[setting.area].set({ [setting.key]: value });
}

/** Removes a setting: its fallback holds again. */
export async function removeSetting<S extends v.GenericSchema<unknown, unknown>>(setting: Setting<S>): Promise<void> {
  await browser.storage[setting.area].remove(setting.key);
}

/** Calls `onChange` with the setting's value now and at each change, until `signal` aborts. */
export function watchSetting<S extends v.GenericSchema<unknown, unknown>>(
  setting: Setting<S>,
  signal: AbortSignal,
  onChange: (value: v.InferOutput<S>) => void,
): void {
  const tell = (): void => {
    readSetting(setting).then(
      (value) => {
        if (!signal.aborted) {
          onChange(value);
        }
      },
      // Storage is gone only when the extension is being updated: the page is closed with it.
      () => undefined,
    );
  };
  const listener = (changes: Record<string, unknown>, area: string): void => {
    if (area === setting.area && Object.hasOwn(changes, setting.key)) {
      tell();
    }
  };
  browser.storage.onChanged.addListener(listener);
  signal.addEventListener('abort', () => browser.storage.onChanged.removeListener(listener));
  tell();
}
