import { useEffect, useState } from 'preact/hooks';
import { errorText } from '#shared/text/index.ts';
import { useReader } from '#shared/ui/reader.ts';
import { calls } from '../../messages.ts';
import { keepStorage } from '../../platform.ts';
import { getSyncState } from '../../store/meta.ts';
import { send } from '../../transport.ts';
import { LeaveServer } from '../parts/LeaveServer.tsx';
import { UnsentFiles } from '../parts/UnsentFiles.tsx';
import { useUnsentFiles } from '../use-unsent-files.ts';
import { SyncPage } from '../parts/SyncPage.tsx';
import type { SyncState } from '../parts/types.ts';
import { usePanel } from '../panel-context.ts';
import { listRefused, listWaiting } from '../sync-view.ts';
import { useLive } from '../use-live.ts';
import { useSyncNow } from '../use-sync-now.ts';

/** What the server does not have yet, what it refused and why. */
export function SyncStatePage({ sync }: { readonly sync: SyncState }) {
  const { texts } = useReader();
  const { book, identity } = usePanel();
  const { busy, syncNow } = useSyncNow();
  const unsent = useUnsentFiles(book);
  const [kept, setKept] = useState<boolean>();
  useEffect(() => void keepStorage().then(setKept), []);
  const waiting = useLive(() => listWaiting(book), ['waiting']) ?? [];
  const refused = useLive(() => listRefused(book), ['refused']) ?? [];
  const state = useLive(() => getSyncState(book), ['state']);
  const failure = state?.failure ?? null;
  const leave = async (): Promise<void> => {
    // What is under way may still go out; what does not becomes the file.
    await syncNow();
    await send(calls.leave, {});
  };
  return (
    <>
      <UnsentFiles {...unsent} />
      <SyncPage
        sync={sync}
        waiting={waiting}
        refused={refused}
        kept={kept}
        busy={busy}
        error={failure === null || sync.offline ? undefined : errorText(texts, failure)}
        onTryNow={() => void syncNow()}
        onDrop={(n) => void send(calls.dropRefused, { n: Number(n) })}
        onAgain={(n) => void send(calls.writeRefusedAgain, { n: Number(n) })}
      />
      {identity.server === null ? null : <LeaveServer organization={identity.server.organization} waiting={sync.waiting} onLeave={leave} />}
    </>
  );
}
