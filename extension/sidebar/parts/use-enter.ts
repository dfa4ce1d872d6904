import { useEffect, useRef } from 'preact/hooks';
import { isTyping } from '#shared/ui/row-keys.ts';

/** Enter does the one thing of a view while nothing else has the focus that would take it. */
export function useEnter(act: () => void): void {
  const latest = useRef(act);
  latest.current = act;
  useEffect(() => {
    const controller = new AbortController();
    const onKey = (event: KeyboardEvent): void => {
      const onControl = event.target instanceof Element && event.target.closest('button, a, [role="button"], [role="dialog"]') !== null;
      const isCheckbox = event.target instanceof HTMLInputElement && event.target.type === 'checkbox';
      if (event.key === 'Enter' && !event.defaultPrevented && !event.isComposing && !onControl && (isCheckbox || !isTyping(event.target))) {
        event.preventDefault();
        latest.current();
      }
    };
    document.addEventListener('keydown', onKey, { signal: controller.signal });
    return () => controller.abort();
  }, []);
}
