/** How the reader for webmails that no adapter knows calls itself, before its date. */
export const GENERIC_READER = 'generic@';

/** Readers whose anchors were found in a single source, or were never seen at work: docs/webmails.md says why of each. */
const UNSURE: readonly string[] = [GENERIC_READER, 'outlook@', 'yahoo@', 'netease@', 'qq-classic@'];

/** True for a reader whose findings are shown and never taken without the user's confirmation. `adapter` as a message names it. */
export function isUnsureReader(adapter: string): boolean {
  return UNSURE.some((reader) => adapter.startsWith(reader));
}
