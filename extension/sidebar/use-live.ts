import { liveQuery } from 'dexie';
import { useEffect, useState } from 'preact/hooks';

/**
 * What a question to the book answers now, and again whenever the records behind it change, also in another context.
 * Undefined while the first answer is on its way. `keys`: what the question depends on.
 */
export function useLive<T>(ask: () => Promise<T>, keys: readonly unknown[]): T | undefined {
  const [answer, setAnswer] = useState<{ readonly keys: string; readonly value: T }>();
  const key = JSON.stringify(keys);
  useEffect(() => {
    // Dexie follows what a question reads beyond its first await only when the question itself is an async function.
    const subscription = liveQuery(async () => ask()).subscribe({ next: (value) => setAnswer({ keys: key, value }) });
    return () => subscription.unsubscribe();
  }, [key]);
  // The answer to another question is never shown as the answer to this one.
  return answer?.keys === key ? answer.value : undefined;
}
