import { useEffect, useState } from 'preact/hooks';
import type * as v from 'valibot';
import { calls } from '../messages.ts';
import { send } from '../transport.ts';
import type { Similar } from './parts/types.ts';

/** Customers who may be the same as the one asked about; empty while it is looked up. `key` names the question: a new one asks anew. */
export function useSimilar(question: v.InferInput<typeof calls.findSimilar.input> | undefined, key: string): readonly Similar[] {
  const [found, setFound] = useState<{ readonly key: string; readonly similar: readonly Similar[] }>();
  useEffect(() => {
    let isCurrent = true;
    if (question !== undefined) {
      void send(calls.findSimilar, question).then((answer) => {
        if (isCurrent && answer.ok) {
          setFound({ key, similar: answer.value.similar });
        }
      });
    }
    return () => {
      isCurrent = false;
    };
  }, [key]);
  return found?.key === key ? found.similar : [];
}
