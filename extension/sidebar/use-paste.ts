import { useEffect } from 'preact/hooks';
import { isTyping } from '#shared/ui/row-keys.ts';
import type { Pasted } from './pages/PastePage.tsx';

/** Tells what is pasted into the panel while no field has the focus and no sheet is open. */
export function usePaste(isOn: boolean, onPaste: (pasted: Pasted) => void): void {
  useEffect(() => {
    const controller = new AbortController();
    const listen = (event: ClipboardEvent): void => {
      const data = event.clipboardData;
      if (!isOn || data === null || isTyping(event.target) || document.querySelector('[aria-modal="true"]')) {
        return;
      }
      const pasted = {
        text: data.getData('text/plain'),
        html: data.getData('text/html'),
        pictures: [...data.files].filter((file) => file.type.startsWith('image/')),
      };
      if (pasted.text.trim() !== '' || pasted.pictures.length > 0) {
        event.preventDefault();
        onPaste(pasted);
      }
    };
    document.addEventListener('paste', listen, { signal: controller.signal });
    return () => controller.abort();
  });
}
