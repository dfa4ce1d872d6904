import axe from 'axe-core';
import { render, type ComponentChildren } from 'preact';
import { act } from 'preact/test-utils';
import { afterEach } from 'vitest';
import { IconSprite } from '#shared/ui/IconSprite.tsx';
import { ReaderContext, readerOf } from '#shared/ui/reader.ts';
import { NOW } from './gallery/sample.ts';

/** Runs what Preact has put off; with a plain function it is done when this returns. */
export function settle(change: () => void): void {
  void act(change);
}

afterEach(() => {
  settle(() => render(null, document.body));
  document.body.replaceChildren();
});

/** Renders a part for a reader in London at the moment of the samples, and gives its page. */
export function mount(part: ComponentChildren, locale = 'en-GB'): HTMLElement {
  const draw = (children: ComponentChildren): void => {
    settle(() =>
      render(
        <ReaderContext.Provider value={readerOf(locale, 'Europe/London', NOW)}>
          <IconSprite />
          {children}
        </ReaderContext.Provider>,
        document.body,
      ),
    );
  };
  draw(part);
  return document.body;
}

/** The one element that a selector finds; throws where there is none. */
export function find(selector: string, within: ParentNode = document): HTMLElement {
  const found = within.querySelector<HTMLElement>(selector);
  if (found === null) {
    throw new Error(`nothing matches ${selector} in ${document.body.textContent}`);
  }
  return found;
}

/** The button or link whose words or name begin so. */
export function button(name: string): HTMLElement {
  const all = [...document.querySelectorAll<HTMLElement>('button, a, [role="button"]')];
  const found = all.find((one) => (one.getAttribute('aria-label') ?? one.textContent).trim().startsWith(name));
  if (found === undefined) {
    throw new Error(`no button ${name} among ${all.map((one) => one.getAttribute('aria-label') ?? one.textContent).join(' | ')}`);
  }
  return found;
}

/** Presses an element. */
export function press(element: HTMLElement): void {
  settle(() => element.click());
}

/** Strikes a key on an element; says whether the page let the browser go on with it. */
export function key(element: EventTarget, name: string, more: KeyboardEventInit = {}): boolean {
  let goesOn = true;
  settle(() => {
    goesOn = element.dispatchEvent(new KeyboardEvent('keydown', { key: name, bubbles: true, cancelable: true, ...more }));
  });
  return goesOn;
}

/** Writes into a field as a person does. */
export function write(field: HTMLElement, text: string): void {
  if (!(field instanceof HTMLInputElement) && !(field instanceof HTMLTextAreaElement)) {
    throw new Error(`${field.tagName} takes no text`);
  }
  settle(() => {
    field.value = text;
    field.dispatchEvent(new InputEvent('input', { bubbles: true }));
  });
}

/** What axe finds wrong, as one line each. Contrast needs a real browser and is looked at by the gallery. */
export async function faults(): Promise<readonly string[]> {
  const { violations } = await axe.run(document.body, {
    rules: {
      'color-contrast': { enabled: false },
      'page-has-heading-one': { enabled: false },
      region: { enabled: false },
      'target-size': { enabled: false },
    },
  });
  return violations.map(({ id, nodes }) => `${id}: ${nodes.map((node) => node.html).join(' ')}`);
}
