import type { PageCapture } from '#shared/model/capture.ts';
import type { Day } from '#shared/model/field.ts';
import { readPaste } from '#shared/capture/pasted.ts';
import { readSelection } from '#shared/capture/selection.ts';

/** A longer marked text is a page, not a selection. */
const MAX_SELECTED = 500_000;

/** A marked text as a page that holds just that person or company; one that looks like a talk or an order goes along whole. */
export function readSelected(given: string, pageUrl: string, today: Day): PageCapture {
  const text = given.slice(0, MAX_SELECTED);
  const { kind } = readPaste({ text, html: '' }, { today, country: null, pageUrl });
  const contact = readSelection(text, { country: null, pageUrl });
  return {
    url: pageUrl,
    title: text.slice(0, 200),
    people: contact.fields.length > 0 ? [contact] : [],
    organizations: [],
    orders: [],
    notes: [],
    ...(kind === 'talk' || kind === 'order' ? { selected: text } : {}),
  };
}
