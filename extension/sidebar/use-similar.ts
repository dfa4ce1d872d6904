import { useEffect, useState } from 'preact/hooks';
import type * as v from 'valibot';
import { calls } from '../messages.ts';
import { send } from '../transport.ts';
import type { Similar } from './parts/types.ts';

/**
 * Customers who may be the same as the one asked about; empty while it is looked up first. `subject`: who is asked about;
 * `version` changes with what is known of them, which asks anew while the last answer stays in sight.
 */
export function useSimilar(question: v.InferInput<typeof calls.findSimilar.input> | undefined, subject: string, version: string): readonly Similar[] {
  const [found, setFound] = useState<{ readonly subject: string; readonly similar: readonly Similar[] }>();
  useEffect(() => {
    let isCurrent = true;
    if (question !== undefined) {
      void send(calls.findSimilar, question).then((answer) => {
        if (isCurrent && answer.ok) {
          setFound({ subject, similar: answer.value.similar });
        }
      });
    }
    return () => {
      isCurrent = false;
    };
  }, [subject, version]);
  return question !== undefined && found?.subject === subject ? found.similar : [];
}
