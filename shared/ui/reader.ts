import { createContext } from 'preact';
import { useContext } from 'preact/hooks';
import { textsFor, type Texts } from '#shared/text/index.ts';
import type { Place } from './format.ts';

/** The person who reads: their language, zone and clock, and the texts in their language. */
export type Reader = Place & {
  readonly texts: Texts;
  /** The team's own currency: its sign needs no country before it. */
  readonly currency?: string | undefined;
};

/** The reader of a locale and zone at a moment. */
export function readerOf(locale: string, timeZone: string, now: number, currency?: string): Reader {
  return { locale, timeZone, now, texts: textsFor(locale), currency };
}

/** Whoever mounts a tree says once who reads it; without that it is English in UTC at the epoch, which tests notice. */
export const ReaderContext = createContext<Reader>(readerOf('en-GB', 'UTC', 0));

/** The reader of this tree. */
export function useReader(): Reader {
  return useContext(ReaderContext);
}
