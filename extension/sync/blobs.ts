import { AppError } from '#shared/errors.ts';
import { routes } from '#shared/wire/routes.ts';
import { keepBlob, listUnsent } from '../store/blobs.ts';
import type { SyncDeps } from './push.ts';
import { readFile, sendFile, type Server } from './request.ts';

/** What the server says of one picture, which is no reason to stop sending the others. */
const OF_ONE: ReadonlySet<string> = new Set(['not-found', 'bad-request', 'body-too-large']);

/** Sends the pictures of records that the server has. Throws `AppError` where the server cannot be reached. */
export async function sendBlobs({ book, fetch }: SyncDeps, server: Server): Promise<void> {
  for (const { row, record } of await listUnsent(book)) {
    try {
      await sendFile(fetch, server, routes.putBlob, row.hash, { record }, row.bytes);
      await keepBlob(book, row, record, true);
    } catch (error) {
      if (!(error instanceof AppError) || !OF_ONE.has(error.code)) {
        throw error;
      }
    }
  }
}

/** Fetches the picture of a record from the server and keeps it. Throws `AppError`. */
export async function fetchBlob(
  { book, fetch }: SyncDeps,
  server: Server,
  picture: { readonly hash: string; readonly type: string; readonly name: string; readonly record: string },
): Promise<void> {
  const { hash, type, name, record } = picture;
  const bytes = await readFile(fetch, server, routes.getBlob, hash, { record });
  await keepBlob(book, { hash, type, name, bytes }, record, true);
}
