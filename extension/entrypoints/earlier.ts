import { defineUnlistedScript } from 'wxt/utils/define-unlisted-script';
import { fetchEarlier } from '../content/earlier.ts';

/** Fetches a customer's earlier mail in a webmail's page, after the user pressed for it; put into the page by the background. */
export default defineUnlistedScript(() => void fetchEarlier(document, new URL(location.href)));
