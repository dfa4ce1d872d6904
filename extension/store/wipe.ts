import { toInstant } from '#shared/model/field.ts';
import { sha256Hex } from '#shared/sync/ids.ts';
import { changesOf, toOp } from '#shared/sync/outbox.ts';
import { UNSENT_FORMAT } from '#shared/model/unsent.ts';
import { sealUnsent } from '#shared/sync/unsent-file.ts';
import type { Book } from './database.ts';
import { findIdentity } from './meta.ts';

/** Edits that no server has, kept as the text of a file that only theirs opens. `edits`: changes as a person counts them. */
export type UnsentFile = { readonly name: string; readonly text: string; readonly organization: string; readonly edits: number };

/** The files that wait for being saved; they stay when the book goes. */
export type UnsentFiles = { readonly key: 'unsent'; readonly files: readonly UnsentFile[] };

/** The files of edits that were not sent before a book was removed, oldest first. */
export async function listUnsentFiles(book: Book): Promise<readonly UnsentFile[]> {
  const held = await book.meta.get('unsent');
  return held?.key === 'unsent' ? held.files : [];
}

/** Puts such a file away for good. */
export async function dropUnsentFile(book: Book, name: string): Promise<void> {
  await book.transaction('rw', book.meta, async () => {
    const files = (await listUnsentFiles(book)).filter((file) => file.name !== name);
    await (files.length === 0 ? book.meta.delete('unsent') : book.meta.put({ key: 'unsent', files }));
  });
}

/**
 * Removes everything of the team's from this browser, the token too, at once. What the server does not have stays as a file
 * that is encrypted for it. An edit that is made in this very moment is in the file or was not kept at all.
 */
export async function wipeBook(book: Book, nowMs: number): Promise<void> {
  for (;;) {
    const before = await readWaiting(book);
    // Without encryption there is no file: that nothing of the team's stays comes first.
    const file = await seal(before, nowMs).catch(() => undefined);
    const isDone = await book.transaction('rw', book.tables, async () => {
      if (JSON.stringify((await readWaiting(book)).ops) !== JSON.stringify(before.ops)) {
        return false;
      }
      const files = [...(await listUnsentFiles(book)), ...(file === undefined ? [] : [file])];
      for (const table of book.tables) {
        await table.clear();
      }
      if (files.length > 0) {
        await book.meta.put({ key: 'unsent', files });
      }
      return true;
    });
    if (isDone) {
      return;
    }
  }
}

type Waiting = Awaited<ReturnType<typeof readWaiting>>;

async function readWaiting(book: Book) {
  const identity = await findIdentity(book);
  const entries = await book.outbox.orderBy('n').toArray();
  const ops = entries.map(toOp);
  const edits = [...Map.groupBy(entries, ({ id }) => id).values()].reduce((sum, group) => sum + changesOf(group).length, 0);
  const rows = await book.blobs.filter(({ records, sentFor }) => records.some((record) => !sentFor.includes(record))).toArray();
  const pictures = rows.flatMap(({ hash, bytes, records, sentFor }) =>
    records.filter((record) => !sentFor.includes(record)).map((record) => ({ record, hash, bytes })),
  );
  return { identity, ops, edits, pictures };
}

async function seal({ identity, ops, edits, pictures }: Waiting, nowMs: number): Promise<UnsentFile | undefined> {
  if (!identity?.server || (ops.length === 0 && pictures.length === 0)) {
    return undefined;
  }
  const { organization, token } = identity.server;
  const savedAt = toInstant(nowMs);
  const text = await sealUnsent(
    { format: UNSENT_FORMAT, version: 1, device: identity.device, organization, savedAt, edits },
    { ops, pictures },
    sha256Hex(token),
    crypto.getRandomValues(new Uint8Array(12)),
  );
  return { name: `sidebook-unsent-${identity.device}-${savedAt.replaceAll(':', '-')}.json`, text, organization, edits };
}
