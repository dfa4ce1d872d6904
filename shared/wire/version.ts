/** The protocol that this program speaks, and the oldest that it still answers. */
export const PROTOCOL = 1;
export const OLDEST_PROTOCOL = 1;

/** Counts additions to the model, so that a server can tell which fields a device knows. */
export const SCHEMA = 1;
