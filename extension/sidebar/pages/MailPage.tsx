import { useState } from 'preact/hooks';
import type * as v from 'valibot';
import type { CapturedField } from '#shared/model/capture.ts';
import type { Lesson } from '#shared/model/correction.ts';
import { errorText } from '#shared/text/index.ts';
import type { OfferedMeeting } from '#shared/model/offer.ts';
import { dayOf } from '#shared/ui/format.ts';
import { useReader } from '#shared/ui/reader.ts';
import { calls } from '../../messages.ts';
import type { FrameState } from '../../settings.ts';
import { findCustomerByEmail } from '../../store/customers.ts';
import { findInteraction, listHeldThreads } from '../../store/interactions.ts';
import { listHeld } from '../../store/records.ts';
import { send, type Failure } from '../../transport.ts';
import { CaptureReview } from '../parts/CaptureReview.tsx';
import { KnownMail } from '../parts/KnownMail.tsx';
import { NeverLogMenu } from '../parts/NeverLogMenu.tsx';
import { MailOffers } from '../parts/MailOffers.tsx';
import type { ChosenField, MailLine, OtherPerson, Similar } from '../parts/types.ts';
import { usePanel } from '../panel-context.ts';
import { useLive } from '../use-live.ts';
import { useNeverLog } from '../use-never-log.ts';
import { useSimilar } from '../use-similar.ts';
import { CustomerPage } from './CustomerPage.tsx';
import { NobodyPage } from './NobodyPage.tsx';

type MessageReading = Extract<FrameState['reading'], { kind: 'message' }>;
type MailPageProps = {
  readonly reading: MessageReading;
  readonly sheet: 'note' | 'call' | 'order' | null;
  readonly onSheet: (sheet: 'note' | 'call' | 'order' | null) => void;
};

/** The open mail: its customer's page where we know them, else the person as a lead. */
export function MailPage({ reading, sheet, onSheet }: MailPageProps) {
  const { texts, timeZone } = useReader();
  const { book, identity, tab, announce, openCustomer, lookAt } = usePanel();
  const [picked, setPicked] = useState<string>();
  const [busy, setBusy] = useState(false);
  const [failure, setFailure] = useState<Failure>();
  const [logAct, setLogAct] = useState<number>();
  const { message, people } = reading;
  const emails = people.map((person) => person.email);
  const logging = useNeverLog(emails, announce);
  const { never, allow } = logging;
  const ruleOf = (email: string): string | undefined => logging.people?.find((one) => one.email === email)?.rule ?? undefined;
  const known = useLive(
    async () => new Map(await Promise.all(emails.map(async (email) => [email, (await findCustomerByEmail(book, email))?.id] as const))),
    ['known', ...emails],
  );
  const logged = useLive(
    async () => (reading.interaction === null ? undefined : findInteraction(book, reading.interaction)),
    ['logged', reading.interaction],
  );
  const offered = [...reading.orders, ...reading.meetings].map((one) => one.id);
  const held = useLive(() => listHeld(book, offered), ['held', ...offered]);
  const heldThreads = useLive(
    () =>
      listHeldThreads(
        book,
        reading.meetings.map((meeting) => meeting.thread),
      ),
    ['threads', ...reading.meetings.map((meeting) => meeting.thread)],
  );
  const unknown = known && (people.find((one) => one.email === picked) ?? people.find((one) => known.get(one.email) !== undefined) ?? people[0]);
  const similar = useSimilar(
    unknown && known.get(unknown.email) === undefined ? { customer: null, person: toPerson(unknown) } : undefined,
    unknown?.email ?? '',
    reading.waitsForRaw ? 'page' : 'raw',
  );
  if (!known || !logging.people) {
    return null;
  }

  const person = unknown;
  if (!person || tab === undefined) {
    const kind = reading.heldBack === 'automatic' ? 'machine' : reading.heldBack === 'left-thread' ? 'leftThread' : 'colleagues';
    return <NobodyPage why={{ kind }} notes={message.notes} />;
  }
  const mail: MailLine = { subject: message.subject, at: message.sentAt, precision: message.precision };
  const also = people
    .filter((one) => one.email !== person.email)
    .map((one): OtherPerson => {
      const id = known.get(one.email);
      const state = id !== undefined ? 'known' : ruleOf(one.email) !== undefined ? 'never-logged' : 'offer';
      return { email: one.email, name: one.name, state, id };
    });
  const customer = known.get(person.email);
  const isLogged = logged !== undefined && !logged.deleted && logged.participants.includes(identity.user.id);

  const run = async (act: () => Promise<Failure | undefined>): Promise<void> => {
    setBusy(true);
    setFailure(await act());
    setBusy(false);
  };
  const save = (chosen: readonly ChosenField[], lessons: readonly Lesson[], into: Similar | null = null): Promise<void> =>
    run(async () => {
      const fields = chosen.map(({ field, value, confidence, source }): CapturedField => ({ field, value, confidence, source }));
      const corrected = chosen.filter((field) => field.corrected).map((field) => field.field);
      const done = await send(calls.saveLead, {
        tab,
        email: person.email,
        fields,
        corrected,
        lessons: [...lessons],
        log: true,
        into: into?.customer ?? null,
      });
      if (!done.ok) {
        return done.error;
      }
      setLogAct(done.value.act);
      const name = fields.find((field) => field.field === 'name')?.value ?? person.email;
      announce(into === null ? texts.undo.savedAndLogged(name) : texts.similar.added(person.email, into.name), done.value.act);
      return undefined;
    });
  const log = (): Promise<void> =>
    run(async () => {
      const done = await send(calls.logMessage, { tab });
      if (!done.ok) {
        return done.error;
      }
      setLogAct(done.value.act);
      announce(texts.undo.logged(message.subject || texts.capture.noSubject), done.value.act);
      return undefined;
    });
  const keepMeeting = (meeting: OfferedMeeting): Promise<void> =>
    run(async () => {
      const done = await send(calls.keepMeeting, { tab, id: meeting.id });
      if (!done.ok) {
        return done.error;
      }
      const { keptMeeting, droppedMeeting } = texts.offered;
      announce((meeting.state === 'cancelled' ? droppedMeeting : keptMeeting)(meeting.subject), done.value.act);
      return undefined;
    });
  const undoable = logAct ?? reading.autoLogged ?? undefined;
  const undo = async (): Promise<void> => {
    if (undoable !== undefined) {
      const done = await send(calls.undo, { act: undoable });
      setLogAct(undefined);
      setFailure(done.ok ? undefined : done.error);
    }
  };
  const error = failure && errorText(texts, failure.code);

  const rule = ruleOf(person.email);
  if (customer === undefined && rule !== undefined) {
    return <NobodyPage why={{ kind: 'rule', address: rule, onAllow: () => void allow(rule) }} notes={message.notes} />;
  }
  if (customer === undefined && reading.heldBack === 'automatic') {
    return <NobodyPage why={{ kind: 'machine' }} notes={message.notes} />;
  }
  if (customer === undefined) {
    return (
      <>
        <CaptureReview
          key={`${message.nativeId ?? ''}/${person.email}/${reading.waitsForRaw ? 'page' : 'raw'}`}
          contact={person.contact}
          mail={mail}
          also={also}
          notes={message.notes}
          hint={reading.heldBack === 'left-thread' ? texts.nobody.leftThread : undefined}
          busy={busy}
          error={error}
          similar={similar}
          onSave={(chosen, lessons) => void save(chosen, lessons)}
          onSame={(one, chosen, lessons) => void save(chosen, lessons, one)}
          onNeverLog={() => void never(person.email)}
          onOffer={setPicked}
          onOpen={openCustomer}
        />
        <NeverLogMenu
          people={logging.people.filter((one) => one.email === person.email)}
          onNever={(one) => void never(one)}
          onAllow={(one) => void allow(one)}
        />
      </>
    );
  }
  return (
    <CustomerPage
      id={customer}
      sheet={sheet}
      onSheet={onSheet}
      onGone={() => undefined}
      action={
        <>
          <KnownMail
            mail={mail}
            state={isLogged ? 'logged' : rule !== undefined ? 'never-logged' : 'not-logged'}
            also={also}
            notes={message.notes}
            busy={busy}
            error={error}
            onLog={() => void log()}
            onUndo={undoable === undefined ? undefined : () => void undo()}
            onOffer={setPicked}
            onOpen={openCustomer}
          />
          <MailOffers
            orders={reading.orders}
            meetings={reading.meetings}
            held={held ?? new Set()}
            heldThreads={heldThreads ?? new Set()}
            busy={busy}
            onOrder={({ id, order, markup }) =>
              lookAt({
                customer,
                order,
                markup,
                source: 'mail',
                id,
                sender: message.from?.email,
                placedOn: message.sentAt === null ? undefined : dayOf(message.sentAt, timeZone),
              })
            }
            onMeeting={(meeting) => void keepMeeting(meeting)}
          />
        </>
      }
    />
  );
}

/** What is known of an offered person, for the question who that may be. */
function toPerson({ email, contact }: MessageReading['people'][number]): v.InferInput<typeof calls.findSimilar.input>['person'] {
  const valueOf = (field: CapturedField['field']): string | null => contact.fields.find((found) => found.field === field)?.value ?? null;
  return {
    name: valueOf('name'),
    emails: [email],
    phones: contact.fields.filter((found) => found.field === 'phone').map((found) => found.value),
    companyName: valueOf('companyName'),
    handles: {},
  };
}
