import { render } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import { languageOf } from '#shared/text/index.ts';
import { Lines } from '#shared/ui/primitives/Lines.tsx';
import { ReaderContext, readerOf, useReader } from '#shared/ui/reader.ts';
import { calls } from '../messages.ts';
import { findBlob } from '../store/blobs.ts';
import { Book } from '../store/database.ts';
import { send } from '../transport.ts';

/** Draws one picture of a contact in a tab of its own. `place`: `#RECORD/HASH`. */
export function mountPicture(root: HTMLElement, place: string): void {
  document.documentElement.lang = languageOf(navigator.language);
  const reader = readerOf(navigator.language, Intl.DateTimeFormat().resolvedOptions().timeZone, Date.now());
  const [, record = '', hash = ''] = /^#([a-z0-9]{1,64})\/([0-9a-f]{64})$/u.exec(place) ?? [];
  render(
    <ReaderContext.Provider value={reader}>
      <Picture book={new Book()} record={record} hash={hash} />
    </ReaderContext.Provider>,
    root,
  );
}

type PictureProps = { readonly book: Book; readonly record: string; readonly hash: string };

/** The picture, fetched from the server where this browser does not hold it; a sentence where nobody does. */
function Picture({ book, record, hash }: PictureProps) {
  const { texts } = useReader();
  const [shown, setShown] = useState<{ readonly url: string; readonly name: string }>();
  const [problem, setProblem] = useState<string>();
  useEffect(() => {
    const show = async (): Promise<void> => {
      const asked = await send(calls.fetchPicture, { record, hash });
      const blob = await findBlob(book, hash);
      if (blob) {
        document.title = blob.name;
        setShown({ url: URL.createObjectURL(new Blob([blob.bytes], { type: blob.type })), name: blob.name });
      } else {
        setProblem(!asked.ok && asked.error.code === 'server-unreachable' ? texts.timeline.pictureOffline : texts.timeline.pictureGone);
      }
    };
    void show();
  }, []);
  return (
    <main class="picture-page">
      {shown === undefined ? null : <img src={shown.url} alt={shown.name} />}
      {problem === undefined ? null : (
        <p class="note-s" role="alert">
          {problem}
        </p>
      )}
      {shown === undefined && problem === undefined ? <Lines /> : null}
    </main>
  );
}
