/**
 * Reading a page that may be hostile. An element with the name or id `querySelector` or `textContent` hides the document's or a
 * form's own method of that name (DOM clobbering), so the prototype's is called instead. Nothing here throws.
 */

type Parent = Document | DocumentFragment | Element;

/** The window's own classes where the node belongs to one: a frame's nodes are not instances of this window's classes. */
function callSafely<T>(read: () => T, otherwise: T): T {
  try {
    return read();
  } catch {
    return otherwise;
  }
}

type Getter = (node: Node) => unknown;

/**
 * The prototype's own getter of a property, looked up once for each window: pages have tens of thousands of nodes. It throws for
 * what is no node, as `callSafely` expects.
 */
function createGetter(prototypeOf: () => object, name: string): Getter {
  let prototype: object | null = null;
  let getter: Getter = () => undefined;
  return (node) => {
    const current = prototypeOf();
    if (current !== prototype) {
      const descriptor = Object.getOwnPropertyDescriptor(current, name);
      getter = (one): unknown => descriptor?.get?.call(one);
      prototype = current;
    }
    return getter(node);
  };
}

const nodePrototype = (): object => Node.prototype;
const elementPrototype = (): object => Element.prototype;
const nodeTypeOf = createGetter(nodePrototype, 'nodeType');
const firstChildOf = createGetter(nodePrototype, 'firstChild');
const nextSiblingOf = createGetter(nodePrototype, 'nextSibling');
const localNameOf = createGetter(elementPrototype, 'localName');

function readGetter(getter: Getter, node: Node): unknown {
  try {
    return getter(node);
  } catch {
    return undefined;
  }
}

/** True for what the getters of nodes give: a node or nothing. */
function isNode(value: unknown): value is Node {
  return typeof value === 'object' && value !== null;
}

function isDocument(node: Parent): node is Document {
  return readNodeType(node) === 9;
}

function readNodeType(node: Node): number {
  const type = readGetter(nodeTypeOf, node);
  return typeof type === 'number' ? type : 0;
}

/** Every element below `parent` that fits, in document order. */
export function findAll(parent: Parent, selector: string): Element[] {
  return callSafely(() => {
    const found = isDocument(parent)
      ? Document.prototype.querySelectorAll.call(parent, selector)
      : readNodeType(parent) === 11
        ? DocumentFragment.prototype.querySelectorAll.call(parent, selector)
        : Element.prototype.querySelectorAll.call(parent, selector);
    return [...found];
  }, []);
}

/** The first element below `parent` that fits, or null. */
export function findFirst(parent: Parent, selector: string): Element | null {
  return callSafely(() => {
    if (isDocument(parent)) {
      return Document.prototype.querySelector.call(parent, selector);
    }
    return readNodeType(parent) === 11
      ? DocumentFragment.prototype.querySelector.call(parent, selector)
      : Element.prototype.querySelector.call(parent, selector);
  }, null);
}

/** The value of an attribute, or null. */
export function attributeOf(element: Element | null, name: string): string | null {
  if (element === null) {
    return null;
  }
  try {
    return Element.prototype.getAttribute.call(element, name);
  } catch {
    return null;
  }
}

/** The text of a node and all below it, or an empty text. */
export function textOf(node: Node | null): string {
  const text: unknown = node === null ? '' : callSafely(() => Reflect.get(Node.prototype, 'textContent', node), '');
  return typeof text === 'string' ? text : '';
}

/** The markup below an element, or an empty text. */
export function markupOf(element: Element): string {
  const markup: unknown = callSafely(() => Reflect.get(Element.prototype, 'innerHTML', element), '');
  return typeof markup === 'string' ? markup : '';
}

/** True where `element` or an element above it fits. */
export function isWithin(element: Element, selector: string): boolean {
  return callSafely(() => Element.prototype.closest.call(element, selector) !== null, false);
}

/** True where `element` itself fits. */
export function isMatch(element: Element, selector: string): boolean {
  return callSafely(() => Element.prototype.matches.call(element, selector), false);
}

/** The nodes directly below a node. */
export function listChildren(node: Node): Node[] {
  const children: Node[] = [];
  for (let child = readGetter(firstChildOf, node); isNode(child); child = readGetter(nextSiblingOf, child)) {
    children.push(child);
  }
  return children;
}

/** The element directly above, or null. */
export function parentOf(node: Node): Element | null {
  return callSafely<Element | null>(() => Reflect.get(Node.prototype, 'parentElement', node), null);
}

/** True where `inner` is `outer` or stands in it. */
export function contains(outer: Node, inner: Node): boolean {
  return callSafely(() => Node.prototype.contains.call(outer, inner), false);
}

/** True where `one` stands before `other` in the document. */
export function isBefore(one: Node, other: Node): boolean {
  return callSafely(() => (Node.prototype.compareDocumentPosition.call(one, other) & 4) !== 0, false);
}

/** True for an element. */
export function isElement(node: Node): node is Element {
  return readNodeType(node) === 1;
}

/** True for a text node. */
export function isText(node: Node): boolean {
  return readNodeType(node) === 3;
}

/** The name of an element's tag in lower case. */
export function tagOf(element: Element): string {
  const name = readGetter(localNameOf, element);
  return typeof name === 'string' ? name : '';
}

/**
 * What an element shows: of a frame of the same origin, or an element that holds nothing but one, the body of its document; of an
 * element with an open shadow root the body in it; else the element itself. Null where a frame has not loaded yet or is of another
 * origin.
 */
export function contentOf(element: Element): Element | null {
  const [frame, second] = textOf(element).trim() === '' ? findAll(element, 'iframe') : [];
  if (frame !== undefined && second === undefined) {
    return contentOf(frame);
  }
  if (tagOf(element) === 'iframe') {
    return callSafely<Element | null>(() => {
      const inner: unknown = Reflect.get(element, 'contentDocument');
      const body: unknown =
        typeof inner === 'object' && inner !== null && Reflect.get(inner, 'readyState') !== 'loading' ? Reflect.get(inner, 'body') : null;
      return isNode(body) && isElement(body) ? body : null;
    }, null);
  }
  const shadow: unknown = callSafely(() => Reflect.get(Element.prototype, 'shadowRoot', element), null);
  return (isNode(shadow) && isFragment(shadow) ? findFirst(shadow, 'body') : null) ?? element;
}

/** What stands in a field now, or an empty text. */
export function valueOf(field: Element | null): string {
  const value: unknown = field !== null && ['input', 'textarea'].includes(tagOf(field)) ? callSafely(() => Reflect.get(field, 'value'), '') : '';
  return typeof value === 'string' ? value : '';
}

/** The element that has the cursor, or null. */
export function focusOf(document: Document): Element | null {
  return callSafely<Element | null>(() => Reflect.get(Document.prototype, 'activeElement', document), null);
}

function isFragment(node: Node): node is DocumentFragment {
  return readNodeType(node) === 11;
}
