import type { AppError, ErrorCode } from '#shared/errors.ts';

/** The status of a failure's answer and its sentence in plain English. Clients choose their own text by the code. */
export type Refusal = { readonly status: 400 | 401 | 403 | 404 | 409 | 410 | 413 | 426 | 429 | 500 | 503 | 507; readonly sentence: string };

const INTERNAL: Refusal = { status: 500, sentence: 'The server failed at this and has noted it in its log.' };

/** Codes that only a client uses are missing here and count as a failure of the server. */
const refusals: Partial<Readonly<Record<ErrorCode, Refusal>>> = {
  'bad-request': { status: 400, sentence: 'The server does not understand this request.' },
  'body-too-large': { status: 413, sentence: 'The request is larger than the server takes.' },
  'clock-off': { status: 409, sentence: 'The clock of the device is too far from the server’s.' },
  'code-burnt': { status: 429, sentence: 'Five wrong codes were tried from this address. Ask for a new code.' },
  'code-expired': { status: 410, sentence: 'This code has run out: a code works for ten minutes. Ask for a new one.' },
  'code-unknown': { status: 404, sentence: 'This code is not known or was used already.' },
  'customer-not-found': { status: 404, sentence: 'There is no such customer among those that you may see.' },
  'database-away': { status: 503, sentence: 'The server does not reach its database just now. Nothing was saved; send again in a moment.' },
  'database-foreign': { status: 500, sentence: 'The database file is not one of Sidebook, or its key is another one.' },
  'database-key-lost': { status: 500, sentence: 'The database is there but its key is not.' },
  'database-newer': { status: 500, sentence: 'The database was written by a newer Sidebook. Start that version.' },
  'device-forked': { status: 409, sentence: 'Another copy of this device has sent other changes under the same numbers. Pair the browser again.' },
  'device-revoked': { status: 401, sentence: 'The access of this browser was ended.' },
  'email-taken': { status: 409, sentence: 'Somebody already has this e-mail address.' },
  forbidden: { status: 403, sentence: 'You may not do this.' },
  internal: INTERNAL,
  'month-changed': { status: 409, sentence: 'Others have no score than those that were named. Read the month again.' },
  'month-closed': { status: 409, sentence: 'This month is closed and does not change any more.' },
  'month-open': { status: 409, sentence: 'This month is not closed yet.' },
  'month-unfinished': { status: 409, sentence: 'This month is not over yet.' },
  'not-found': { status: 404, sentence: 'There is nothing at this address.' },
  'not-paired': { status: 401, sentence: 'This needs the token of a paired browser.' },
  'nothing-to-undo': { status: 409, sentence: 'This was taken back already.' },
  'origin-refused': { status: 403, sentence: 'The request came from another site and was refused.' },
  'password-weak': { status: 400, sentence: 'The password is too short: take ten characters or more.' },
  'push-gap': { status: 409, sentence: 'Changes are missing between the last ones that the server has and these.' },
  resync: { status: 410, sentence: 'The device has to fetch everything anew.' },
  'set-up-already': { status: 409, sentence: 'This server is set up already. Sign in instead.' },
  'set-up-link-used': { status: 410, sentence: 'This set-up link was used or is not the newest. Start the server again to get a new one.' },
  'unsent-altered': { status: 400, sentence: 'The file was cut off or altered, or is of a newer Sidebook. Nothing was imported.' },
  'unsent-foreign': { status: 409, sentence: 'The file is of a browser that was never paired with this server. Nothing was imported.' },
  'sign-in-failed': { status: 401, sentence: 'E-mail address and password do not belong together.' },
  'signed-out': { status: 401, sentence: 'You are signed out. Sign in again.' },
  'storage-full': { status: 507, sentence: 'The server’s disk is full. Nothing was saved; free some space and send again.' },
  'too-many-tries': { status: 429, sentence: 'Too many tries in a short time. Wait a few minutes, then try again.' },
  'update-needed': { status: 426, sentence: 'This version is too old for the server. Update it; nothing is lost.' },
  'user-not-found': { status: 404, sentence: 'There is no such user, or the user was switched off.' },
};

/** How a failure is answered. */
export function refusalOf(error: AppError): Refusal {
  if (error.code === 'forbidden' && error.details['reason'] === 'plain-http') {
    return { status: 403, sentence: 'This server answers plain http only to its own machine. Use https, or set SIDEBOOK_ALLOW_HTTP to 1.' };
  }
  return refusals[error.code] ?? INTERNAL;
}
