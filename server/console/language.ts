import { createContext } from 'preact';
import { useContext } from 'preact/hooks';
import { LANGUAGES, languageOf } from '#shared/text/index.ts';

const KEY = 'language';

/** The locale to read in: the language that was chosen here before, else the browser's. */
export function findLocale(): string {
  const chosen = LANGUAGES.find(({ tag }) => tag === localStorage.getItem(KEY));
  // The browser knows the country too, which decides on the form of dates; a chosen other language brings its own.
  return chosen === undefined || chosen.tag === languageOf(navigator.language) ? navigator.language : chosen.locale;
}

/** Keeps a choice for the next visit. */
export function keepLanguage(tag: string): void {
  localStorage.setItem(KEY, tag);
}

/** What a choice of another language does. */
export const LanguageContext = createContext<(tag: string) => void>(() => undefined);

/** Chooses the language of the whole console. */
export function useLanguage(): (tag: string) => void {
  return useContext(LanguageContext);
}
