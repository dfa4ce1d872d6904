import { useState } from 'preact/hooks';
import { calls } from '../messages.ts';
import { send } from '../transport.ts';

/** Sends and fetches at once when a person asks for it; `busy` until that has ended. */
export function useSyncNow(): { readonly busy: boolean; readonly syncNow: () => Promise<void> } {
  const [busy, setBusy] = useState(false);
  const syncNow = async (): Promise<void> => {
    setBusy(true);
    await send(calls.syncNow, {});
    setBusy(false);
  };
  return { busy, syncNow };
}
