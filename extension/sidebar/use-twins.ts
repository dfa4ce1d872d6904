import { useEffect, useState } from 'preact/hooks';
import { calls } from '../messages.ts';
import { send } from '../transport.ts';
import type { TwinPair } from './parts/types.ts';

/** Pairs of customers who may be one; empty while they are looked for. `version` changes with what may have made others. */
export function useTwins(version: string): readonly TwinPair[] {
  const [pairs, setPairs] = useState<readonly TwinPair[]>([]);
  useEffect(() => {
    let isCurrent = true;
    void send(calls.findTwins, {}).then((answer) => {
      if (isCurrent && answer.ok) {
        setPairs(answer.value.pairs);
      }
    });
    return () => {
      isCurrent = false;
    };
  }, [version]);
  return pairs;
}
