import { defineUnlistedScript } from 'wxt/utils/define-unlisted-script';
import { sendPage } from '../content/page.ts';

/** Reads a web page once, after the user pressed for it; put into the page by the background. */
export default defineUnlistedScript(() => sendPage(document, location.href));
