import type { ComponentChildren } from 'preact';
import { useId, useLayoutEffect, useRef } from 'preact/hooks';
import { Icon } from '../Icon.tsx';
import { useReader } from '../reader.ts';

export type SheetProps = { readonly title: string; readonly onClose: () => void; readonly children: ComponentChildren };

const FOCUSABLE = 'a[href], button:not([disabled]), input:not([disabled]), select, textarea, [tabindex="0"]';

/**
 * A sheet over the card: it takes the focus, Escape (wherever in the panel the focus is by then) and "back" close it, and the
 * focus returns to where it was.
 */
export function Sheet({ title, onClose, children }: SheetProps) {
  const { texts } = useReader();
  const id = useId();
  const sheet = useRef<HTMLDivElement>(null);

  const close = useRef(onClose);
  close.current = onClose;

  useLayoutEffect(() => {
    const controller = new AbortController();
    // A part that is drawn anew loses the focus, and a press of Escape would be lost with it.
    const onEscape = (event: KeyboardEvent): void => {
      const isInside = event.target instanceof Node && sheet.current?.contains(event.target) === true;
      if (event.key === 'Escape' && !isInside) {
        // Before the page below the sheet hears it: that would leave its own place too.
        event.stopPropagation();
        close.current();
      }
    };
    document.addEventListener('keydown', onEscape, { signal: controller.signal, capture: true });
    return () => controller.abort();
  }, []);

  useLayoutEffect(() => {
    const before = document.activeElement;
    const inside = sheet.current;
    const first = inside?.querySelector<HTMLElement>('[data-first]') ?? inside?.querySelector<HTMLElement>('input, textarea') ?? inside;
    first?.focus();
    return () => {
      if (before instanceof HTMLElement && before.isConnected) {
        before.focus();
      }
    };
  }, []);

  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.key === 'Escape') {
      event.stopPropagation();
      onClose();
    } else if (event.key === 'Tab' && sheet.current) {
      keepInside(sheet.current, event);
    }
  };

  return (
    <div class="sheet" role="dialog" aria-modal="true" aria-labelledby={id} tabIndex={-1} ref={sheet} onKeyDown={onKeyDown}>
      <header class="sheet-h">
        <button type="button" class="icb back" aria-label={texts.common.back} onClick={onClose}>
          <Icon name="left" />
        </button>
        <h2 id={id}>{title}</h2>
        <button type="button" class="icb x" aria-label={texts.common.close} onClick={onClose}>
          <Icon name="x" />
        </button>
      </header>
      {children}
    </div>
  );
}

function keepInside(sheet: HTMLElement, event: KeyboardEvent): void {
  const stops = [...sheet.querySelectorAll<HTMLElement>(FOCUSABLE)];
  const edge = event.shiftKey ? stops.at(0) : stops.at(-1);
  if (document.activeElement === edge || !sheet.contains(document.activeElement)) {
    event.preventDefault();
    (event.shiftKey ? stops.at(-1) : stops.at(0))?.focus();
  }
}
