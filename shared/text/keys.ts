import type { ErrorCode } from '../errors.ts';
import type { CaptureNote } from '../model/capture.ts';
import type { Provenance } from '../model/customer.ts';
import type { Channel } from '../model/interaction.ts';
import type { ReasonCode, ReasonNumbers, RuleId, StageId } from '../model/reason.ts';
import type { Role } from '../model/role.ts';
import type { Task } from '../model/task.ts';

/** A sentence for every error code, so that a new code without one does not compile. */
export type ErrorTexts = Readonly<Record<ErrorCode, string>>;

/** A sentence for every note of a reader; it is given the note's detail, which may be empty. */
export type CaptureNoteTexts = Readonly<Record<CaptureNote['key'], (detail: string) => string>>;

/** A word for every channel. */
export type ChannelTexts = Readonly<Record<Channel, string>>;

/** A word for every place a value comes from. */
export type SourceTexts = Readonly<Record<Provenance['reader'], string>>;

/** A word for every role. */
export type RoleTexts = Readonly<Record<Role, string>>;

/** Why the server did not take a change, in the words of the wire (`PushReply.rejected`). */
export type RefusalTexts = Readonly<Record<'future' | 'tooOld' | 'forbidden' | 'invalid', string>>;

/** A word for every value tier. */
export type TierTexts = Readonly<Record<'high' | 'general' | 'low', string>>;

/** A title for every kind of task that a rule makes; it is given the product's name, which may be empty. */
export type TaskTitles = Readonly<Record<NonNullable<Task['titleKey']>, (product: string) => string>>;

/** How sentences write what only the reader's place can write: sums, days and shares. */
export type Say = {
  readonly money: (minor: number, currency: string) => string;
  /** A calendar day such as 2026-11-23. */
  readonly day: (day: string) => string;
  /** A share of 0 to 1. */
  readonly share: (share: number) => string;
};

/** A sentence for every reason that an analysis gives. */
export type ReasonTexts = { readonly [C in ReasonCode]: (numbers: ReasonNumbers[C], say: Say) => string };

/** A word for every stage of a customer. */
export type StageTexts = Readonly<Record<StageId, string>>;

/** What to do by each rule of the next best action. */
export type AdviceTexts = Readonly<Record<RuleId, string>>;
