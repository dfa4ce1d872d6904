import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { readPage } from '../../../extension/capture/engine.ts';
import { mergeReadings } from '../../../shared/capture/merge.ts';
import { readRaw } from '../../../shared/capture/raw/read-raw.ts';
import type { CapturedAddress, CapturedMessage } from '../../../shared/model/capture.ts';
import { byMakes } from '../../e2e/messages/makes.ts';
import { toBytes } from '../../e2e/messages/message.ts';
import { byNames } from '../../e2e/messages/names.ts';
import type { Measured } from '../figure.ts';
import { toDocument } from './read.ts';
import { hasSamples, listFiles, samples } from './samples.ts';

/** What another program read from the raw headers of the message that a page shows. */
type Headers = {
  readonly source: string;
  readonly from: readonly CapturedAddress[];
  readonly to: readonly CapturedAddress[];
  readonly cc: readonly CapturedAddress[];
  readonly subject: string | null;
  readonly date: string | null;
  readonly message_id: string | null;
};

/** The raw messages at hand: those of one collection, which lies beside the pages. */
const RAW_FOLDERS: readonly (readonly [start: string, folder: string])[] = [['talon/tests/fixtures/', 'replies-talon']];

const byDom = ['from', 'to', 'cc', 'subject'] as const;
const byRaw = [...byDom, 'instant', 'message-id'] as const;
type Field = (typeof byRaw)[number];
type Facts = Readonly<Record<Field, string>>;

const listEmails = (people: readonly CapturedAddress[]): string =>
  people
    .map(({ email }) => email.toLowerCase())
    .toSorted()
    .join();

function toInstant(date: string | null): string {
  return date === null || Number.isNaN(Date.parse(date)) ? '' : new Date(date).toISOString();
}

function factsOf(message: CapturedMessage): Facts {
  return {
    from: message.from?.email.toLowerCase() ?? '',
    to: listEmails(message.to),
    cc: listEmails(message.cc),
    subject: message.subject,
    instant: toInstant(message.sentAt),
    'message-id': message.messageId ?? '',
  };
}

function expectedOf(headers: Headers): Facts {
  return {
    from: headers.from[0]?.email.toLowerCase() ?? '',
    to: listEmails(headers.to),
    cc: listEmails(headers.cc),
    subject: (headers.subject ?? '').replace(/\s+/gu, ' ').trim(),
    instant: toInstant(headers.date),
    'message-id': headers.message_id ?? '',
  };
}

/** What was read, or null where no message was, against what the headers say. */
type Pair = { readonly what: string; readonly read: Facts | null; readonly expected: Facts };

/** For each field the share of messages on which it equals the headers. */
function* share(metric: string, fields: readonly Field[], pairs: readonly Pair[], of: string): Generator<Measured> {
  for (const field of fields) {
    const wrong = pairs.filter(({ read, expected }) => read?.[field] !== expected[field]);
    yield {
      metric: `${metric}.${field}`,
      unit: 'share',
      ours: pairs.length === 0 ? null : (pairs.length - wrong.length) / pairs.length,
      atLeast: 1,
      note: `${pairs.length - wrong.length} of ${pairs.length} ${of}${wrong.map(({ what }) => `; not ${what}`).join('')}`,
    };
  }
}

function readDom(file: string): CapturedMessage | null {
  const html = readFileSync(file, 'utf8');
  const reading = readPage(toDocument(html), /<!-- url: (\S+)/u.exec(html)?.[1] ?? '');
  return reading.kind === 'message' ? reading.message : null;
}

/** The raw message of a page where it lies beside the pages. */
function findRaw(source: string): string | null {
  const found = RAW_FOLDERS.find(([start]) => source.startsWith(start));
  const file = found === undefined ? null : path.join(samples, found[1], source.slice(found[0].length));
  return file !== null && existsSync(file) ? readFileSync(file, 'latin1') : null;
}

const toContext = (message: CapturedMessage) => ({ ...message, cutAtBytes: null });

/** Pages of a real Roundcube, by what they show alone and with the message's source, as the extension reads both. */
async function* measureRoundcube(): AsyncGenerator<Measured> {
  const headers: Readonly<Record<string, Headers>> = JSON.parse(readFileSync(path.join(samples, 'roundcube/expected.json'), 'utf8'));
  const shown: Pair[] = [];
  const withRaw: Pair[] = [];
  for (const file of listFiles('roundcube')) {
    const known = headers[path.basename(file)];
    if (known === undefined) {
      continue;
    }
    const [what, expected, dom, raw] = [path.basename(file), expectedOf(known), readDom(file), findRaw(known.source)];
    shown.push({ what, read: dom === null ? null : factsOf(dom), expected });
    if (raw !== null) {
      withRaw.push({ what, read: dom === null ? null : factsOf(mergeReadings(dom, await readRaw(raw, toContext(dom)))), expected });
    }
  }
  yield* share('roundcube.dom', byDom, shown, 'pages');
  yield* share('roundcube.raw', byRaw, withRaw, `pages; of ${shown.length - withRaw.length} more the raw message is not at hand`);
}

/** The messages that the end-to-end tests put in four webmails, with what their headers say written by hand. */
async function* measureKnown(): AsyncGenerator<Measured> {
  const pairs: Pair[] = [];
  for (const known of [...byNames, ...byMakes]) {
    const toPerson = ([name, email]: readonly [string, string]): CapturedAddress => ({ name, email });
    const read = await readRaw(toBytes(known).toString('latin1'), { adapter: 'roundcube', nativeId: null, ownAddresses: [], cutAtBytes: null });
    const expected = expectedOf({
      source: '',
      from: [toPerson(known.from)],
      to: known.to.map(toPerson),
      cc: known.cc.map(toPerson),
      subject: known.subject,
      date: known.sentAt,
      message_id: known.messageId,
    });
    pairs.push({ what: known.what, read: factsOf(read), expected });
  }
  yield* share('raw-messages', byRaw, pairs, 'messages of different make');
}

/** What a webmail shows and what its source says, against the raw headers. */
export async function* measureWebmail(): AsyncGenerator<Measured> {
  if (hasSamples) {
    yield* measureRoundcube();
  } else {
    yield { metric: 'roundcube.dom.from', unit: 'share', ours: null, atLeast: 1, note: 'the samples beside the repository are missing' };
  }
  yield* measureKnown();
}
