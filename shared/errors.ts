/** Every failure that crosses a border has one of these codes; the text that a person reads is chosen from it. */
export type ErrorCode =
  | 'bad-request'
  | 'body-too-large'
  | 'browser-full'
  | 'clock-off'
  | 'code-burnt'
  | 'code-expired'
  | 'code-unknown'
  | 'customer-not-found'
  | 'database-away'
  | 'database-foreign'
  | 'database-in-use'
  | 'database-key-lost'
  | 'database-newer'
  | 'device-forked'
  | 'device-revoked'
  | 'email-taken'
  | 'forbidden'
  | 'internal'
  | 'interaction-not-found'
  | 'month-changed'
  | 'month-closed'
  | 'month-open'
  | 'month-unfinished'
  | 'move-differs'
  | 'no-server'
  | 'not-found'
  | 'not-paired'
  | 'nothing-to-undo'
  | 'offline'
  | 'origin-refused'
  | 'page-unreadable'
  | 'password-weak'
  | 'push-gap'
  | 'resync'
  | 'server-unreachable'
  | 'set-up-already'
  | 'set-up-link-used'
  | 'sign-in-failed'
  | 'signed-out'
  | 'site-not-granted'
  | 'storage-full'
  | 'too-many-tries'
  | 'unsent-altered'
  | 'unsent-edits'
  | 'unsent-foreign'
  | 'update-needed'
  | 'user-not-found';

/** The only error class of ours that is thrown: a code, what it was about, and what caused it. */
export class AppError extends Error {
  override readonly name = 'AppError';
  readonly code: ErrorCode;
  readonly details: Readonly<Record<string, string | number | boolean>>;

  constructor(code: ErrorCode, details: Readonly<Record<string, string | number | boolean>> = {}, cause?: unknown) {
    super(code, { cause });
    this.code = code;
    this.details = details;
  }
}
