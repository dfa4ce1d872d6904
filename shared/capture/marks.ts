/**
 * Stands alone on a line where the HTML of a mail says that the quoted part begins, so that the quote rules, which read plain
 * text, know it in any language. From a plane that Unicode never assigns, and gone from what the rules give back.
 */
export const QUOTE_MARK = '\u{F0000}';
