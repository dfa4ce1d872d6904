import type { ComponentChildren } from 'preact';
import type { RuleId } from '#shared/model/reason.ts';
import { benefitOf } from '#shared/model/settings.ts';
import { Behind } from '#shared/ui/customer/Behind.tsx';
import { CustomerCard } from '#shared/ui/customer/CustomerCard.tsx';
import { entriesOfCase } from '#shared/ui/customer/entry.ts';
import type { Evidence } from '#shared/ui/customer/evidence.ts';
import type { FieldEdit } from '#shared/ui/customer/field-edit.ts';
import { Timeline } from '#shared/ui/customer/Timeline.tsx';
import { WhyTier } from '#shared/ui/customer/WhyTier.tsx';
import { useReader } from '#shared/ui/reader.ts';
import { errorText } from '#shared/text/index.ts';
import { useEffect, useState } from 'preact/hooks';
import { calls } from '../../messages.ts';
import { earlierReach, mailSeenSince } from '../../settings.ts';
import { openOwnTab } from '../../platform.ts';
import { send } from '../../transport.ts';
import { findCustomer } from '../../store/customers.ts';
import { listInteractions, listUsers } from '../../store/interactions.ts';
import { listCases, listOrders } from '../../store/orders.ts';
import { findSettings } from '../../store/settings.ts';
import { listTasks } from '../../store/tasks.ts';
import { EarlierMail } from '../parts/EarlierMail.tsx';
import { Foot } from '../parts/Foot.tsx';
import { NeverLogMenu } from '../parts/NeverLogMenu.tsx';
import { NoteSheet } from '../parts/NoteSheet.tsx';
import { OrderSheet } from '../parts/OrderSheet.tsx';
import type { NoteDraft, OrderDraft } from '../parts/types.ts';
import { EarlierPage } from './EarlierPage.tsx';
import { SameCustomer } from './SameCustomer.tsx';
import { readFacts } from '../read-facts.ts';
import { usePanel } from '../panel-context.ts';
import { OfferedOrder } from './OfferedOrder.tsx';
import { useLive } from '../use-live.ts';
import { usePictureUrls } from '../use-picture-urls.ts';
import { useSetting } from '../use-setting.ts';
import { useTaskActs } from '../use-task-acts.ts';
import { useTeamDay } from '../use-team-day.ts';
import { useNeverLog } from '../use-never-log.ts';

type CustomerPageProps = {
  readonly id: string;
  /** What the open mail asks for, between who it is and how to reach them. */
  readonly action?: ComponentChildren;
  /** The sheet for a call or a note, when it is open. */
  readonly sheet: 'note' | 'call' | 'order' | null;
  readonly onSheet: (sheet: 'note' | 'call' | 'order' | null) => void;
  /** The customer was taken back or deleted: there is nothing to show any more. */
  readonly onGone: () => void;
};

/** A customer we know: the card, everything that happened, and a call or note without leaving. */
export function CustomerPage({ id, action, sheet, onSheet, onGone }: CustomerPageProps) {
  const reader = useReader();
  const { texts } = reader;
  const { book, identity, announce, offer: found } = usePanel();
  const offer = found?.customer === id ? found : undefined;
  const [showsWhy, setShowsWhy] = useState(false);
  const [behind, setBehind] = useState<Evidence>();
  const [show, setShow] = useState<{ readonly id: string }>();
  const showOrder = (order: string): void => {
    setShowsWhy(false);
    setBehind(undefined);
    setShow({ id: order });
  };
  const [fetches, setFetches] = useState(false);
  const seenSince = useSetting(mailSeenSince);
  const reaches = useSetting(earlierReach);
  const reach = useLive(async () => {
    const one = reaches?.find((held) => held.customer === id);
    // What was taken back was not reached.
    return one === undefined || (await book.acts.get(one.act))?.undone === true ? undefined : one;
  }, ['reach', id, reaches?.length ?? 0, reaches?.at(-1)?.act ?? 0]);
  const [problem, setProblem] = useState<string>();
  const [saved, setSaved] = useState<{ readonly edit: FieldEdit; readonly act: number }>();
  const customer = useLive(async () => (await findCustomer(book, id)) ?? null, ['customer', id]);
  useEffect(() => {
    if (customer === null) {
      onGone();
    }
  }, [customer]);
  // The order of another customer's mail or paste is not this one's.
  useEffect(() => {
    if (found !== undefined && found.customer !== id) {
      onSheet(null);
    }
  }, [found, id]);
  const interactions = useLive(() => listInteractions(book, id), ['interactions', id]);
  const users = useLive(() => listUsers(book), ['users']);
  const { today, team } = useTeamDay(book);
  const orders = useLive(() => listOrders(book, id), ['orders', id]);
  const cases = useLive(() => listCases(book, id), ['cases', id]);
  // Scoring one customer takes a fraction of a millisecond: it is done where it is shown, and never stale.
  const facts = useLive(async () => readFacts(book, id, today, team?.zone), ['facts', id, today, team?.zone ?? '']);
  const tasks = useLive(() => listTasks(book, id), ['tasks', id]);
  const settings = useLive(() => findSettings(book), ['settings']);
  const tier = facts?.tier.enough === true ? facts.tier.tier : undefined;
  const tierShare = tier === undefined ? 0 : benefitOf(settings, tier).discountShare;
  const taskActs = useTaskActs();
  const pictureUrls = usePictureUrls(
    book,
    (interactions ?? []).flatMap(({ attachments }) => Object.keys(attachments)),
  );
  const { people, never, allow } = useNeverLog(customer?.emails ?? [], announce);
  const waits = useLive(async () => new Set((await book.outbox.toArray()).map((entry) => `${entry.id}/${entry.field}`)), ['waits']);
  if (!customer) {
    return null;
  }

  const edit = async (change: FieldEdit): Promise<void> => {
    const done = await send(calls.editField, { id, field: change.field, was: change.was, value: change.value ?? '' });
    setProblem(done.ok ? undefined : errorText(texts, done.error.code));
    if (done.ok) {
      setSaved({ edit: change, act: done.value.act });
      setTimeout(() => setSaved((held) => (held?.act === done.value.act ? undefined : held)), 10_000);
    }
  };
  const undoEdit = async (): Promise<void> => {
    if (saved) {
      setSaved(undefined);
      await send(calls.undo, { act: saved.act });
    }
  };
  const settle = async (rule: RuleId, how: 'done' | 'dismissed'): Promise<void> => {
    const done = await send(calls.settleAdvice, { customer: id, rule, how });
    setProblem(done.ok ? undefined : errorText(texts, done.error.code));
    if (done.ok) {
      announce(how === 'done' ? texts.tasks.wasDone(texts.advice[rule]) : texts.tasks.wasDropped(texts.advice[rule]), done.value.act);
    }
  };
  const note = async (draft: NoteDraft): Promise<void> => {
    const done = await send(calls.addNote, {
      customer: id,
      channel: draft.kind === 'call' ? 'phone' : 'note',
      direction: draft.direction,
      body: draft.text,
      outcome: draft.outcome === '' ? null : draft.outcome,
      durationMinutes: draft.durationMinutes ?? null,
      happenedAt: null,
    });
    setProblem(done.ok ? undefined : errorText(texts, done.error.code));
    if (done.ok) {
      onSheet(null);
      const name = customer.name ?? '';
      announce(draft.kind === 'call' ? texts.undo.called(name) : texts.undo.noted(name), done.value.act);
    }
  };
  const enterOrder = async (draft: OrderDraft): Promise<void> => {
    const { placedOn, currency, number } = draft;
    const lines = draft.lines.map(({ productName, quantity, amountMinor, unitPriceMinor, unit, tierDiscountMinor }) => ({
      productName,
      quantity,
      amountMinor,
      ...(unitPriceMinor === undefined ? {} : { unitPriceMinor }),
      ...(unit === undefined ? {} : { unit }),
      ...(tierDiscountMinor === undefined ? {} : { discountMinor: tierDiscountMinor, discountReason: 'tier' as const }),
    }));
    const done = await send(calls.addOrder, {
      customer: id,
      number: number ?? null,
      placedOn,
      currency,
      lines,
      ...(offer === undefined ? {} : { source: offer.source }),
      ...(offer?.id === undefined ? {} : { id: offer.id }),
    });
    setProblem(done.ok ? undefined : errorText(texts, done.error.code));
    if (done.ok) {
      onSheet(null);
      announce(texts.orderSheet.logged(customer.name ?? ''), done.value.act);
    }
  };
  const currency = orders?.[0]?.currency ?? team?.currency ?? 'EUR';
  const waitingFields = new Set([...(waits ?? [])].filter((path) => path.startsWith(`${id}/`)).map((path) => path.slice(id.length + 1)));
  const isWaiting = (record: string): boolean => [...(waits ?? [])].some((path) => path.startsWith(`${record}/`));
  const entries = [
    ...(interactions ?? []).map((interaction) => ({
      interaction,
      waits: isWaiting(interaction.id),
      pictures: Object.entries(interaction.attachments).map(([hash, { name }]) => ({ hash, name, url: pictureUrls.get(hash) })),
    })),
    ...(orders ?? []).map((order) => ({ order, waits: isWaiting(order.id) })),
    ...(cases ?? []).flatMap((one) => entriesOfCase(one, isWaiting(one.id))),
  ];

  return (
    <>
      <CustomerCard
        customer={customer}
        facts={facts}
        settings={settings}
        onWhy={facts?.tier.enough ? () => setShowsWhy(true) : undefined}
        onOpen={setBehind}
        waits={waitingFields}
        onEdit={(change) => void edit(change)}
        saved={saved?.edit}
        onUndo={() => void undoEdit()}
        tasks={tasks}
        taskActs={taskActs}
        adviceActs={{ onSettle: (rule, how) => void settle(rule, how) }}
        action={action}
      />
      {problem === undefined || sheet !== null ? null : (
        <p class="note-s wrong" role="alert">
          {problem}
        </p>
      )}
      <SameCustomer customer={customer} />
      <Timeline
        entries={entries}
        users={new Map((users ?? []).map((user) => [user.id, user.name ?? user.email ?? '']))}
        me={identity.user.id}
        loading={interactions === undefined}
        show={show}
        onPicture={(record, hash) => void openOwnTab(`/picture.html#${record}/${hash}`)}
        seenSince={seenSince ?? undefined}
      />
      <EarlierMail reach={reach} onFetch={customer.emails.length === 0 ? undefined : () => setFetches(true)} />
      <NeverLogMenu people={people ?? []} onNever={(rule) => void never(rule)} onAllow={(rule) => void allow(rule)} />
      <Foot onCall={() => onSheet('call')} onNote={() => onSheet('note')} onOrder={() => onSheet('order')} />
      {fetches ? <EarlierPage customer={id} name={customer.name ?? ''} onClose={() => setFetches(false)} /> : null}
      {showsWhy && facts?.tier.enough ? (
        <WhyTier tier={facts.tier} orders={orders ?? []} onClose={() => setShowsWhy(false)} onShow={showOrder} />
      ) : null}
      {behind === undefined ? null : <Behind evidence={behind} orders={orders ?? []} onClose={() => setBehind(undefined)} onShow={showOrder} />}
      {sheet === 'order' && offer !== undefined ? (
        <OfferedOrder
          key={offer.id}
          offer={offer}
          name={customer.name ?? ''}
          currency={currency}
          orders={orders ?? []}
          error={problem}
          onSave={(draft) => void enterOrder(draft)}
          onClose={() => onSheet(null)}
        />
      ) : sheet === 'order' ? (
        <OrderSheet
          name={customer.name ?? ''}
          currency={currency}
          products={[...new Set((orders ?? []).flatMap((one) => Object.values(one.lines).map((line) => line.productName)))]}
          tierOffer={tier === undefined || tierShare === 0 ? undefined : { tier, share: tierShare }}
          mac={navigator.userAgent.includes('Mac OS')}
          error={problem}
          onSave={(draft) => void enterOrder(draft)}
          onClose={() => onSheet(null)}
        />
      ) : null}
      {sheet === null || sheet === 'order' ? null : (
        <NoteSheet
          kind={sheet}
          name={customer.name ?? ''}
          mac={navigator.userAgent.includes('Mac OS')}
          error={problem}
          onSave={(draft) => void note(draft)}
          onClose={() => onSheet(null)}
        />
      )}
    </>
  );
}
