import { defineContentScript } from 'wxt/utils/define-content-script';
import { startReader } from '../content/start.ts';

/** Reads the open mail; registered by the background for the sites that the user switched on. */
export default defineContentScript({
  matches: [],
  registration: 'runtime',
  allFrames: true,
  main: (context) => startReader(document, () => location.href, window === window.top, context.signal),
});
