// The Node side of `npm run capture`: files, the test DOM, the console. Started by cli.mjs on the project's own Node.
// oxlint-disable-next-line no-restricted-imports -- the command line is this reader's only place outside of a browser
import { readFile } from 'node:fs/promises';
// oxlint-disable-next-line no-restricted-imports -- the same
import { JSDOM } from 'jsdom';

const { window } = new JSDOM('');
// dom.ts calls the methods of these prototypes, so that a page cannot hide them; here they are the test DOM's.
for (const name of ['Node', 'Element', 'Document', 'DocumentFragment']) {
  globalThis[name] = window[name];
}
const { runCapture } = await import('./cli.ts');

process.exitCode = await runCapture(process.argv.slice(2), {
  readFile: async (path) => new Uint8Array(await readFile(path)),
  toDocument: (html) => new window.DOMParser().parseFromString(html, 'text/html'),
  setZone: (zone) => {
    process.env.TZ = zone;
  },
  nowMs: () => performance.now(),
  print: (line) => process.stdout.write(`${line}\n`),
  complain: (line) => process.stderr.write(`${line}\n`),
});
