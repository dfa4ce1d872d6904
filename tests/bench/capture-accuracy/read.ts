import { readFileSync } from 'node:fs';
import { JSDOM } from 'jsdom';
import type { Printed } from '../../../extension/capture/cli-result.ts';
import { runCapture } from '../../../extension/capture/cli.ts';

const { window } = new JSDOM('');
Object.assign(globalThis, { Node: window.Node, Element: window.Element, Document: window.Document, DocumentFragment: window.DocumentFragment });

/** A document without scripts run, as the command line reads it. */
export const toDocument = (html: string): Document => new window.DOMParser().parseFromString(html, 'text/html');

/** What `npm run capture` prints for the files, in the order given. */
export async function capture(files: readonly string[], country = 'US'): Promise<Printed[]> {
  const lines: string[] = [];
  await runCapture(['--country', country, ...files], {
    readFile: async (file) => new Uint8Array(readFileSync(file)),
    toDocument,
    setZone: () => undefined,
    nowMs: () => performance.now(),
    print: (line) => lines.push(line),
    complain: () => undefined,
  });
  return lines.map((line): Printed => JSON.parse(line));
}
