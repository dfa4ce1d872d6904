import type { CapturedMessage, CaptureNote } from '../model/capture.ts';
import { normalizeEmail } from './addresses.ts';

/** What the raw message settles: notes of the page on it are void. */
const SETTLED: readonly CaptureNote['key'][] = ['date-missing', 'date-absurd', 'addresses-hidden', 'text-cut', 'raw-unavailable'];

function isOtherSender(dom: CapturedMessage, raw: CapturedMessage): boolean {
  return dom.from !== null && raw.from !== null && normalizeEmail(dom.from.email) !== normalizeEmail(raw.from.email);
}

/**
 * One message from what the page shows and from its source. The source wins for headers, instants and text; the page keeps what
 * only it knows. Where both name another sender a note says so: a page that was read too early, or one that deceives.
 */
export function mergeReadings(dom: CapturedMessage, raw: CapturedMessage): CapturedMessage {
  const notes: CaptureNote[] = [
    ...raw.notes,
    ...dom.notes.filter((note) => !SETTLED.includes(note.key) && !raw.notes.some((known) => known.key === note.key && known.detail === note.detail)),
  ];
  if (isOtherSender(dom, raw)) {
    notes.push({ key: 'sender-differs', detail: `${dom.from?.email ?? ''} / ${raw.from?.email ?? ''}` });
  }
  // A source without any header is not one: a page of the webmail, or a message cut before its first line.
  const hasHeaders = raw.from !== null || raw.messageId !== null;
  if (!hasHeaders) {
    return { ...dom, notes };
  }
  const keepsText = raw.text !== '' || dom.text === '';
  return {
    ...raw,
    adapter: dom.adapter,
    nativeId: dom.nativeId ?? raw.nativeId,
    from: raw.from ?? dom.from,
    // A page shows some day for a date that is none: then it is as wrong as the header.
    sentAt: raw.sentAt ?? (raw.notes.some((note) => note.key === 'date-absurd') ? null : dom.sentAt),
    precision: raw.sentAt !== null ? raw.precision : dom.precision,
    text: keepsText ? raw.text : dom.text,
    signature: keepsText ? raw.signature : dom.signature,
    ownAddresses: [...new Set([...dom.ownAddresses, ...raw.ownAddresses])],
    automatic: raw.automatic || dom.automatic,
    notes,
  };
}
