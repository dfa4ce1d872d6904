import { render } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import { languageOf } from '#shared/text/index.ts';
import { ReaderContext, readerOf } from '#shared/ui/reader.ts';
import { watchActiveTab } from '../platform.ts';
import { Book } from '../store/database.ts';
import { App } from './App.tsx';

const MINUTE_MS = 60_000;

/** Draws the panel. `tab`: the tab to follow for good, or null to follow the one that the user looks at. */
export function mountPanel(root: HTMLElement, tab: number | null): void {
  document.documentElement.lang = languageOf(navigator.language);
  render(<Root book={new Book()} fixedTab={tab} />, root);
}

function Root({ book, fixedTab }: { readonly book: Book; readonly fixedTab: number | null }) {
  const [tab, setTab] = useState(fixedTab ?? undefined);
  const [now, setNow] = useState(Date.now());
  useEffect(() => {
    const controller = new AbortController();
    if (fixedTab === null) {
      watchActiveTab(controller.signal, setTab);
    }
    const timer = setInterval(() => setNow(Date.now()), MINUTE_MS);
    return () => {
      controller.abort();
      clearInterval(timer);
    };
  }, []);
  return (
    <ReaderContext.Provider value={readerOf(navigator.language, Intl.DateTimeFormat().resolvedOptions().timeZone, now)}>
      <App book={book} tab={tab} />
    </ReaderContext.Provider>
  );
}
