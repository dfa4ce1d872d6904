import { findAll, contains, isElement, isMatch, isWithin, parentOf } from './dom.ts';
import type { AdapterVersion } from '../adapters/adapter.ts';

/** The messages of the open conversation that are unfolded, in the order of the page, and those of them that the user is at. */
export type OpenConversation = {
  readonly root: Element | Document;
  readonly messages: readonly (Element | Document)[];
  readonly focused: readonly (Element | Document)[];
};

/** What is put out of sight: webmails keep conversations that were open before. */
export const HIDDEN = '[style*="display: none"], [style*="display:none"], [hidden]';

/** Elements that fit and are not put out of sight, without those inside of another that does. */
function outermost(within: Element | Document, selector: string): Element[] {
  const found = findAll(within, selector).filter((element) => !isWithin(element, HIDDEN));
  return found.filter((element) => !found.some((other) => other !== element && contains(other, element)));
}

/** The bodies in an element that are read, not written. */
function bodiesIn(within: Element | Document, version: AdapterVersion): Element[] {
  return outermost(within, version.body).filter((body) => !isWithin(body, EDITED) && findAll(body, EDITED).length === 0);
}

const EDITED = '[contenteditable="true"], [contenteditable=""]';

/** The smallest element around a body that also holds a sender's cell; none where it holds another body too. */
function around(body: Element, root: Element | Document, version: AdapterVersion): Element[] {
  for (let element = parentOf(body); element !== null && element !== root; element = parentOf(element)) {
    if (findAll(element, version.from.cell).some((cell) => !contains(body, cell))) {
      return bodiesIn(element, version).length === 1 ? [element] : [];
    }
  }
  return isElement(root) && bodiesIn(root, version).length === 1 ? [root] : [];
}

function messagesIn(root: Element | Document, version: AdapterVersion): (Element | Document)[] {
  const { message } = version;
  if (message === null) {
    return version.root === null || bodiesIn(root, version).length > 0 ? [root] : [];
  }
  return message === 'around-body'
    ? bodiesIn(root, version).flatMap((body) => around(body, root, version))
    : outermost(root, message.select).filter((element) => !isWithin(element, version.body) && bodiesIn(element, version).length > 0);
}

/** How many messages a page shows as a version finds them, folded ones among them. */
export function countMessages(document: Document, { message }: AdapterVersion): number {
  return message === null || message === 'around-body' ? 0 : outermost(document, message.select).length;
}

/** The open conversation as a version of an adapter finds it: null where there is none, `several` where two are open. */
export function findOpenConversation(document: Document, version: AdapterVersion): OpenConversation | 'several' | null {
  const roots = version.root === null ? [document] : outermost(document, version.root);
  const open = roots.map((root) => ({ root, messages: messagesIn(root, version) })).filter(({ messages }) => messages.length > 0);
  const [only, second] = open;
  if (only === undefined || second !== undefined) {
    return only === undefined ? null : 'several';
  }
  const { focus } = version;
  return { ...only, focused: focus === null ? [] : only.messages.filter((message) => isElement(message) && isMatch(message, focus)) };
}
