import type { RefObject } from 'preact';
import { useEffect } from 'preact/hooks';

/** True while letters go into a field, so that single-letter keys must not act. */
export function isTyping(target: EventTarget | null): boolean {
  // A radio or a tick takes no letters: with the focus on one, the keys of the page still act.
  const isSwitch = target instanceof HTMLInputElement && /^(?:radio|checkbox)$/u.test(target.type);
  return !isSwitch && target instanceof HTMLElement && (target.isContentEditable || /^(?:INPUT|TEXTAREA|SELECT)$/u.test(target.tagName));
}

/**
 * J and K move between the rows of a list (elements marked `data-row`), the arrow keys too once a row has the focus. Where a
 * page has several lists they are walked as one.
 */
export function useRowKeys(list: RefObject<HTMLElement | null>): void {
  useEffect(() => {
    const controller = new AbortController();
    document.addEventListener('keydown', (event) => onKey(list.current, event), { signal: controller.signal });
    return () => controller.abort();
  }, []);
}

function onKey(list: HTMLElement | null, event: KeyboardEvent): void {
  if (
    !list ||
    event.defaultPrevented ||
    event.ctrlKey ||
    event.metaKey ||
    event.altKey ||
    isTyping(event.target) ||
    document.querySelector('[aria-modal="true"]')
  ) {
    return;
  }
  const isInside = document.activeElement?.closest('[data-row]') !== null;
  const step = event.key === 'j' || (isInside && event.key === 'ArrowDown') ? 1 : event.key === 'k' || (isInside && event.key === 'ArrowUp') ? -1 : 0;
  if (step === 0) {
    return;
  }
  const rows = [...document.querySelectorAll<HTMLElement>('[data-row]')];
  const now = rows.findIndex((row) => row === document.activeElement);
  const next = rows[now < 0 ? (step > 0 ? 0 : rows.length - 1) : now + step];
  if (next) {
    event.preventDefault();
    next.focus();
  }
}
