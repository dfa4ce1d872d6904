import type { ComponentChildren } from 'preact';
import { CustomerCard } from '#shared/ui/customer/CustomerCard.tsx';
import type { FieldEdit } from '#shared/ui/customer/field-edit.ts';
import { Timeline } from '#shared/ui/customer/Timeline.tsx';
import { useReader } from '#shared/ui/reader.ts';
import { errorText } from '#shared/text/index.ts';
import { useState } from 'preact/hooks';
import { calls } from '../../messages.ts';
import { send } from '../../transport.ts';
import { findCustomer } from '../../store/customers.ts';
import { listInteractions, listUsers } from '../../store/interactions.ts';
import { Foot } from '../parts/Foot.tsx';
import { NoteSheet } from '../parts/NoteSheet.tsx';
import type { NoteDraft } from '../parts/types.ts';
import { usePanel } from '../panel-context.ts';
import { useLive } from '../use-live.ts';

type CustomerPageProps = {
  readonly id: string;
  /** What the open mail asks for, between who it is and how to reach them. */
  readonly action?: ComponentChildren;
  /** The sheet for a call or a note, when it is open. */
  readonly sheet: 'note' | 'call' | null;
  readonly onSheet: (sheet: 'note' | 'call' | null) => void;
};

/** A customer we know: the card, everything that happened, and a call or note without leaving. */
export function CustomerPage({ id, action, sheet, onSheet }: CustomerPageProps) {
  const { texts } = useReader();
  const { book, identity, announce } = usePanel();
  const [problem, setProblem] = useState<string>();
  const [saved, setSaved] = useState<{ readonly edit: FieldEdit; readonly act: number }>();
  const customer = useLive(() => findCustomer(book, id), ['customer', id]);
  const interactions = useLive(() => listInteractions(book, id), ['interactions', id]);
  const users = useLive(() => listUsers(book), ['users']);
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
  const waitingFields = new Set([...(waits ?? [])].filter((path) => path.startsWith(`${id}/`)).map((path) => path.slice(id.length + 1)));
  const entries = (interactions ?? []).map((interaction) => ({
    interaction,
    waits: [...(waits ?? [])].some((path) => path.startsWith(`${interaction.id}/`)),
  }));

  return (
    <>
      <CustomerCard
        customer={customer}
        waits={waitingFields}
        onEdit={(change) => void edit(change)}
        saved={saved?.edit}
        onUndo={() => void undoEdit()}
        action={action}
      />
      {problem === undefined || sheet !== null ? null : (
        <p class="note-s wrong" role="alert">
          {problem}
        </p>
      )}
      <Timeline
        entries={entries}
        users={new Map((users ?? []).map((user) => [user.id, user.name ?? user.email ?? '']))}
        me={identity.user.id}
        loading={interactions === undefined}
      />
      <Foot onCall={() => onSheet('call')} onNote={() => onSheet('note')} />
      {sheet === null ? null : (
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
