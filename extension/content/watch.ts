import { listDrawn, readDrawnPage, type PageReading } from '../capture/drawn-page.ts';

/** A page that still changes is read no more often than this. */
const DEBOUNCE_MS = 150;
/** Two equal reads this far apart are a page at rest: headers paint before bodies, and the address changes before both. */
const SETTLE_MS = 100;
/** While a page never rests, a read is tried this often all the same. */
const MAX_WAIT_MS = 1500;
/** Addresses that scripts change without an event are looked at this often, and only while the page is seen. */
const ADDRESS_CHECK_MS = 1000;

/** Attributes in which webmails change what a message is: Gmail paints its ids late. */
const WATCHED = ['title', 'href', 'class', 'email', 'data-legacy-message-id', 'data-expanded', 'data-hasfocus', 'aria-selected', 'aria-label'];

export type WatchOptions = {
  readonly document: Document;
  /** The page's address now. */
  readonly url: () => string;
  readonly signal: AbortSignal;
  /** Told what the page is, once it rests, and again only when that changes. */
  readonly onReading: (reading: PageReading) => void;
};

/**
 * Watches what is open in a page until `signal` ends it. Between changes nothing runs but one cheap look at the address, so that
 * a tab may stay open for days.
 */
export function watchPage({ document, url, signal, onReading }: WatchOptions): void {
  if (signal.aborted) {
    return;
  }
  let told = '';
  let pending = '';
  let lastUrl = url();
  let firstChangeAt = 0;
  let timer: ReturnType<typeof setTimeout> | undefined;
  /** The message under whose address each element was first seen: it shows that one as long as it stands. */
  const drawnAs = new WeakMap<Element, string | null>();

  /** True while the page still shows the message before the one that its address names. */
  const isStale = (): boolean => {
    let stale = false;
    for (const { element, nativeId } of listDrawn(document, url())) {
      const first = drawnAs.get(element);
      if (first === undefined) {
        drawnAs.set(element, nativeId);
      } else {
        stale = stale || first !== nativeId;
      }
    }
    return stale;
  };

  const later = (ms: number, act: () => void): void => {
    clearTimeout(timer);
    timer = setTimeout(act, ms);
  };
  const read = (): void => {
    timer = undefined;
    firstChangeAt = 0;
    if (isStale()) {
      // The next message's own elements come as a change of the page.
      pending = '';
      return;
    }
    const reading = readDrawnPage(document, url());
    const shape = JSON.stringify(reading);
    if (shape === told) {
      pending = '';
    } else if (shape === pending) {
      pending = '';
      told = shape;
      onReading(reading);
    } else {
      pending = shape;
      later(SETTLE_MS, read);
    }
  };
  const changed = (): void => {
    // Seen in the moment in which it is drawn: later the address may name the message after it.
    isStale();
    const now = Date.now();
    firstChangeAt = firstChangeAt === 0 ? now : firstChangeAt;
    if (timer === undefined || now - firstChangeAt < MAX_WAIT_MS) {
      later(DEBOUNCE_MS, read);
    }
  };
  const checkAddress = (): void => {
    if (document.visibilityState !== 'hidden' && url() !== lastUrl) {
      lastUrl = url();
      changed();
    }
  };

  const observer = new MutationObserver(changed);
  observer.observe(document, { subtree: true, childList: true, characterData: true, attributes: true, attributeFilter: WATCHED });
  const interval = setInterval(checkAddress, ADDRESS_CHECK_MS);
  const view = document.defaultView;
  for (const event of ['hashchange', 'popstate', 'pageshow']) {
    view?.addEventListener(event, changed, { signal });
  }
  document.addEventListener('visibilitychange', checkAddress, { signal });
  // The cursor says which mail is being written; a letter in a frame comes without a change of this document.
  document.addEventListener('focusin', changed, { signal });
  document.addEventListener('load', changed, { signal, capture: true });
  signal.addEventListener(
    'abort',
    () => {
      observer.disconnect();
      clearInterval(interval);
      clearTimeout(timer);
    },
    { once: true },
  );
  changed();
}
