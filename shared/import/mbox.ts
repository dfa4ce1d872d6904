import { MAX_RAW_BYTES } from '../capture/limits.ts';

/** A file that is read piece by piece, in Node and in browsers alike. */
export type ByteSource = {
  readonly name: string;
  readonly size: number;
  /** The bytes from `from` up to, not including, `to`. */
  readonly read: (from: number, to: number) => Promise<Uint8Array>;
};

/** One message of a file, one character a byte. */
export type RawMessage = {
  /** Which one of the file, from 1. */
  readonly number: number;
  readonly latin1: string;
  /** Its whole size; what is beyond the cap of a message is attachments and was passed over. */
  readonly totalBytes: number;
  /** How much of the file has been read. */
  readonly readBytes: number;
};

const BLOCK_BYTES = 1024 * 1024;
/** The line between messages: `From ` with a time in it, behind an empty line (RFC 4155 and what programs write). */
const BETWEEN = /^From [^\r\n]{0,300}\d{1,2}:\d\d/u;
/** So much of a line must be there to judge it. */
const LINE_BYTES = 400;

/** True where the first bytes are those of a mailbox, and not of a single message. */
export function isMailbox(head: Uint8Array): boolean {
  return BETWEEN.test(toLatin1(head.subarray(0, LINE_BYTES)));
}

/**
 * The messages of a mailbox file (mbox in all its forms) or the one message of an .eml file. No more than one message up to
 * its cap and one block is held at a time, however large the file is.
 */
export async function* eachMessage(source: ByteSource): AsyncGenerator<RawMessage> {
  const isSingle = !isMailbox(await source.read(0, LINE_BYTES));
  let held = '';
  let dropped = 0;
  let number = 0;
  let at = 0;
  const toMessage = (text: string): RawMessage => {
    number += 1;
    const head = isSingle ? 0 : text.indexOf('\n') + 1;
    const body = text.slice(head, head + MAX_RAW_BYTES);
    return { number, latin1: isSingle ? body : unquote(body), totalBytes: text.length - head + dropped, readBytes: at };
  };
  while (at < source.size) {
    const block = await source.read(at, Math.min(source.size, at + BLOCK_BYTES));
    if (block.length === 0) {
      break;
    }
    at += block.length;
    held += toLatin1(block);
    for (let end = isSingle ? -1 : findBetween(held, at >= source.size); end >= 0; end = findBetween(held, at >= source.size)) {
      yield toMessage(held.slice(0, end));
      held = held.slice(end);
      dropped = 0;
    }
    if (held.length > MAX_RAW_BYTES + 2 * BLOCK_BYTES) {
      // The beginning of the message and the last bytes, in which the next may begin, are enough.
      const rest = held.slice(-2 * LINE_BYTES);
      dropped += held.length - MAX_RAW_BYTES - BLOCK_BYTES - rest.length;
      held = held.slice(0, MAX_RAW_BYTES + BLOCK_BYTES) + rest;
    }
  }
  if (held.trim() !== '') {
    yield toMessage(held);
  }
}

/** Where the next message begins behind the first line, or -1; a line that may go on in the next block is not judged yet. */
function findBetween(held: string, isLast: boolean): number {
  for (let at = held.indexOf('\nFrom ', 1); at >= 0; at = held.indexOf('\nFrom ', at + 1)) {
    const isBehindEmpty = held.charAt(at - 1) === '\n' || (held.charAt(at - 1) === '\r' && held.charAt(at - 2) === '\n');
    if (!isLast && held.length - at < LINE_BYTES) {
      return -1;
    }
    if (isBehindEmpty && BETWEEN.test(held.slice(at + 1, at + 1 + LINE_BYTES))) {
      return at + 1;
    }
  }
  return -1;
}

/** Lines of a text that begin with `From ` were quoted so that they are no line between messages. */
function unquote(text: string): string {
  return text.includes('\n>') ? text.replace(/^>(>*From )/gmu, '$1') : text;
}

function toLatin1(bytes: Uint8Array): string {
  const pieces: string[] = [];
  for (let at = 0; at < bytes.length; at += 8192) {
    pieces.push(String.fromCharCode(...bytes.subarray(at, at + 8192)));
  }
  return pieces.join('');
}

/** Why a program says that its owner does not want a message: thrown away, spam, not sent. */
export type Discarded = 'spam' | 'trash' | 'draft';

/** What mail programs write above a message that was thrown away: Gmail's export its labels, Thunderbird a bit for deleted ones. */
export function discardedAs(latin1: string): Discarded | undefined {
  const head = latin1.slice(0, 32_768);
  const end = /\r?\n\r?\n/u.exec(head)?.index ?? head.length;
  const header = head.slice(0, end).replace(/\r?\n[ \t]+/gu, ' ');
  const labels = /^X-Gmail-Labels:(.*)$/imu.exec(header)?.[1] ?? '';
  const status = Number.parseInt(/^X-Mozilla-Status:\s*([0-9a-f]{4})/imu.exec(header)?.[1] ?? '0', 16);
  return /\bSpam\b/iu.test(labels)
    ? 'spam'
    : /\bTrash\b/iu.test(labels) || (status & 0x0008) !== 0
      ? 'trash'
      : /\bDrafts?\b/iu.test(labels) || /^X-Mozilla-Draft-Info:/imu.test(header)
        ? 'draft'
        : undefined;
}
