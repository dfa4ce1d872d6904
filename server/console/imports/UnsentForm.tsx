import { useState } from 'preact/hooks';
import { errorText } from '#shared/text/index.ts';
import { formatMoment } from '#shared/ui/format.ts';
import { Button } from '#shared/ui/primitives/Button.tsx';
import { useReader } from '#shared/ui/reader.ts';
import type { ImportUnsentReply } from '#shared/wire/imports.ts';
import { routes } from '#shared/wire/routes.ts';
import { call } from '../api.ts';
import { Pending } from '../Pending.tsx';
import { useLoad } from '../use-load.ts';

export type UnsentFile = { readonly name: string; readonly text: string };

/** A file of edits that a browser could not send before its book was removed: whose they are, and after a press what became of them. */
export function UnsentForm({ name, text }: UnsentFile) {
  const reader = useReader();
  const { texts } = reader;
  const words = texts.importing.unsent;
  const { load, retry, set } = useLoad(name, (signal) => call(routes.importUnsent, { input: { text, isRehearsal: true }, signal }));
  const [isBusy, setBusy] = useState(false);
  const [error, setError] = useState<string>();
  const take = async (): Promise<void> => {
    setBusy(true);
    const result = await call(routes.importUnsent, { input: { text, isRehearsal: false } });
    setBusy(false);
    setError(result.ok ? undefined : errorText(texts, result.error));
    if (result.ok) {
      set(result.value);
    }
  };
  return (
    <section class="blk unsent-f">
      <Pending load={load} lines={2} onRetry={retry} />
      {load.state === 'ready' ? (
        <>
          <div class="blk-h">
            <h2>{words.title(load.value.edits)}</h2>
          </div>
          <p>{words.whose(load.value.user, load.value.device, formatMoment(load.value.savedAt, reader))}</p>
          {load.value.brought === null ? (
            <>
              <p class="small soft read">{words.hint}</p>
              <p class="btns gap">
                <Button kind="go" busy={isBusy ? words.taking : undefined} onPress={() => void take()}>
                  {words.take}
                </Button>
              </p>
            </>
          ) : (
            <Brought brought={load.value.brought} />
          )}
        </>
      ) : null}
      <p class="small wrong" role="alert">
        {error}
      </p>
    </section>
  );
}

/** What became of the edits: what changed, and those that were refused with the reason, as their writer would have been told. */
function Brought({ brought: { records, pictures, refused } }: { readonly brought: NonNullable<ImportUnsentReply['brought']> }) {
  const { texts } = useReader();
  const words = texts.importing.unsent;
  return (
    <div role="status">
      <p>{records + pictures === 0 ? words.nothing : words.done(records, pictures)}</p>
      {Object.entries(texts.refusals)
        .filter(([code]) => (refused[code] ?? 0) > 0)
        .map(([code, why]) => (
          <p key={code} class="small">
            {words.refused(refused[code] ?? 0)} {why}
          </p>
        ))}
    </div>
  );
}
