import { useCallback, useEffect, useState } from 'preact/hooks';
import type { ErrorCode } from '#shared/errors.ts';
import type { Result } from '#shared/result.ts';

/** What a page knows of its data: nothing yet, the data, or why not. */
export type Load<T> =
  | { readonly state: 'loading' }
  | { readonly state: 'ready'; readonly value: T }
  | { readonly state: 'failed'; readonly code: ErrorCode };

/** Loads when the page opens and whenever `key` changes; `retry` loads again. What comes too late is dropped. */
export function useLoad<T>(
  key: string,
  load: (signal: AbortSignal) => Promise<Result<T, ErrorCode>>,
): { readonly load: Load<T>; readonly retry: () => void; readonly set: (value: T) => void } {
  const [state, setState] = useState<Load<T>>({ state: 'loading' });
  const [round, setRound] = useState(0);
  useEffect(() => {
    const controller = new AbortController();
    setState({ state: 'loading' });
    void load(controller.signal).then((result) => {
      if (!controller.signal.aborted) {
        setState(result.ok ? { state: 'ready', value: result.value } : { state: 'failed', code: result.error });
      }
    });
    return () => controller.abort();
  }, [key, round]);
  const retry = useCallback(() => setRound((now) => now + 1), []);
  const set = useCallback((value: T) => setState({ state: 'ready', value }), []);
  return { load: state, retry, set };
}
