import type { Texts } from '#shared/text/index.ts';
import type { CapturedField, FoundOrder } from '#shared/model/capture.ts';
import type { OrderMarkup } from '#shared/model/offer.ts';
import type { Currency, Day, Instant } from '#shared/model/field.ts';
import type { Channel } from '#shared/model/interaction.ts';
import type { RefusalTexts } from '#shared/text/keys.ts';
import type { Tier } from '#shared/ui/customer/CustomerCard.tsx';

/** Where this browser stands with its server. */
export type SyncState = {
  /** False: the book lives in this browser only. */
  readonly paired: boolean;
  readonly offline: boolean;
  /** Since when there is no connection, where that is known. */
  readonly offlineSince?: Instant | undefined;
  readonly waiting: number;
  readonly stuck: number;
  readonly refused: number;
  /** When everything was last on the server; null before the first time. */
  readonly savedAt: Instant | null;
  /** The server has not answered for so long that the book is not shown. */
  readonly locked?: boolean;
};

/** A change that the server does not have yet. `field` undefined: the whole customer or interaction is new. */
export type WaitingItem = {
  readonly id: string;
  /** Whose it is: the customer's name. */
  readonly name: string;
  readonly channel?: Channel | undefined;
  readonly field?: string | undefined;
  readonly at: Instant;
};

/** A change that the server did not take. */
export type RefusedItem = {
  readonly id: string;
  readonly name: string;
  readonly field: string;
  readonly reason: keyof RefusalTexts;
  /** What was written; null when a value was removed. */
  readonly wrote: string | null;
  /** What was there before; null for nothing, missing where it is not known. */
  readonly was?: string | null;
  /** The same may be written again: it was refused for when it was written, not for what it is. */
  readonly again?: boolean;
  /** What the card shows now; null for no value. */
  readonly shows: string | null;
};

/** A change that is tried again and again without an answer. */
export type StuckItem = WaitingItem & { readonly tries: number; readonly code: string };

/** A value that the rep chose to keep, with where it came from; `corrected` when it was written over. */
export type ChosenField = CapturedField & { readonly corrected: boolean };

/** Another person in the open mail. */
export type OtherPerson = {
  readonly email: string;
  readonly name: string;
  readonly state: 'known' | 'offer' | 'never-logged' | 'own';
  /** The customer, when known. */
  readonly id?: string | undefined;
};

/** What would be logged of the open mail. */
export type MailLine = { readonly subject: string; readonly at: Instant | null; readonly precision: 'second' | 'minute' | 'day' };

/** A customer in a list: found by search, or captured lately. */
export type Hit = {
  readonly id: string;
  readonly kind: 'person' | 'company';
  readonly name: string;
  /** Title, company, place, or the address or phone that was found. */
  readonly second?: string | undefined;
  readonly tier?: Tier | undefined;
  readonly at?: Instant | undefined;
};

/** Whether mail with an address is logged: the rule that holds it back, and the domain that a rule may name where one firm owns it. */
export type LoggingOf = { readonly email: string; readonly rule: string | null; readonly domain: string | null };

/** What is wrong with a new rule: neither address nor domain, the user's own, or on the list already. */
export type RuleFault = 'bad' | 'own' | 'there';

/** A webmail that can be allowed. */
export type WebmailChoice = { readonly id: string; readonly name: string; readonly host: string; readonly allowed: boolean };

/** What a call or note holds when it is saved. */
export type NoteDraft = {
  readonly kind: 'note' | 'call';
  readonly text: string;
  readonly outcome: string;
  readonly direction: 'in' | 'out' | 'none';
  readonly durationMinutes: number | undefined;
};

/** The part of a mail that a reader did not find. */
export type MissingPart = 'sender' | 'address' | 'date' | 'subject' | 'text' | 'message' | 'id';

/** The first run: where the book lives, once that is settled. */
export type Settled = { readonly kind: 'server'; readonly organization: string; readonly user: string } | { readonly kind: 'browser' };

/** One line of an order as a rep wrote it. Sums are minor units of the order's currency. */
export type OrderDraftLine = {
  readonly productName: string;
  readonly quantity: number;
  readonly unitPriceMinor: number | undefined;
  readonly amountMinor: number;
  readonly unit?: string;
  /** What the customer's tier takes off, already taken off `amountMinor`. */
  readonly tierDiscountMinor?: number;
};

/** An order that a mail or a pasted text offers, before it is confirmed. */
export type OrderOffer = {
  /** Whose it is: it is never shown on another customer's page. */
  readonly customer: string;
  readonly order: FoundOrder;
  /** The sender marked it up: whether he is the shop. */
  readonly markup?: OrderMarkup | undefined;
  readonly source: 'mail' | 'paste';
  /** The id that an order of a mail gets in every book. */
  readonly id?: string | undefined;
  /** Whose tables are read so from now on when the columns are put right. */
  readonly sender?: string | undefined;
  /** The day of the mail; without it today. */
  readonly placedOn?: Day | undefined;
};

/** An order entered by hand, checked and ready to be saved. */
export type OrderDraft = {
  /** Calendar day: `2026-11-20`. */
  readonly placedOn: Day;
  readonly number: string | undefined;
  readonly currency: Currency;
  readonly lines: readonly OrderDraftLine[];
};

/** A customer who may be the same as another, and why. */
export type Similar = {
  readonly customer: string;
  readonly name: string;
  /** An address or company, to tell namesakes apart. */
  readonly detail: string;
  readonly reasons: readonly (keyof Texts['similar']['reasons'])[];
};

/** Two customers whom two people may have entered apart, and why they may be one. */
export type TwinPair = { readonly one: Omit<Similar, 'reasons'>; readonly other: Omit<Similar, 'reasons'>; readonly reasons: Similar['reasons'] };

/** An open webmail from which a customer's earlier mail may be fetched. `gives`: false where that webmail has no search to ask. */
export type EarlierPlace = { readonly tab: number; readonly webmail: string; readonly host: string; readonly gives: boolean };

/** What a fetch of earlier mail brought: the mails by their place in it, and how many were left out for which reason. */
export type EarlierFetch = {
  readonly host: string;
  readonly phase: 'searching' | 'reading' | 'done' | 'stopped' | 'failed';
  readonly total: number;
  readonly wanted: number;
  readonly held: Readonly<Record<string, number>>;
  readonly rules: readonly string[];
  readonly mails: readonly {
    readonly place: number;
    readonly subject: string;
    readonly sentAt: Instant | null;
    readonly direction: 'in' | 'out';
    readonly inBook: boolean;
  }[];
};
