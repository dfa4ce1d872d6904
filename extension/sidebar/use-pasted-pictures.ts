import { useEffect, useState } from 'preact/hooks';
import * as v from 'valibot';
import { MAX_PICTURES, PastedPicture } from '../messages.ts';
import { MAX_PICTURE_BYTES, type LeftPicture, type ShownPicture } from './parts/PastedPictures.tsx';

/** The pasted pictures that can be kept, and those that cannot with the reason. */
export type PastedPictureFiles = { readonly pictures: readonly ShownPicture[]; readonly left: readonly LeftPicture[] };

/** Reads pasted pictures once; their addresses for drawing go with the page. */
export function usePastedPictures(files: readonly File[]): PastedPictureFiles {
  const [read, setRead] = useState<PastedPictureFiles>({ pictures: [], left: [] });
  useEffect(() => {
    const controller = new AbortController();
    const urls: string[] = [];
    void readAll(files, urls).then((all) => {
      if (!controller.signal.aborted) {
        setRead(all);
      }
    });
    return () => {
      controller.abort();
      urls.forEach((url) => URL.revokeObjectURL(url));
    };
  }, []);
  return read;
}

async function readAll(files: readonly File[], urls: string[]): Promise<PastedPictureFiles> {
  const pictures: ShownPicture[] = [];
  const left: LeftPicture[] = [];
  for (const file of files) {
    const type = v.safeParse(PastedPicture.entries.type, file.type);
    if (!type.success || file.size === 0) {
      left.push({ name: file.name, why: 'kind' });
    } else if (file.size > MAX_PICTURE_BYTES) {
      left.push({ name: file.name, why: 'size' });
    } else if (pictures.length === MAX_PICTURES) {
      left.push({ name: file.name, why: 'number' });
    } else {
      const url = URL.createObjectURL(file);
      urls.push(url);
      const picture = { name: file.name.slice(0, 200), type: type.output, base64: toBase64(new Uint8Array(await file.arrayBuffer())) };
      pictures.push({ picture, url });
    }
  }
  return { pictures, left };
}

function toBase64(bytes: Uint8Array): string {
  let binary = '';
  for (let at = 0; at < bytes.length; at += 8192) {
    binary += String.fromCharCode(...bytes.subarray(at, at + 8192));
  }
  return btoa(binary);
}
