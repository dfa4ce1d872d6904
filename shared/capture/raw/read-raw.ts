import PostalMime, { decodeWords, type Email } from 'postal-mime';
import type { CapturedAddress, CapturedMessage, CaptureNote } from '../../model/capture.ts';
import { isMachineAddress, parseAddressList } from '../addresses.ts';
import { htmlToText } from '../html/tokens.ts';
import { MAX_RAW_BYTES } from '../limits.ts';
import { toLine } from '../line.ts';
import { readJsonLd, type JsonLdItem } from '../structured/json-ld.ts';
import { removeQuote } from '../text/quotes.ts';
import { splitSignature } from '../text/signature.ts';
import { readHeaderDate } from './date.ts';
import { hideFlowed, joinFlowed } from './flowed.ts';
import { readSenderProof, type SenderProof } from './sender-proof.ts';

export { MAX_RAW_BYTES };

/** Where a raw message comes from. */
export type RawContext = {
  readonly adapter: string;
  readonly nativeId: string | null;
  readonly ownAddresses: readonly string[];
  /** The size at which the fetch stopped, or null when `latin1` is the whole message. */
  readonly cutAtBytes: number | null;
  /** The size of the whole message where it is known. */
  readonly totalBytes?: number | null;
};

/** The MIME parser takes its time for each line: a message of a million empty lines is not worth seconds. */
const MAX_RAW_LINES = 100_000;

/** How many bytes of a message are read: to the cap of bytes or of lines, whichever comes first. */
function countReadable(latin1: string): number {
  const cap = Math.min(latin1.length, MAX_RAW_BYTES);
  let at = -1;
  for (let lines = 0; lines < MAX_RAW_LINES; lines += 1) {
    at = latin1.indexOf('\n', at + 1);
    if (at < 0 || at >= cap) {
      return cap;
    }
  }
  return at + 1;
}

function toBytes(latin1: string): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(latin1.length);
  for (let index = 0; index < bytes.length; index += 1) {
    bytes[index] = latin1.charCodeAt(index);
  }
  return bytes;
}

/** A size for a note, alike in every language: `5.0 MB`. */
function toMegabytes(bytes: number): string {
  return `${(bytes / (1024 * 1024)).toFixed(1)} MB`;
}

function noteCut(latin1: string, readBytes: number, context: RawContext): CaptureNote[] {
  const totalBytes = context.totalBytes ?? Math.max(latin1.length, context.cutAtBytes ?? 0);
  if (context.cutAtBytes === null && latin1.length <= readBytes) {
    return [];
  }
  return [{ key: 'raw-cut', detail: totalBytes > readBytes ? `${toMegabytes(readBytes)} / ${toMegabytes(totalBytes)}` : toMegabytes(readBytes) }];
}

/** The message, or null where postal-mime gives up (a header of megabytes, parts nested past its limit). */
async function parseMime(bytes: Uint8Array<ArrayBuffer>): Promise<Email | null> {
  try {
    // A message within the message stays an attachment: neither its headers nor its text are this message's.
    return await PostalMime.parse(bytes, { forceRfc822Attachments: true, maxNestingDepth: 64 });
  } catch {
    return null;
  }
}

/** The first `<id>` of a header, or the whole of a header that has none. */
function readId(header: string | null): string | null {
  const text = toLine(header ?? '');
  const id = /<[^<>\s]+>/u.exec(text)?.[0] ?? text;
  return id === '' ? null : id;
}

/** Whether a program wrote the message, or it went to a list (RFC 2919, RFC 3834, RFC 3464, RFC 2369). */
function isAutomatic(header: (name: string) => string | null, from: CapturedAddress | null, email: Email): boolean {
  const submitted = (header('auto-submitted') ?? 'no')
    .replace(/[;(].*$/su, '')
    .trim()
    .toLowerCase();
  return (
    header('list-id') !== null ||
    header('list-unsubscribe') !== null ||
    header('list-post') !== null ||
    /^\s*(?:bulk|list|junk)\b/iu.test(header('precedence') ?? '') ||
    (submitted !== 'no' && submitted !== '') ||
    header('x-autoreply') !== null ||
    header('x-auto-reply') !== null ||
    /^\s*multipart\/report\b/iu.test(header('content-type') ?? '') ||
    /^\s*<>\s*$/u.test(header('return-path') ?? '') ||
    // An invitation is a meeting, read by the calendar's own reader, not a letter.
    email.attachments.some((part) => part.mimeType === 'text/calendar' && part.method !== undefined) ||
    (from !== null && isMachineAddress(from.email))
  );
}

/** The text of the message: its plain part, or its HTML where there is none or the plain part only points to it. */
function pickText(plain: string, html: string): string {
  const short = plain.trim();
  return short === '' || (short.length < 200 && html.length > short.length * 4 + 200 && /html/iu.test(short)) ? html : plain;
}

/** A raw message with what it carries beside its text. */
export type RawParts = {
  readonly message: CapturedMessage;
  /** The HTML part as it is written: for readers of markup, never to be shown. */
  readonly html: string;
  readonly jsonLd: readonly JsonLdItem[];
  /** What the receiving server found of the sender. */
  readonly proof: SenderProof;
  /** The files of attached vCards. */
  readonly vcards: readonly Uint8Array[];
  /** Attached tables of separated values and workbooks, which may be orders. */
  readonly tables: readonly { readonly fileName: string; readonly bytes: Uint8Array }[];
  /** Invitations and attached calendars. */
  readonly calendars: readonly Uint8Array[];
};

/** The message of `readRawParts` alone. */
export async function readRaw(latin1: string, context: RawContext): Promise<CapturedMessage> {
  return (await readRawParts(latin1, context)).message;
}

/** The files of a message that are of a kind by type or by the end of their name. */
function listFiles(email: Email, type: RegExp, end: RegExp): { fileName: string; bytes: Uint8Array }[] {
  return email.attachments
    .filter((part) => type.test(part.mimeType) || end.test(part.filename ?? ''))
    .map((part) => ({
      fileName: part.filename ?? '',
      bytes: typeof part.content === 'string' ? new TextEncoder().encode(part.content) : new Uint8Array(part.content),
    }));
}

/**
 * Reads a raw message (RFC 5322, MIME) given as one character for each byte. It never throws: what cannot be read is null or
 * empty, and a note says why.
 */
export async function readRawParts(latin1: string, context: RawContext): Promise<RawParts> {
  const readBytes = countReadable(latin1);
  const notes = noteCut(latin1, readBytes, context);
  const source = hideFlowed(latin1.slice(0, readBytes));
  const email = (await parseMime(toBytes(source.text))) ?? { headers: [], headerLines: [], attachments: [] };
  const header = (name: string): string | null => email.headers.find((entry) => entry.key === name)?.value ?? null;
  const listPeople = (name: string): CapturedAddress[] =>
    email.headers.filter((entry) => entry.key === name).flatMap((entry) => parseAddressList(entry.value, decodeWords));

  const date = readHeaderDate(header('date'));
  if (!date.ok) {
    notes.push({ key: date.reason, detail: toLine(header('date') ?? '') });
  }
  const { text: htmlText, jsonLd } = htmlToText(email.html ?? '');
  const markup = readJsonLd(jsonLd);
  notes.push(...markup.notes);

  const from = listPeople('from')[0] ?? null;
  const messageId = readId(header('message-id'));
  const text = removeQuote(pickText(joinFlowed(email.text ?? '', source.flowed), htmlText));
  const message: CapturedMessage = {
    adapter: context.adapter,
    messageId,
    nativeId: context.nativeId,
    threadId: readId(header('references')) ?? readId(header('in-reply-to')) ?? messageId,
    from,
    to: listPeople('to'),
    cc: listPeople('cc'),
    replyTo: listPeople('reply-to'),
    subject: toLine(decodeWords(header('subject') ?? '')),
    sentAt: date.ok ? date.instant : null,
    precision: 'second',
    text,
    signature: splitSignature(text, from ?? { name: '', email: '' }).signature,
    automatic: isAutomatic(header, from, email),
    ownAddresses: [...context.ownAddresses],
    notes,
  };
  const bytesOf = (type: RegExp, end: RegExp): Uint8Array[] => listFiles(email, type, end).map((file) => file.bytes);
  return {
    message,
    html: email.html ?? '',
    jsonLd: markup.items,
    proof: readSenderProof(email.headers),
    vcards: bytesOf(/^text\/(?:x-)?v-?card$/iu, /\.vcf$/iu),
    tables: listFiles(
      email,
      /^text\/(?:csv|tab-separated-values|comma-separated-values)$|^application\/vnd\.openxmlformats-officedocument\.spreadsheetml\.sheet$/iu,
      /\.(?:csv|tsv|xlsx)$/iu,
    ),
    calendars: bytesOf(/^(?:text\/calendar|application\/ics)$/iu, /\.ics$/iu),
  };
}
