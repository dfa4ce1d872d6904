/** A raw message is read to here: five megabytes take a tenth of a second, and what follows is attachments. */
export const MAX_RAW_BYTES = 5 * 1024 * 1024;
