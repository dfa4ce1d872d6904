import { useState } from 'preact/hooks';
import { LEASE_DAYS } from '#shared/sync/limits.ts';
import { errorText } from '#shared/text/index.ts';
import { useReader } from '#shared/ui/reader.ts';
import { calls } from '../../messages.ts';
import type { Book } from '../../store/database.ts';
import { getSyncState } from '../../store/meta.ts';
import { send } from '../../transport.ts';
import { Locked } from '../parts/Locked.tsx';
import { useLive } from '../use-live.ts';

type LockedPageProps = { readonly book: Book; readonly organization: string; readonly waiting: number };

/** Tries the server until it answers, which opens the book again. */
export function LockedPage({ book, organization, waiting }: LockedPageProps) {
  const { texts } = useReader();
  const [busy, setBusy] = useState(false);
  const failure = useLive(async () => (await getSyncState(book)).failure, ['failure']) ?? null;
  const tryNow = async (): Promise<void> => {
    setBusy(true);
    await send(calls.syncNow, {});
    setBusy(false);
  };
  return (
    <Locked
      organization={organization}
      days={LEASE_DAYS}
      waiting={waiting}
      busy={busy}
      error={failure === null ? undefined : errorText(texts, failure)}
      onTry={() => void tryNow()}
    />
  );
}
