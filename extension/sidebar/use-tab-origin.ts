import { useEffect, useState } from 'preact/hooks';
import { addressOfTab, onTabMoved } from '../platform.ts';
import { pressed, watchSetting } from '../settings.ts';

/**
 * The origin of the page that a tab shows, where the browser tells it: on allowed sites, and after the toolbar button was
 * pressed on the page. It is asked again when the tab moves on and when the button was pressed.
 */
export function useTabOrigin(tab: number | undefined): string | undefined {
  const [origin, setOrigin] = useState<string>();
  useEffect(() => {
    setOrigin(undefined);
    if (tab === undefined) {
      return undefined;
    }
    const controller = new AbortController();
    const ask = (): void => {
      addressOfTab(tab).then(
        (address) => {
          if (!controller.signal.aborted) {
            setOrigin(address !== undefined && /^https?:/u.test(address) ? new URL(address).origin : undefined);
          }
        },
        () => setOrigin(undefined),
      );
    };
    onTabMoved(tab, controller.signal, ask);
    watchSetting(pressed, controller.signal, ask);
    return () => controller.abort();
  }, [tab]);
  return origin;
}
