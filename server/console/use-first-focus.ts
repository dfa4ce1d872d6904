import { useEffect, useRef } from 'preact/hooks';
import type { RefObject } from 'preact';

/** The ref of a form whose field marked `first` gets the focus when the page opens: nothing else is to be done there. */
export function useFirstFocus(): RefObject<HTMLFormElement | null> {
  const form = useRef<HTMLFormElement>(null);
  useEffect(() => form.current?.querySelector<HTMLInputElement>('[data-first]')?.focus(), []);
  return form;
}
