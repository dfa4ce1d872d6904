import { defineUnlistedScript } from 'wxt/utils/define-unlisted-script';
import { sendStructure } from '../content/structure.ts';

/** Describes how a page is built, after the user pressed for a report; put into its frames by the background. */
export default defineUnlistedScript(() => sendStructure(document));
