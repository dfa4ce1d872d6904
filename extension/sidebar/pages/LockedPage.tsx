import { LEASE_DAYS } from '#shared/sync/limits.ts';
import { errorText } from '#shared/text/index.ts';
import { useReader } from '#shared/ui/reader.ts';
import type { Book } from '../../store/database.ts';
import { getSyncState } from '../../store/meta.ts';
import { Locked } from '../parts/Locked.tsx';
import { useLive } from '../use-live.ts';
import { useSyncNow } from '../use-sync-now.ts';

type LockedPageProps = { readonly book: Book; readonly organization: string; readonly waiting: number };

/** Tries the server until it answers, which opens the book again. */
export function LockedPage({ book, organization, waiting }: LockedPageProps) {
  const { texts } = useReader();
  const { busy, syncNow } = useSyncNow();
  const failure = useLive(async () => (await getSyncState(book)).failure, ['failure']) ?? null;
  return (
    <Locked
      organization={organization}
      days={LEASE_DAYS}
      waiting={waiting}
      busy={busy}
      error={failure === null ? undefined : errorText(texts, failure)}
      onTry={() => void syncNow()}
    />
  );
}
