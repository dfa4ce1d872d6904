import { useEffect, useState } from 'preact/hooks';
import { errorText } from '#shared/text/index.ts';
import { Sheet } from '#shared/ui/primitives/Sheet.tsx';
import { useReader } from '#shared/ui/reader.ts';
import { webmailName } from '#shared/ui/webmail-names.ts';
import { calls } from '../../messages.ts';
import { earlierRun } from '../../settings.ts';
import { send } from '../../transport.ts';
import { EarlierList } from '../parts/EarlierList.tsx';
import { EarlierStart } from '../parts/EarlierStart.tsx';
import type { EarlierPlace } from '../parts/types.ts';
import { usePanel } from '../panel-context.ts';
import { useSetting } from '../use-setting.ts';

/** A fetch takes the newest two hundred, as `earlier-messages.ts` has it. */
const MOST = 200;
const LOOK_EACH_MS = 2000;

type EarlierPageProps = { readonly customer: string; readonly name: string; readonly onClose: () => void };

/** A customer's earlier mail: chosen from where, fetched with its progress, looked through and kept. */
export function EarlierPage({ customer, name, onClose }: EarlierPageProps) {
  const { texts } = useReader();
  const words = texts.earlier;
  const { announce } = usePanel();
  const [places, setPlaces] = useState<readonly EarlierPlace[]>();
  const [problem, setProblem] = useState<string>();
  const [busy, setBusy] = useState(false);
  const held = useSetting(earlierRun);
  const run = held?.customer === customer ? held : undefined;

  useEffect(() => {
    const look = async (): Promise<void> => {
      const answer = await send(calls.listMailTabs, {});
      setPlaces(answer.ok ? answer.value.tabs.map(({ tab, host, adapter, gives }) => ({ tab, host, gives, webmail: webmailName(adapter) })) : []);
    };
    void look();
    // A webmail that is opened now is offered as soon as it is read.
    const timer = setInterval(() => void look(), LOOK_EACH_MS);
    return () => {
      clearInterval(timer);
      // What was fetched and not kept is forgotten, and a fetch that goes on ends.
      void send(calls.dropEarlier, {});
    };
  }, []);

  const start = async (tab: number): Promise<void> => {
    const asked = await send(calls.fetchEarlier, { tab, customer });
    setProblem(asked.ok ? undefined : errorText(texts, asked.error.code));
  };
  const keep = async (chosen: readonly number[]): Promise<void> => {
    setBusy(true);
    const kept = await send(calls.keepEarlier, { customer, places: [...chosen] });
    setBusy(false);
    setProblem(kept.ok ? undefined : errorText(texts, kept.error.code));
    if (kept.ok) {
      announce(words.kept(chosen.length, name), kept.value.act);
      onClose();
    }
  };
  const isOn = run?.phase === 'searching' || run?.phase === 'reading';
  const failure = run?.failure ?? null;
  const isList = run !== undefined && !isOn && (run.phase !== 'failed' || run.mails.length > 0);
  return (
    // Drawn anew at each step, so that the focus stays in it.
    <Sheet key={isList ? 'list' : isOn ? 'progress' : 'start'} title={words.title} onClose={onClose}>
      {isList ? (
        <EarlierList
          run={run}
          busy={busy}
          error={problem ?? (failure === null ? undefined : words.failures[failure])}
          onKeep={(chosen) => void keep(chosen)}
        />
      ) : (
        <EarlierStart
          name={name}
          most={MOST}
          places={places}
          progress={isOn ? { host: run.host, read: run.read, wanted: run.wanted, isSearching: run.phase === 'searching' } : undefined}
          problem={problem ?? (failure === null ? undefined : words.failures[failure])}
          onFetch={(tab) => void start(tab)}
          onStop={() => void send(calls.stopEarlier, {})}
        />
      )}
    </Sheet>
  );
}
