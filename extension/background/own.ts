import { AppError } from '#shared/errors.ts';
import { domainOf, isFreemail } from '#shared/capture/addresses.ts';
import type { CapturedMessage } from '#shared/model/capture.ts';
import { toInstant } from '#shared/model/field.ts';
import { bytesFromHex } from '#shared/sync/ids.ts';
import type { Book } from '../store/database.ts';
import { findIdentity, type Identity } from '../store/meta.ts';
import { listUsers } from '../store/interactions.ts';
import type { Capturer } from './lead.ts';

/** What the handlers work with: the book, how to ask for a sync, this device's time (milliseconds since 1970). */
export type Background = { readonly book: Book; readonly afterWrite: () => void; readonly nowMs: () => number };

/** Whose book this is. Throws `not-paired` before the first run is done. */
export async function getIdentity(book: Book): Promise<Identity> {
  const identity = await findIdentity(book);
  if (!identity) {
    throw new AppError('not-paired');
  }
  return identity;
}

/** Who captures, now. */
export function capturerOf(identity: Identity, nowMs: number): Capturer {
  return { user: identity.user.id, idSalt: bytesFromHex(identity.idSalt), now: toInstant(nowMs) };
}

/** The user's own addresses (of the account, those that a lead added, what the open webmail shows as its own) and the team's domain as `@domain`. */
export async function listOwnAddresses(book: Book, identity: Identity, message: Pick<CapturedMessage, 'ownAddresses'>): Promise<readonly string[]> {
  const me = (await listUsers(book)).find((user) => user.id === identity.user.id);
  const addresses = [identity.user.email, ...(me?.addresses ?? []), ...message.ownAddresses].map((address) => address.toLowerCase());
  const domain = domainOf(identity.user.email);
  // Whoever shares the account's own domain is a colleague; at a mail provider everybody shares it, and nobody is.
  return [...new Set([...addresses, ...(domain === '' || isFreemail(domain) ? [] : [`@${domain}`])])];
}
