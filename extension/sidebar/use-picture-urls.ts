import { useEffect, useState } from 'preact/hooks';
import { listBlobs } from '../store/blobs.ts';
import type { Book } from '../store/database.ts';
import { useLive } from './use-live.ts';

const NONE: ReadonlyMap<string, string> = new Map();

/** Where pictures of these hashes can be drawn from, as far as this browser holds them. The addresses go with the page. */
export function usePictureUrls(book: Book, hashes: readonly string[]): ReadonlyMap<string, string> {
  const wanted = [...new Set(hashes)].toSorted();
  const held = useLive(() => listBlobs(book, wanted), ['pictures', ...wanted]);
  const [urls, setUrls] = useState(NONE);
  const shown = (held ?? []).map(({ hash }) => hash).join(' ');
  useEffect(() => {
    const made = new Map((held ?? []).map(({ hash, type, bytes }) => [hash, URL.createObjectURL(new Blob([bytes], { type }))] as const));
    setUrls(made.size === 0 ? NONE : made);
    return () => made.forEach((url) => URL.revokeObjectURL(url));
  }, [shown]);
  return urls;
}
