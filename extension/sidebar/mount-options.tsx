import { render } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import { errorText, languageOf } from '#shared/text/index.ts';
import { IconSprite } from '#shared/ui/IconSprite.tsx';
import { ReaderContext, readerOf, useReader } from '#shared/ui/reader.ts';
import { Book } from '../store/database.ts';
import { findIdentity } from '../store/meta.ts';
import type { PairedByAddress } from './pair-by-address.ts';
import { FirstRunPage } from './pages/FirstRunPage.tsx';
import { SettingsPage } from './pages/SettingsPage.tsx';
import { UndoNotice } from './parts/UndoNotice.tsx';
import { useLive } from './use-live.ts';
import { useUndo, useUndoKeys } from './use-undo.ts';

/** Draws the settings page. `pairing`: how pairing by the page's address went, in the test build. */
export function mountOptions(root: HTMLElement, pairing: Promise<PairedByAddress | undefined> | undefined): void {
  document.documentElement.lang = languageOf(navigator.language);
  const reader = readerOf(navigator.language, Intl.DateTimeFormat().resolvedOptions().timeZone, Date.now());
  render(
    <ReaderContext.Provider value={reader}>
      <Options book={new Book()} pairing={pairing} />
    </ReaderContext.Provider>,
    root,
  );
}

function Options({ book, pairing }: { readonly book: Book; readonly pairing: Promise<PairedByAddress | undefined> | undefined }) {
  const { texts } = useReader();
  const done = useUndo();
  useUndoKeys();
  const [problem, setProblem] = useState<string>();
  const held = useLive(async () => ({ identity: await findIdentity(book) }), ['identity']);
  useEffect(() => {
    pairing?.then(
      (paired) => setProblem(paired && !paired.ok ? errorText(texts, paired.failure.code) : undefined),
      () => setProblem(texts.errors.internal),
    );
  }, []);
  if (!held) {
    return null;
  }
  const { identity } = held;
  const settled = identity
    ? identity.server
      ? { kind: 'server' as const, organization: identity.server.organization, user: identity.user.name }
      : { kind: 'browser' as const }
    : null;
  return (
    <main class="panel">
      <IconSprite />
      <FirstRunPage book={book} settled={settled} tabOrigin={undefined} onDone={() => window.close()} />
      {identity ? <SettingsPage announce={done.announce} /> : null}
      {problem === undefined ? null : (
        <p class="note-s wrong" role="alert">
          {problem}
        </p>
      )}
      <UndoNotice text={done.text} onUndo={done.undo && (() => void done.undo?.())} onDismiss={done.dismiss} />
    </main>
  );
}
