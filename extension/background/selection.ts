import type { PageCapture } from '#shared/model/capture.ts';
import { readSelection } from '#shared/capture/selection.ts';

/** A marked text as a page that holds just that person or company. */
export function readSelected(text: string, pageUrl: string): PageCapture {
  const contact = readSelection(text, { country: null, pageUrl });
  return { url: pageUrl, title: text.slice(0, 200), people: contact.fields.length > 0 ? [contact] : [], organizations: [], orders: [], notes: [] };
}
