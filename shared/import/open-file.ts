import { err, ok, type Result } from '../result.ts';
import { sha256Hex } from '../sync/ids.ts';
import type { ContactMapping } from './contact-fields.ts';
import { readContactRow, type ContactContext, type ReadContact } from './contact-rows.ts';
import { readContactCard } from './contact-cards.ts';
import { eachCard } from '../capture/vcard.ts';
import { guessEncoding, type EncodingGuess } from './decode.ts';
import { kindOfBytes, kindOfTable, type ImportKind } from './kind.ts';
import { guessMapping } from './mapping.ts';
import type { ByteSource } from './mbox.ts';
import { presets } from './presets/index.ts';
import { readTable, type Table, type TableChoice } from './read-table.ts';
import type { XlsxFault } from './xlsx.ts';

/** Why a file cannot be imported. The sentence for it is in shared/text (`openFaults`). */
export type OpenFault = XlsxFault | 'empty' | 'kind-unknown';

/** What the user said of a file himself. */
export type FileChoice = TableChoice & { readonly kind?: ImportKind | undefined; readonly preset?: string | undefined };

/** A file that was looked into. Mail is not read yet: a mailbox may be larger than memory. */
export type OpenedFile =
  | { readonly kind: 'orders'; readonly table: Table }
  | { readonly kind: 'contacts'; readonly table: Table; readonly mapping: ContactMapping; readonly preset: string | undefined }
  | { readonly kind: 'cards'; readonly bytes: Uint8Array; readonly encoding: EncodingGuess }
  | { readonly kind: 'mail' };

/** A table or a file of cards is held in memory as a whole: larger ones are to be divided. */
const MAX_HELD_BYTES = 96 * 1024 * 1024;
const EDGE_BYTES = 1024 * 1024;

/** Looks into a file: what it holds by its bytes and headings, unless the user says it. */
export async function openFile(source: ByteSource, choice: FileChoice = {}): Promise<Result<OpenedFile, OpenFault>> {
  if (source.size === 0) {
    return err('empty');
  }
  const guessed = choice.kind ?? kindOfBytes(await source.read(0, Math.min(source.size, 8192)));
  if (guessed === 'mail') {
    return ok({ kind: 'mail' });
  }
  if (source.size > MAX_HELD_BYTES) {
    return err('too-large');
  }
  const bytes = await source.read(0, source.size);
  if (guessed === 'cards') {
    const encoding: EncodingGuess = choice.encoding === undefined ? guessEncoding(bytes) : { encoding: choice.encoding, reason: 'chosen' };
    return ok({ kind: 'cards', bytes, encoding });
  }
  const table = readTable(bytes, choice);
  if (!table.ok) {
    return table;
  }
  const { mapping, preset } = guessMapping(table.value.headings, choice.preset);
  const kind = guessed === 'table' ? kindOfTable(table.value.headings, mapping) : guessed;
  if (kind === undefined) {
    return err(table.value.headings.length === 0 ? 'empty' : 'kind-unknown');
  }
  return ok(kind === 'orders' ? { kind, table: table.value } : { kind, table: table.value, mapping, preset: preset?.id });
}

/** The contacts of an opened table or file of cards, row by row; undefined for a row in which nothing stands. */
export function* eachContact(
  opened: Extract<OpenedFile, { kind: 'contacts' | 'cards' }>,
  context: ContactContext,
  mapping?: ContactMapping,
): Generator<ReadContact> {
  if (opened.kind === 'cards') {
    const { encoding } = opened.encoding;
    for (const card of eachCard(opened.bytes, context.country, encoding.startsWith('utf') ? undefined : encoding)) {
      yield readContactCard(card);
    }
    return;
  }
  const country = context.country ?? presets.find(({ id }) => id === opened.preset)?.country ?? null;
  for (const row of opened.table.rows()) {
    yield readContactRow(row, opened.table.headings, mapping ?? opened.mapping, { country });
  }
}

/** What stands for a file's content: the same file gives the same, and an import of it goes on where it stopped. */
export async function fingerprintOf(source: ByteSource): Promise<string> {
  const [head, tail] = [
    await source.read(0, Math.min(source.size, EDGE_BYTES)),
    await source.read(Math.max(0, source.size - EDGE_BYTES), source.size),
  ];
  return sha256Hex(`${source.size}|${toHexDigest(head)}|${toHexDigest(tail)}`);
}

function toHexDigest(bytes: Uint8Array): string {
  const pieces: string[] = [];
  for (let at = 0; at < bytes.length; at += 8192) {
    pieces.push(String.fromCharCode(...bytes.subarray(at, at + 8192)));
  }
  return sha256Hex(pieces.join(''));
}
