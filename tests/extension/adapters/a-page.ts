import { readFileSync } from 'node:fs';
import path from 'node:path';

/** Pages written for these tests, each with what reading it must give. */
export const fixtures = path.resolve(import.meta.dirname, '../../fixtures/captures');

/** What a fixture's JSON says. `shownAt` and `shownOn` are in the zone of this machine, as pages show them. */
export type Expected = {
  readonly url: string;
  readonly kind: 'message' | 'compose' | 'list' | 'unreadable' | 'no-webmail';
  readonly rawUrl?: string | null;
  readonly message?: Readonly<Record<string, unknown>>;
  readonly compose?: Readonly<Record<string, unknown>>;
  readonly missing?: readonly string[];
  readonly notes?: readonly string[];
  /** Ids of other unfolded messages of the same conversation. */
  readonly others?: readonly string[];
  readonly shownAt?: readonly [number, number, number, number, number] | null;
  readonly shownOn?: readonly [number, number, number];
};

/** A fixture by its name. */
export function loadFixture(name: string): { readonly html: string; readonly expected: Expected } {
  const expected: Expected = JSON.parse(readFileSync(path.join(fixtures, `${name}.json`), 'utf8'));
  return { html: readFileSync(path.join(fixtures, `${name}.html`), 'utf8'), expected };
}

/** Puts a page into the document of the test, its frames with their letters in them, and gives the document. */
export function openPage(html: string): Document {
  const parsed = new DOMParser().parseFromString(html, 'text/html');
  document.replaceChild(document.adoptNode(parsed.documentElement), document.documentElement);
  for (const frame of document.querySelectorAll<HTMLIFrameElement>('iframe[srcdoc]')) {
    const inner = frame.contentDocument;
    const letter = new DOMParser().parseFromString(frame.getAttribute('srcdoc') ?? '', 'text/html');
    inner?.body.replaceChildren(...[...letter.body.childNodes].map((node) => inner.adoptNode(node)));
  }
  return document;
}
