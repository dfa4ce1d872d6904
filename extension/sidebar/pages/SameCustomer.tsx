import { errorText } from '#shared/text/index.ts';
import { useState } from 'preact/hooks';
import type { Customer } from '#shared/model/customer.ts';
import { useReader } from '#shared/ui/reader.ts';
import { calls } from '../../messages.ts';
import { listMembers } from '../../store/links.ts';
import { send } from '../../transport.ts';
import { SimilarList } from '../parts/SimilarList.tsx';
import { usePanel } from '../panel-context.ts';
import { useLive } from '../use-live.ts';
import { useSimilar } from '../use-similar.ts';

/** Who else in the book may be this customer, and what takes a merge back. Both can be undone, also offline. */
export function SameCustomer({ customer }: { readonly customer: Customer }) {
  const { texts } = useReader();
  const { book, announce, openCustomer } = usePanel();
  const words = texts.similar;
  const [round, setRound] = useState(0);
  const [problem, setProblem] = useState<string>();
  const members = useLive(() => listMembers(book, customer.id), ['members', customer.id, round]) ?? [];
  const traits = [customer.name ?? '', customer.companyName ?? '', ...customer.emails, ...customer.phones].join('|');
  const similar = useSimilar({ customer: customer.id, person: null }, customer.id, `${members.length}|${traits}|${round}`);

  const decide = async (other: string, on: boolean, said: string): Promise<void> => {
    const done = await send(calls.linkCustomers, { customer: customer.id, other, on });
    setProblem(done.ok ? undefined : errorText(texts, done.error.code));
    if (done.ok) {
      announce(said, done.value.act);
      setRound(round + 1);
    }
  };
  return (
    <>
      {members.length < 2 ? null : (
        <p class="note-s">
          {words.members(members.length)}{' '}
          <button
            type="button"
            class="link"
            onClick={() => void decide(members.find((id) => id !== customer.id) ?? customer.id, false, words.separated(customer.name ?? ''))}
          >
            {words.separate}
          </button>
        </p>
      )}
      <SimilarList
        title={words.titleKnown}
        similar={similar}
        choose={words.merge}
        onChoose={(one) => void decide(one.customer, true, words.merged(one.name))}
        onDifferent={(one) => void decide(one.customer, false, words.apart(one.name))}
        onOpen={openCustomer}
      />
      {problem === undefined ? null : (
        <p class="note-s wrong" role="alert">
          {problem}
        </p>
      )}
    </>
  );
}
