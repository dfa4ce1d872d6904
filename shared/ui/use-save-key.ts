import { useLayoutEffect, useRef } from 'preact/hooks';

/**
 * Ctrl+Enter (Command+Enter) saves what a form holds, wherever on the page the focus is: a part that is drawn anew may
 * have lost it, and the press would be lost with it.
 */
export function useSaveKey(save: () => void): void {
  const latest = useRef(save);
  latest.current = save;
  useLayoutEffect(() => {
    const controller = new AbortController();
    const onKey = (event: KeyboardEvent): void => {
      if (event.key === 'Enter' && (event.metaKey || event.ctrlKey) && !event.defaultPrevented && !event.isComposing) {
        event.preventDefault();
        latest.current();
      }
    };
    document.addEventListener('keydown', onKey, { signal: controller.signal });
    return () => controller.abort();
  }, []);
}
