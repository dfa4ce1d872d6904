/** How the reader for webmails that no adapter knows calls itself, before its date. */
export const GENERIC_READER = 'generic@';
