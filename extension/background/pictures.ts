import { AppError } from '#shared/errors.ts';
import { fieldOf, toView } from '#shared/model/entity.ts';
import { interactions } from '#shared/model/interaction.ts';
import { sha256OfFile } from '#shared/sync/ids.ts';
import { MAX_BLOB_BYTES } from '#shared/wire/blobs.ts';
import type { calls, PastedPicture } from '../messages.ts';
import { findBlob, keepBlob } from '../store/blobs.ts';
import type { Book } from '../store/database.ts';
import { findRecord } from '../store/records.ts';
import type { Change } from '../store/write.ts';
import { fetchBlob } from '../sync/blobs.ts';
import type { Fetch } from '../sync/request.ts';
import type { Handlers } from '../transport.ts';
import { getIdentity, type Background } from './own.ts';

/** How each kind of picture begins. What a program calls a picture and does not begin so is none. */
const BEGINNINGS: Readonly<Record<PastedPicture['type'], (start: string) => boolean>> = {
  'image/png': (start) => start.startsWith('\u0089PNG\r\n\u001A\n'),
  'image/jpeg': (start) => start.startsWith('\u00FF\u00D8\u00FF'),
  'image/gif': (start) => /^GIF8[79]a/u.test(start),
  'image/webp': (start) => start.startsWith('RIFF') && start.slice(8, 12) === 'WEBP',
};

type Picture = { readonly hash: string; readonly type: string; readonly name: string; readonly bytes: Uint8Array<ArrayBuffer> };

/** Pasted pictures with the hash that each is kept under. Throws `bad-request` for what is no picture, and `body-too-large`. */
export function readPictures(pasted: readonly PastedPicture[]): Picture[] {
  return pasted.map(({ name, type, base64 }) => {
    const binary = atob(base64);
    if (binary.length > MAX_BLOB_BYTES) {
      throw new AppError('body-too-large', { maxBytes: MAX_BLOB_BYTES });
    }
    if (!BEGINNINGS[type](binary.slice(0, 16))) {
      throw new AppError('bad-request', { field: 'picture' });
    }
    const bytes = Uint8Array.from(binary, (letter) => letter.charCodeAt(0));
    return { hash: sha256OfFile(bytes), type, name, bytes };
  });
}

/** What names the pictures in the record they are kept with. */
export function toAttachments(record: string, pictures: readonly Picture[]): Change[] {
  return pictures.map(({ hash, name, type, bytes }) => ({
    id: record,
    kind: interactions.kind,
    field: fieldOf('attachments', hash),
    value: { name, type, bytes: bytes.length },
  }));
}

/** Keeps the bytes, before the record that names them is written: a record without its picture would be sent at once. */
export async function keepPictures(book: Book, record: string, pictures: readonly Picture[]): Promise<void> {
  for (const picture of pictures) {
    await keepBlob(book, picture, record, false);
  }
}

/** Pictures of other browsers are fetched when somebody opens them. */
export function createPictureHandlers(background: Background & { readonly fetch: Fetch }): Pick<Handlers<typeof calls>, 'fetchPicture'> {
  const { book, fetch, nowMs } = background;
  return {
    async fetchPicture({ record, hash }) {
      const { server } = await getIdentity(book);
      const held = await findRecord(book, record);
      const named = held === undefined ? undefined : toView(interactions, held).attachments[hash];
      if (named === undefined) {
        throw new AppError('not-found');
      }
      if ((await findBlob(book, hash)) === undefined) {
        if (server === null) {
          throw new AppError('no-server');
        }
        await fetchBlob({ book, fetch, nowMs }, server, { record, hash, type: named.type, name: named.name });
      }
      return {};
    },
  };
}
