import type { Day } from '../model/field.ts';
import type { PasteReading } from '../model/offer.ts';
import { toLine } from './line.ts';
import { readPastedOrder } from './orders-in-text.ts';
import { readSelection } from './selection.ts';
import { readTranscript } from './transcript.ts';

/** Nobody pastes more than a year's talk. */
const MAX_PASTE = 500_000;
const MAX_HTML = 1_000_000;
const MAX_DAYS = 400;
/** Below this a pasted text names nobody surely enough to be a contact. */
const OFFERED = 0.5;

/** What a pasted or selected text is: a talk, an order, a contact, or just a text. */
export function readPaste(
  pasted: { readonly text: string; readonly html: string },
  context: { readonly today: Day; readonly country: string | null; readonly pageUrl: string | null },
): PasteReading {
  const text = pasted.text.slice(0, MAX_PASTE);
  const talk = readTranscript(text, context);
  if (talk !== null) {
    const talks = talk.talks.slice(-MAX_DAYS).map(({ onDay, messages }) => ({
      onDay,
      messages: messages.map(({ speaker, at, text: said }) => ({ speaker: toLine(speaker), at, text: said })),
    }));
    return { kind: 'talk', talk: { app: talk.app, speakers: talk.speakers.map(toLine), talks, isDayOrderGuessed: talk.isDayOrderGuessed } };
  }
  const order = readPastedOrder(text, pasted.html.slice(0, MAX_HTML), context.country);
  if (order !== null) {
    return { kind: 'order', order };
  }
  const contact = readSelection(text, context);
  const isSomebody = contact.fields.some(
    (field) =>
      field.confidence >= OFFERED && (field.field === 'email' || field.field === 'phone' || (field.field === 'name' && contact.fields.length > 1)),
  );
  return isSomebody ? { kind: 'contact', contact } : { kind: 'text' };
}
