import { LocationProvider } from 'preact-iso';
import { useEffect, useState } from 'preact/hooks';
import { languageOf } from '#shared/text/index.ts';
import { IconSprite } from '#shared/ui/IconSprite.tsx';
import { ReaderContext, readerOf } from '#shared/ui/reader.ts';
import { findLocale, keepLanguage, LanguageContext } from './language.ts';
import { Pages } from './Pages.tsx';

const MINUTE_MS = 60_000;

function readerNow() {
  return readerOf(findLocale(), Intl.DateTimeFormat().resolvedOptions().timeZone, Date.now());
}

/** The team console: its reader, whose clock moves by the minute and whose language can be chosen, and its pages. */
export function App() {
  const [reader, setReader] = useState(readerNow);
  useEffect(() => {
    const timer = setInterval(() => setReader(readerNow()), MINUTE_MS);
    return () => clearInterval(timer);
  }, []);
  useEffect(() => {
    document.documentElement.lang = languageOf(reader.locale);
  }, [reader.locale]);
  const choose = (tag: string): void => {
    keepLanguage(tag);
    setReader(readerNow());
  };
  return (
    <LanguageContext.Provider value={choose}>
      <ReaderContext.Provider value={reader}>
        <IconSprite />
        <LocationProvider>
          <Pages />
        </LocationProvider>
      </ReaderContext.Provider>
    </LanguageContext.Provider>
  );
}
