import type { ErrorCode } from '#shared/errors.ts';
import { headingKey, type ContactMapping } from '#shared/import/contact-fields.ts';
import type { BadContact } from '#shared/import/contact-rows.ts';
import type { ByteSource } from '#shared/import/mbox.ts';
import type { OpenedFile } from '#shared/import/open-file.ts';
import type { CapturedMessage } from '#shared/model/capture.ts';
import type { ImportedContact } from '#shared/model/imported.ts';
import { err, ok, type Result } from '#shared/result.ts';
import type { ImportContactsReply, ImportMailsReply } from '#shared/wire/imports.ts';
import { routes } from '#shared/wire/routes.ts';
import { call } from '../api.ts';

/** Rows in one request: a second or two of the server's time. */
const ROWS = 500;
/** Mails in one request; long ones go with fewer. */
const MAILS = 50;
const MAX_CHUNK_TEXT = 4_000_000;

/** What an import of contacts did, added up over its requests. */
export type ContactsSent = Omit<ImportContactsReply, 'badLines'> & {
  readonly batch: string;
  readonly rows: number;
  readonly badLines: readonly { readonly line: number; readonly reason: string }[];
};

/** Why an import stopped, and what is in so far: given back, the import goes on behind it. */
export type Stopped<T> = { readonly code: ErrorCode; readonly soFar: T | undefined };

/** Begins an import, hands the batch on, and ends it. The same file begins the same batch again. */
async function within<T>(
  input: Parameters<typeof call<typeof routes.beginImport.input, typeof routes.beginImport.output>>[1]['input'],
  soFar: T | undefined,
  run: (batch: string) => Promise<Result<T, Stopped<T>>>,
): Promise<Result<T, Stopped<T>>> {
  const begun = await call(routes.beginImport, { input });
  if (!begun.ok) {
    return err({ code: begun.error, soFar });
  }
  const done = await run(begun.value.batch);
  if (!done.ok) {
    return done;
  }
  const ended = await call(routes.endImport, { params: { id: begun.value.batch }, input: {} });
  return ended.ok ? done : err({ code: ended.error, soFar: done.value });
}

/** What is said of a file of contacts beside what stands in it. */
export type ContactSettings = { readonly source: string; readonly country: string | null; readonly mapping: ContactMapping | undefined };

/**
 * Reads the rows of a file of contacts here and sends them in chunks; what was sent stays when it stops.
 * @param before what an earlier try brought in: its rows are not sent again
 */
export async function sendContacts(
  file: ByteSource,
  opened: Extract<OpenedFile, { kind: 'contacts' | 'cards' }>,
  { source, country, mapping }: ContactSettings,
  onProgress: (rows: number) => void,
  before?: ContactsSent,
): Promise<Result<ContactsSent, Stopped<ContactsSent>>> {
  const { eachContact, fingerprintOf } = await import('#shared/import/open-file.ts');
  const columns =
    opened.kind === 'contacts' && mapping !== undefined ? { columns: { headings: headingKey(opened.table.headings), mapping: [...mapping] } } : {};
  const begin = { kind: opened.kind, name: file.name.slice(0, 200), source, fingerprint: await fingerprintOf(file), ...columns };
  return within(begin, before, async (batch) => {
    const { added = 0, filled = 0, unchanged = 0 } = before ?? {};
    const counts = { added, filled, unchanged };
    const badLines = [...(before?.badLines ?? [])];
    const notes = [...(before?.notes ?? [])];
    let rows = 0;
    let soFar = before;
    let chunk: ImportedContact[] = [];
    const send = async (): Promise<Result<void, Stopped<ContactsSent>>> => {
      const sent = await call(routes.importContacts, { params: { id: batch }, input: { source, contacts: chunk } });
      if (sent.ok) {
        counts.added += sent.value.added;
        counts.filled += sent.value.filled;
        counts.unchanged += sent.value.unchanged;
        badLines.push(...sent.value.badLines);
        notes.push(...sent.value.notes);
        soFar = { batch, rows, ...counts, badLines: [...badLines], notes: [...notes] };
        onProgress(rows);
      }
      chunk = [];
      return sent.ok ? ok(undefined) : err({ code: sent.error, soFar });
    };
    for (const read of eachContact(opened, { country }, mapping)) {
      if (read === undefined) {
        continue;
      }
      rows += 1;
      if (rows <= (before?.rows ?? 0)) {
        continue;
      }
      if (isBad(read)) {
        badLines.push(read);
      } else {
        chunk.push(read);
      }
      const sent = chunk.length >= ROWS ? await send() : ok(undefined);
      if (!sent.ok) {
        return sent;
      }
    }
    const sent = chunk.length > 0 ? await send() : ok(undefined);
    return sent.ok ? ok({ batch, rows, ...counts, badLines: badLines.toSorted((a, b) => a.line - b.line), notes }) : sent;
  });
}

function isBad(read: ImportedContact | BadContact): read is BadContact {
  return 'reason' in read;
}

/** What is said of a mailbox beside what stands in it. */
export type MailSettings = { readonly ownAddresses: readonly string[]; readonly neverLog: readonly string[]; readonly accept: readonly string[] };

/** What an import of mails did, added up over its requests. */
export type MailsSent = Omit<ImportMailsReply, 'badLines'> & {
  readonly batch: string;
  readonly messages: number;
  readonly badLines: readonly { readonly line: number; readonly reason: string }[];
};

/**
 * Reads a mailbox here, mail by mail, and sends text and headers in chunks; attachments stay in the file.
 * @param before what an earlier try brought in: its mails are not sent again
 */
export async function sendMails(
  file: ByteSource,
  settings: MailSettings,
  onProgress: (readBytes: number) => void,
  before?: MailsSent,
): Promise<Result<MailsSent, Stopped<MailsSent>>> {
  const { fingerprintOf } = await import('#shared/import/open-file.ts');
  const { eachMail } = await import('#shared/import/read-mails.ts');
  const begin = { kind: 'mail', name: file.name.slice(0, 200), source: 'mail', fingerprint: await fingerprintOf(file) } as const;
  return within(begin, before, async (batch) => {
    const { added = 0, changed = 0, unchanged = 0, customers = 0 } = before ?? {};
    const counts = { added, changed, unchanged, customers };
    const leftOut: Record<string, number> = { ...before?.leftOut };
    const badLines = [...(before?.badLines ?? [])];
    const proposals = new Map(before?.proposals.map((one) => [one.email, one]));
    let messages = 0;
    let soFar = before;
    let size = 0;
    let chunk: { number: number; message: CapturedMessage }[] = [];
    const tell = (): MailsSent => {
      const people = [...proposals.values()].toSorted((a, b) => b.mails - a.mails || (a.email < b.email ? -1 : 1));
      return { batch, messages, ...counts, leftOut: { ...leftOut }, badLines: [...badLines], proposals: people };
    };
    const send = async (readBytes: number): Promise<Result<void, Stopped<MailsSent>>> => {
      const { ownAddresses, neverLog, accept } = settings;
      const input = { mails: chunk, ownAddresses: [...ownAddresses], neverLog: [...neverLog], accept: [...accept] };
      const sent = await call(routes.importMails, { params: { id: batch }, input });
      chunk = [];
      size = 0;
      if (!sent.ok) {
        return err({ code: sent.error, soFar });
      }
      for (const key of ['added', 'changed', 'unchanged', 'customers'] as const) {
        counts[key] += sent.value[key];
      }
      Object.entries(sent.value.leftOut).forEach(([reason, count]) => (leftOut[reason] = (leftOut[reason] ?? 0) + count));
      badLines.push(...sent.value.badLines);
      sent.value.proposals.forEach((one) => proposals.set(one.email, joined(proposals.get(one.email), one)));
      soFar = tell();
      onProgress(readBytes);
      return ok(undefined);
    };
    for await (const { number, readBytes, discarded, message } of eachMail(file)) {
      messages += 1;
      if (messages <= (before?.messages ?? 0)) {
        continue;
      }
      if (message === null) {
        leftOut[discarded] = (leftOut[discarded] ?? 0) + 1;
        continue;
      }
      chunk.push({ number, message });
      size += message.text.length;
      const sent = chunk.length >= MAILS || size > MAX_CHUNK_TEXT ? await send(readBytes) : ok(undefined);
      if (!sent.ok) {
        return sent;
      }
    }
    const sent = chunk.length > 0 ? await send(file.size) : ok(undefined);
    return sent.ok ? ok(tell()) : sent;
  });
}

type Proposal = ImportMailsReply['proposals'][number];

function joined(before: Proposal | undefined, now: Proposal): Proposal {
  return before === undefined
    ? now
    : {
        email: now.email,
        name: before.name === '' ? now.name : before.name,
        mails: before.mails + now.mails,
        firstAt: before.firstAt < now.firstAt ? before.firstAt : now.firstAt,
        lastAt: before.lastAt > now.lastAt ? before.lastAt : now.lastAt,
      };
}
