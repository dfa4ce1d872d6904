import { readWebPage } from '../capture/web-page.ts';
import { pageCalls } from '../page-messages.ts';
import { send } from '../transport.ts';

/** Reads the page for people and companies and tells the background. Nothing is kept before the user presses again. */
export function sendPage(page: Document, url: string): void {
  void send(pageCalls.pageCaptured, { capture: readWebPage(page, url, { country: null }) });
}
