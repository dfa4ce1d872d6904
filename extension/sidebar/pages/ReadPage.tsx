import { useState } from 'preact/hooks';
import { Button } from '#shared/ui/primitives/Button.tsx';
import { useReader } from '#shared/ui/reader.ts';
import { calls } from '../../messages.ts';
import { send } from '../../transport.ts';
import { usePanel } from '../panel-context.ts';

/** Any web page: one press looks for people and companies in it. */
export function ReadPage() {
  const { texts } = useReader();
  const { tab } = usePanel();
  const [busy, setBusy] = useState(false);
  const [isRefused, setRefused] = useState(false);
  if (tab === undefined) {
    return null;
  }
  const read = async (): Promise<void> => {
    setBusy(true);
    setRefused(!(await send(calls.readPage, { tab })).ok);
    setBusy(false);
  };
  return (
    <section class="sec" aria-label={texts.page.read}>
      <p class="small mid">{texts.page.why}</p>
      <p class="btns gap">
        <Button busy={busy ? texts.page.reading : undefined} onPress={() => void read()}>
          {texts.page.read}
        </Button>
      </p>
      <p class="small wrong" role="alert">
        {isRefused ? texts.page.notAllowed : null}
      </p>
    </section>
  );
}
