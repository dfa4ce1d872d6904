import { createReadStream } from 'node:fs';
import { hashText } from './security/hash-text.ts';
import { StringDecoder } from 'node:string_decoder';
import { createBookReader, BOOK_FORMAT, type BookEntry, type BookFault, type BookHead, type BookTail } from '#shared/import/book-file.ts';

/** The lines of a text file, each without the line feed that ends it; what follows the last line feed is a line when it is not empty. */
async function* readLines(file: string): AsyncGenerator<string> {
  const decoder = new StringDecoder('utf8');
  // A line that spans many chunks is put together once.
  let parts: string[] = [];
  for await (const chunk of createReadStream(file, { highWaterMark: 1024 * 1024 })) {
    const pieces = decoder.write(Buffer.from(chunk)).split('\n');
    for (const piece of pieces.slice(0, -1)) {
      yield parts.length === 0 ? piece : [...parts, piece].join('');
      parts = [];
    }
    parts.push(pieces.at(-1) ?? '');
  }
  const rest = parts.join('') + decoder.end();
  if (rest !== '') {
    yield rest;
  }
}

/** True for a file that opens as a book does. */
export async function isBookFile(file: string): Promise<boolean> {
  for await (const chunk of createReadStream(file, { end: 200 })) {
    return String(chunk).startsWith(`{"format":"${BOOK_FORMAT}"`);
  }
  return false;
}

/** A book that is not one, was cut off or altered; the message is the sentence that names the line. */
export class BookFileFault extends Error {
  constructor(file: string, fault: BookFault) {
    super(`${file} ${SENTENCES[fault.code](fault.line)}`);
  }
}

const SENTENCES: Readonly<Record<BookFault['code'], (line: number) => string>> = {
  'not-a-book': () => 'is not a book of Sidebook: its first line does not say so.',
  newer: () => 'was written by a newer Sidebook: take that version to read it.',
  altered: (line) => `was altered or cut off: line ${line} is not as it was written.`,
  broken: (line) => `cannot be read: line ${line} is no record of a book.`,
  order: (line) => `cannot be read: the record of line ${line} is not in its place.`,
  'cut-off': (line) => `was cut off: it ends with line ${line}, and its last line is missing.`,
  'goes-on': (line) => `was altered: line ${line} comes after the last line of the book.`,
  'count-differs': (line) => `was altered: the records do not come to what its last line, ${line}, says.`,
};

/** A book, line by line; it is checked to its end only when it is read to its end. Throws BookFileFault. */
export async function readHead(file: string): Promise<BookHead> {
  for await (const head of walk(file)) {
    if (head.is === 'head') {
      return head.head;
    }
  }
  throw new BookFileFault(file, { code: 'not-a-book', line: 1 });
}

/** The records of a book in their order. Throws BookFileFault, at the line that is wrong or at the end. */
export async function* readEntries(file: string): AsyncGenerator<BookEntry> {
  for await (const one of walk(file)) {
    if (one.is === 'entry') {
      yield one.entry;
    }
  }
}

/** Reads a book to its end and gives what its last line says. Throws BookFileFault. */
export async function checkBook(file: string): Promise<BookTail> {
  let tail: BookTail | undefined;
  for await (const one of walk(file)) {
    tail = one.is === 'end' ? one.tail : tail;
  }
  if (tail === undefined) {
    throw new BookFileFault(file, { code: 'not-a-book', line: 1 });
  }
  return tail;
}

async function* walk(file: string) {
  const reader = createBookReader(hashText);
  let isEmpty = true;
  for await (const line of readLines(file)) {
    isEmpty = false;
    const read = reader.read(line);
    if (!read.ok) {
      throw new BookFileFault(file, read.error);
    }
    yield read.value;
  }
  const end = reader.finish();
  if (!end.ok) {
    throw new BookFileFault(file, isEmpty ? { code: 'not-a-book', line: 1 } : end.error);
  }
}
