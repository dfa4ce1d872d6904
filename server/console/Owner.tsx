import { useState } from 'preact/hooks';
import { errorText } from '#shared/text/index.ts';
import { useReader } from '#shared/ui/reader.ts';
import type { CustomerReply } from '#shared/wire/customers.ts';
import { routes } from '#shared/wire/routes.ts';
import { call } from './api.ts';
import { OwnerChoice } from './OwnerChoice.tsx';
import { useSession } from './session.ts';
import { useLoad } from './use-load.ts';

type OwnerProps = { readonly reply: CustomerReply; readonly onChanged: (reply: CustomerReply) => void };

/** Who looks after the customer in sight; a lead gives it to somebody of the own team, an admin to anybody. */
export function Owner({ reply, onChanged }: OwnerProps) {
  const { texts } = useReader();
  const { reply: session } = useSession();
  const { load } = useLoad('people', (signal) => call(routes.people, { input: {}, signal }));
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<string>();
  if (load.state !== 'ready') {
    return null;
  }
  const { id: me, role, team } = session.user;
  const people = load.value.users.filter(
    (user) => !user.disabled && (role === 'admin' || user.id === me || (user.team !== null && user.team === team && user.role !== 'admin')),
  );
  const owner = load.value.users.find((user) => user.id === reply.record.b['owner']) ?? null;
  const give = async (to: string | null): Promise<void> => {
    setBusy(true);
    const result = await call(routes.setOwner, { params: { id: reply.record.i }, input: { owner: to } });
    setBusy(false);
    setError(result.ok ? undefined : errorText(texts, result.error));
    if (result.ok) {
      onChanged(result.value);
    }
  };
  return <OwnerChoice key={owner?.id ?? ''} owner={owner} people={people} busy={busy} error={error} onGive={(to) => void give(to)} />;
}
