import { readWebPage } from '../capture/web-page.ts';
import { calls } from '../messages.ts';
import { send } from '../transport.ts';

/** Reads the page for people and companies and tells the background. Nothing is kept before the user presses again. */
export function sendPage(page: Document, url: string): void {
  void send(calls.pageCaptured, { capture: readWebPage(page, url, { country: null }) });
}
