import * as v from 'valibot';
import { CapturedField, FoundOrder, OrderColumnRole, OrderTableCells } from '#shared/model/capture.ts';
import { Lesson } from '#shared/model/correction.ts';
import { Currency, Day, Id, Instant, Line, Text } from '#shared/model/field.ts';
import { ImportedContact } from '#shared/model/imported.ts';
import { Channel } from '#shared/model/interaction.ts';
import { PasteReading } from '#shared/model/offer.ts';
import { OrderLine } from '#shared/model/order.ts';
import { RULE_IDS } from '#shared/model/reason.ts';
import { earlierCalls, MAX_EARLIER } from './earlier-messages.ts';
import { defineCall, pageCalls } from './page-messages.ts';

/**
 * Every call between the contexts of the extension, grouped by who may send it. The background answers all of them:
 * it is the only one that writes. `transport.ts` checks the sender and parses input and output.
 */

const Nothing = v.strictObject({});
const TabId = v.pipe(v.number(), v.integer());

/** How much is logged without a press: nothing, mail with known customers, or every mail with people in it. */
export const CaptureMode = v.picklist(['ask', 'known', 'always']);
export type CaptureMode = v.InferOutput<typeof CaptureMode>;

/** A picture as it was pasted. What a browser draws from its bytes alone, and no document. */
export const PastedPicture = v.strictObject({
  name: Line,
  type: v.picklist(['image/png', 'image/jpeg', 'image/gif', 'image/webp']),
  base64: v.pipe(v.string(), v.maxLength(7_000_000)),
});
export type PastedPicture = v.InferOutput<typeof PastedPicture>;
/** So many pictures are kept with one contact. */
export const MAX_PICTURES = 10;
const Pictures = v.exactOptional(v.pipe(v.array(PastedPicture), v.maxLength(MAX_PICTURES)));

/** What a change did, and the handle that undoes it. */
const ActDone = v.strictObject({ act: v.number(), customer: v.nullable(Id), interaction: v.nullable(Id) });

/** So many contacts of a file are one act; more are for a server's console. */
export const MAX_IMPORTED = 5000;

const SimilarReason = v.picklist(['same-email', 'same-handle', 'same-phone', 'same-name', 'short-name', 'same-company', 'same-domain', 'same-place']);
const TwinSide = v.strictObject({ customer: Id, name: v.string(), detail: v.string() });

export const calls = {
  ...pageCalls,
  ...earlierCalls,

  /** Read the page of a tab for people and companies, on the user's press. */
  readPage: defineCall({ name: 'readPage', from: 'panel', input: v.strictObject({ tab: TabId }), output: Nothing }),
  /** How the frames of a tab are built, without any text of them: for a report on a layout that changed. */
  readStructure: defineCall({
    name: 'readStructure',
    from: 'panel',
    input: v.strictObject({ tab: TabId }),
    output: v.strictObject({ structures: v.array(v.string()) }),
  }),
  /** Keep what the worker beside an open page learnt from the whole book, and the reorder reminders that follow from it. */
  keepLearnt: defineCall({
    name: 'keepLearnt',
    from: 'panel',
    input: v.strictObject({
      asOf: Day,
      learnt: v.record(v.string(), v.unknown()),
      reminders: v.array(v.strictObject({ key: Line, fields: v.record(Line, v.nullable(v.string())) })),
    }),
    output: Nothing,
  }),
  /** Keep a person or company of a page as a customer, with the ticked fields as corrected. */
  savePageLead: defineCall({
    name: 'savePageLead',
    from: 'panel',
    input: v.strictObject({
      url: v.string(),
      kind: v.picklist(['person', 'company']),
      fields: v.array(CapturedField),
      corrected: v.array(Line),
      lessons: v.array(Lesson),
    }),
    output: ActDone,
  }),
  /** Keep an offered person as a customer, with the ticked fields as corrected, and log the open message. */
  saveLead: defineCall({
    name: 'saveLead',
    from: 'panel',
    input: v.strictObject({
      tab: TabId,
      email: Line,
      fields: v.array(CapturedField),
      corrected: v.array(Line),
      /** What was put right, remembered on this device for the next mail. */
      lessons: v.array(Lesson),
      log: v.boolean(),
      /** The customer in the book whose further address this is, as the user says; null: whoever has it, or somebody new. */
      into: v.nullable(Id),
    }),
    output: ActDone,
  }),
  /** Who in the book may be the same as a customer, or as a person who is not in it yet; with reasons, the surest first. */
  findSimilar: defineCall({
    name: 'findSimilar',
    from: 'panel',
    input: v.strictObject({
      customer: v.nullable(Id),
      person: v.nullable(
        v.strictObject({
          name: v.nullable(Line),
          emails: v.array(Line),
          phones: v.array(Line),
          companyName: v.nullable(Line),
          handles: v.record(v.string(), Line),
        }),
      ),
    }),
    output: v.strictObject({
      similar: v.array(
        v.strictObject({
          customer: Id,
          name: v.string(),
          detail: v.string(),
          share: v.number(),
          reasons: v.array(SimilarReason),
        }),
      ),
    }),
  }),
  /** Pairs of the whole book whom two people may have entered apart, with reasons, the surest first. */
  findTwins: defineCall({
    name: 'findTwins',
    from: 'panel',
    input: v.strictObject({}),
    output: v.strictObject({
      pairs: v.array(v.strictObject({ one: TwinSide, other: TwinSide, reasons: v.array(SimilarReason) })),
    }),
  }),
  /** Two customers are one (`on`), shown with what `customer` says; or they are not, and are not suggested again. */
  linkCustomers: defineCall({
    name: 'linkCustomers',
    from: 'panel',
    input: v.strictObject({ customer: Id, other: Id, on: v.boolean() }),
    output: ActDone,
  }),
  /** Log the open message with the customers that are known. */
  logMessage: defineCall({ name: 'logMessage', from: 'panel', input: v.strictObject({ tab: TabId }), output: ActDone }),
  /**
   * Never log mail with this address or domain again; gives the rule as it is kept. Fails with `bad-request`, whose detail
   * `fault` says why: `bad` (neither address nor domain), `own` (the user's own address or domain), `there` (listed already).
   */
  neverLog: defineCall({ name: 'neverLog', from: 'panel', input: v.strictObject({ value: Line }), output: v.strictObject({ rule: Line }) }),
  /** What the never-log list says of some addresses: the rule that holds, and the domain that a rule may name. */
  tellLogging: defineCall({
    name: 'tellLogging',
    from: 'panel',
    input: v.strictObject({ emails: v.array(Line) }),
    output: v.strictObject({
      people: v.array(v.strictObject({ email: Line, rule: v.nullable(Line), domain: v.nullable(Line) })),
      ownDomain: v.nullable(Line),
    }),
  }),
  /** Take a never-log rule back. */
  allowLog: defineCall({ name: 'allowLog', from: 'panel', input: v.strictObject({ value: Line }), output: Nothing }),
  /** A customer typed by hand. */
  addCustomer: defineCall({
    name: 'addCustomer',
    from: 'panel',
    input: v.strictObject({ name: Line, email: v.nullable(Line), phone: v.nullable(Line) }),
    output: ActDone,
  }),
  /** A note or call about a customer, as typed. */
  addNote: defineCall({
    name: 'addNote',
    from: 'panel',
    input: v.strictObject({
      customer: Id,
      channel: Channel,
      direction: v.picklist(['in', 'out', 'none']),
      body: Text,
      outcome: v.nullable(Line),
      durationMinutes: v.nullable(v.number()),
      happenedAt: v.nullable(Instant),
      pictures: Pictures,
    }),
    output: ActDone,
  }),
  /** An order as typed: its day, currency and lines, amounts in minor units. */
  addOrder: defineCall({
    name: 'addOrder',
    from: 'panel',
    input: v.strictObject({
      customer: Id,
      number: v.nullable(Line),
      placedOn: Day,
      currency: Currency,
      lines: v.pipe(v.array(OrderLine), v.minLength(1)),
      /** Where it was read; without it somebody typed it. */
      source: v.exactOptional(v.picklist(['mail', 'paste'])),
      /** The id of an order that a mail offered, so that two who keep it keep one. */
      id: v.exactOptional(Id),
    }),
    output: ActDone,
  }),
  /** What a pasted text looks like. Nothing is kept. `today`: the user's calendar day, for talks that say "yesterday". */
  readPaste: defineCall({
    name: 'readPaste',
    from: 'panel',
    input: v.strictObject({ text: v.string(), html: v.string(), today: Day }),
    output: v.strictObject({ reading: PasteReading }),
  }),
  /** The order of a table whose columns the user told; null where they say not both what and how many. `around` may name the currency. */
  readColumns: defineCall({
    name: 'readColumns',
    from: 'panel',
    input: v.strictObject({ table: OrderTableCells, around: v.string() }),
    output: v.strictObject({ order: v.nullable(FoundOrder) }),
  }),
  /** Remember the columns of a sender's tables as the user put them right. */
  learnColumns: defineCall({
    name: 'learnColumns',
    from: 'panel',
    input: v.strictObject({ sender: Line, heading: v.array(Line), roles: v.array(OrderColumnRole) }),
    output: Nothing,
  }),
  /** A pasted talk with a customer, one contact a day. */
  addTalk: defineCall({
    name: 'addTalk',
    from: 'panel',
    input: v.strictObject({
      customer: Id,
      app: v.picklist(['wechat', 'whatsapp', 'chat']),
      talks: v.pipe(
        v.array(
          v.strictObject({
            onDay: Day,
            /** When it began on the wall's clock, `HH:MM`; null where the text gives no time. */
            at: v.nullable(v.pipe(v.string(), v.regex(/^\d\d:\d\d$/u))),
            direction: v.picklist(['in', 'out', 'none']),
            text: v.string(),
          }),
        ),
        v.minLength(1),
      ),
      /** The zone of those clocks: the user's own. */
      zone: Line,
      /** Kept with the first of the days. */
      pictures: Pictures,
    }),
    output: ActDone,
  }),
  /** The open pages of switched-on webmails; `gives`: whether that webmail gives earlier mail. */
  listMailTabs: defineCall({
    name: 'listMailTabs',
    from: 'panel',
    input: Nothing,
    output: v.strictObject({ tabs: v.array(v.strictObject({ tab: TabId, host: v.string(), adapter: Line, gives: v.boolean() })) }),
  }),
  /** Fetch a customer's earlier mail by an open page of a webmail. How far it is stands in the setting `earlierRun`. */
  fetchEarlier: defineCall({ name: 'fetchEarlier', from: 'panel', input: v.strictObject({ tab: TabId, customer: Id }), output: Nothing }),
  /** Fetch no more: what was read until now can be kept. */
  stopEarlier: defineCall({ name: 'stopEarlier', from: 'panel', input: Nothing, output: Nothing }),
  /** Forget what was fetched. */
  dropEarlier: defineCall({ name: 'dropEarlier', from: 'panel', input: Nothing, output: Nothing }),
  /** Keep the ticked mails of a fetch, by their place in its list: one act, undone as one. */
  keepEarlier: defineCall({
    name: 'keepEarlier',
    from: 'panel',
    input: v.strictObject({ customer: Id, places: v.pipe(v.array(v.pipe(v.number(), v.integer())), v.minLength(1), v.maxLength(MAX_EARLIER)) }),
    output: ActDone,
  }),
  /** Keep a meeting of the open mail's invitation; one that was moved replaces its earlier time, one that was called off is taken out. */
  keepMeeting: defineCall({ name: 'keepMeeting', from: 'panel', input: v.strictObject({ tab: TabId, id: Id }), output: ActDone }),
  /** Fetch a picture of a contact from the server, where this browser does not hold it. */
  fetchPicture: defineCall({ name: 'fetchPicture', from: 'panel', input: v.strictObject({ record: Id, hash: Line }), output: Nothing }),
  /** Another value for one field of a customer; an empty text clears it. For a set, `was` is the element replaced. */
  editField: defineCall({
    name: 'editField',
    from: 'panel',
    input: v.strictObject({ id: Id, field: Line, was: v.nullable(Line), value: Line }),
    output: ActDone,
  }),
  /** The action that a rule advises is done, or put away: it is kept with the day, and the rule is silent for a while. */
  settleAdvice: defineCall({
    name: 'settleAdvice',
    from: 'panel',
    input: v.strictObject({ customer: Id, rule: v.picklist(RULE_IDS), how: v.picklist(['done', 'dismissed']) }),
    output: ActDone,
  }),
  /** A task is done, or it is put away as not needed: both stay so for the order that it follows. */
  closeTask: defineCall({
    name: 'closeTask',
    from: 'panel',
    input: v.strictObject({ task: Id, as: v.picklist(['done', 'dropped']) }),
    output: ActDone,
  }),
  /** Put back what an act changed. */
  importContacts: defineCall({
    name: 'importContacts',
    from: 'panel',
    input: v.strictObject({ source: Line, contacts: v.pipe(v.array(ImportedContact), v.maxLength(MAX_IMPORTED)) }),
    output: v.strictObject({
      act: v.nullable(v.number()),
      added: v.number(),
      filled: v.number(),
      unchanged: v.number(),
      deleted: v.array(v.number()),
    }),
  }),
  undo: defineCall({ name: 'undo', from: 'panel', input: v.strictObject({ act: v.number() }), output: Nothing }),

  /** Join a team's server with a pairing code. */
  pair: defineCall({
    name: 'pair',
    from: 'panel',
    input: v.strictObject({ server: Line, code: Line }),
    output: v.strictObject({ organization: v.string(), user: v.string() }),
  }),
  /** Leave the team's server: the book goes from this browser, and what was not sent stays as a file for the server. */
  leave: defineCall({ name: 'leave', from: 'panel', input: Nothing, output: Nothing }),
  /** The file of this name is put away for good. */
  dropUnsentFile: defineCall({ name: 'dropUnsentFile', from: 'panel', input: v.strictObject({ name: Line }), output: Nothing }),
  /** Keep the book in this browser only. */
  useLocally: defineCall({ name: 'useLocally', from: 'panel', input: v.strictObject({ name: Line, email: Line }), output: Nothing }),
  /** A site was granted by the user: read it from now on. */
  addSite: defineCall({ name: 'addSite', from: 'panel', input: v.strictObject({ origin: Line, mode: CaptureMode }), output: Nothing }),
  /** How much a site logs by itself. */
  setMode: defineCall({ name: 'setMode', from: 'panel', input: v.strictObject({ origin: Line, mode: CaptureMode }), output: Nothing }),
  /** Read a site no longer; the browser's leave for it is given back. */
  removeSite: defineCall({ name: 'removeSite', from: 'panel', input: v.strictObject({ origin: Line }), output: Nothing }),
  /** Read the tab's page again. */
  readAgain: defineCall({ name: 'readAgain', from: 'panel', input: v.strictObject({ tab: TabId }), output: Nothing }),
  /** Send and fetch what waits, now. */
  syncNow: defineCall({ name: 'syncNow', from: 'panel', input: Nothing, output: Nothing }),
  /** The user writes a refused edit once more, as of now: it was refused for when it was written. */
  writeRefusedAgain: defineCall({ name: 'writeRefusedAgain', from: 'panel', input: v.strictObject({ n: v.number() }), output: ActDone }),
  /** The user puts a refused edit away. */
  dropRefused: defineCall({ name: 'dropRefused', from: 'panel', input: v.strictObject({ n: v.number() }), output: Nothing }),
} as const;
