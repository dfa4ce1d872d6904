import { useState } from 'preact/hooks';
import { NameText } from '#shared/ui/NameText.tsx';
import { useReader } from '#shared/ui/reader.ts';
import type { FrameState } from '../../settings.ts';
import { findCustomerByEmail } from '../../store/customers.ts';
import { OtherPeople } from '../parts/OtherPeople.tsx';
import type { OtherPerson } from '../parts/types.ts';
import { usePanel } from '../panel-context.ts';
import { useLive } from '../use-live.ts';
import { CustomerPage } from './CustomerPage.tsx';

type ComposePageProps = {
  readonly reading: Extract<FrameState['reading'], { kind: 'compose' }>;
  readonly sheet: 'note' | 'call' | 'order' | null;
  readonly onSheet: (sheet: 'note' | 'call' | 'order' | null) => void;
};

/** The mail that is being written: the page of the first customer that it goes to. Nothing of it is logged. */
export function ComposePage({ reading, sheet, onSheet }: ComposePageProps) {
  const { texts } = useReader();
  const { book, openCustomer } = usePanel();
  const [picked, setPicked] = useState<string>();
  const emails = reading.people.map((person) => person.email);
  const known = useLive(
    async () => new Map(await Promise.all(emails.map(async (email) => [email, (await findCustomerByEmail(book, email))?.id] as const))),
    ['known', ...emails],
  );
  if (!known) {
    return null;
  }
  const person =
    reading.people.find((one) => one.email === picked) ?? reading.people.find((one) => known.get(one.email) !== undefined) ?? reading.people[0];
  const customer = person === undefined ? undefined : known.get(person.email);
  const also = reading.people
    .filter((one) => one.email !== person?.email)
    .map((one): OtherPerson => {
      const id = known.get(one.email);
      return { email: one.email, name: one.name, state: id === undefined ? 'offer' : 'known', id };
    });
  const action = (
    <>
      <section class="sec act" aria-label={texts.writing.title}>
        <p class="t">
          {texts.writing.title} <NameText>{person === undefined ? '' : person.name || person.email}</NameText>
        </p>
        <p class="small mid say">{customer === undefined ? texts.writing.unknown : texts.writing.notLogged}</p>
      </section>
      <OtherPeople people={also} onOffer={setPicked} onOpen={openCustomer} />
    </>
  );
  return customer === undefined ? action : <CustomerPage id={customer} sheet={sheet} onSheet={onSheet} onGone={() => undefined} action={action} />;
}
