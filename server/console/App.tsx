import { LocationProvider } from 'preact-iso';
import { useEffect, useState } from 'preact/hooks';
import { IconSprite } from '#shared/ui/IconSprite.tsx';
import { ReaderContext, readerOf } from '#shared/ui/reader.ts';
import { Pages } from './Pages.tsx';

const MINUTE_MS = 60_000;

function readerNow() {
  return readerOf(navigator.language, Intl.DateTimeFormat().resolvedOptions().timeZone, Date.now());
}

/** The team console: its reader, whose clock moves by the minute, and its pages. */
export function App() {
  const [reader, setReader] = useState(readerNow);
  useEffect(() => {
    const timer = setInterval(() => setReader(readerNow()), MINUTE_MS);
    return () => clearInterval(timer);
  }, []);
  return (
    <ReaderContext.Provider value={reader}>
      <IconSprite />
      <LocationProvider>
        <Pages />
      </LocationProvider>
    </ReaderContext.Provider>
  );
}
