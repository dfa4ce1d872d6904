import { useState } from 'preact/hooks';
import { errorText } from '#shared/text/index.ts';
import { useReader } from '#shared/ui/reader.ts';
import { calls } from '../../messages.ts';
import { getSyncState } from '../../store/meta.ts';
import { send } from '../../transport.ts';
import { TwinList } from '../parts/TwinList.tsx';
import type { TwinPair } from '../parts/types.ts';
import { usePanel } from '../panel-context.ts';
import { useLive } from '../use-live.ts';
import { useTwins } from '../use-twins.ts';

/** Customers whom two people may have entered apart: looked for when the panel opens, when a sync brought something, and after each act. */
export function TwinsPart() {
  const { texts } = useReader();
  const { book, announce, openCustomer } = usePanel();
  const words = texts.similar;
  const seen = useLive(async () => JSON.stringify((await getSyncState(book)).cursors), ['seen']);
  const act = useLive(async () => book.acts.toCollection().last(), ['act']);
  const [problem, setProblem] = useState<string>();
  const pairs = useTwins(`${seen ?? ''}|${act?.id ?? 0}|${act?.undone === true ? 'undone' : ''}`);
  const decide = async ({ one, other }: TwinPair, isOne: boolean): Promise<void> => {
    const done = await send(calls.linkCustomers, { customer: one.customer, other: other.customer, on: isOne });
    setProblem(done.ok ? undefined : errorText(texts, done.error.code));
    if (done.ok) {
      const name = other.name || other.detail;
      announce(isOne ? words.merged(name) : words.apart(name), done.value.act);
    }
  };
  return (
    <>
      <TwinList pairs={pairs} onDecide={(pair, isOne) => void decide(pair, isOne)} onOpen={openCustomer} />
      {problem === undefined ? null : (
        <p class="note-s wrong" role="alert">
          {problem}
        </p>
      )}
    </>
  );
}
