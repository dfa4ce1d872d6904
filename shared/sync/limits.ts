/** How far a device's clock and the stamps of its edits may be from the server's, milliseconds (sync design 2.4). */
export const CLOCK_TOLERANCE_MS = 60_000;

const DAY_MS = 86_400_000;

/**
 * Days after which deletions and rows of scopes that were left are forgotten. Edits that are older are refused as too old,
 * and a device that was away for longer fetches everything anew: so nothing that was deleted comes back (2.18).
 */
export const EXPIRY_DAYS = 180;
export const EXPIRY_MS = EXPIRY_DAYS * DAY_MS;

/** Days without an answer of the server after which a browser shows nothing of its book until it answers again (2.21). */
export const LEASE_DAYS = 30;
export const LEASE_MS = LEASE_DAYS * DAY_MS;

/** Contacts of these last days belong to the first part of a snapshot (2.15); orders and payments all do. */
export const RECENT_DAYS = 180;
