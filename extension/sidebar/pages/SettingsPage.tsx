import { useState } from 'preact/hooks';
import { ok } from '#shared/result.ts';
import { errorText } from '#shared/text/index.ts';
import { useReader } from '#shared/ui/reader.ts';
import { calls } from '../../messages.ts';
import { requestSite } from '../../platform.ts';
import { corrections, neverLogRules, sites, writeSetting } from '../../settings.ts';
import { send } from '../../transport.ts';
import { CorrectionSettings } from '../parts/CorrectionSettings.tsx';
import { ImportContacts } from '../parts/ImportContacts.tsx';
import { NeverLogSettings } from '../parts/NeverLogSettings.tsx';
import { SiteSettings, type Mode, type SiteRow } from '../parts/SiteSettings.tsx';
import type { Undo } from '../use-undo.ts';
import { useContactFile } from '../use-contact-file.ts';
import { useNeverLog } from '../use-never-log.ts';
import { useSetting } from '../use-setting.ts';

/** The settings of this browser: which webmails are read and what they log by themselves, and whose mail never is. */
export function SettingsPage({ announce }: { readonly announce: Undo['announce'] }) {
  const { texts } = useReader();
  const words = texts.settings;
  const held = useSetting(sites);
  const rules = useSetting(neverLogRules);
  const learnt = useSetting(corrections);
  const [problem, setProblem] = useState<string>();
  const file = useContactFile(announce);
  const { ownDomain, never, allow } = useNeverLog([], announce);
  if (!held || !rules || !learnt) {
    return null;
  }

  const setMode = async (site: SiteRow, mode: Mode): Promise<void> => {
    const done = await send(calls.setMode, { origin: site.origin, mode });
    setProblem(done.ok ? undefined : errorText(texts, done.error.code));
    if (done.ok) {
      announce(words.modeSet(site.host, words.modes[mode].name), () => send(calls.setMode, { origin: site.origin, mode: site.mode }));
    }
  };
  const remove = async ({ origin, host, mode }: SiteRow): Promise<void> => {
    const done = await send(calls.removeSite, { origin });
    setProblem(done.ok ? undefined : errorText(texts, done.error.code));
    if (done.ok) {
      announce(words.siteRemoved(host), async () => {
        // The leave was given back, so the browser asks once more, inside the press.
        const isAllowed = await requestSite(origin).catch(() => false);
        return isAllowed ? send(calls.addSite, { origin, mode }) : { ok: false, error: { code: 'site-not-granted', details: {} } };
      });
    }
  };

  const forget = async (): Promise<void> => {
    await writeSetting(corrections, []);
    announce(words.forgotten, async () => ok(await writeSetting(corrections, learnt)));
  };

  return (
    <>
      <header class="sec who">
        <h2 class="name">{words.title}</h2>
      </header>
      <SiteSettings
        sites={held.map(({ origin, mode }) => ({ origin, host: new URL(origin).host, mode }))}
        error={problem}
        onMode={(site, mode) => void setMode(site, mode)}
        onRemove={(site) => void remove(site)}
      />
      <ImportContacts now={file.now} onFile={(chosen) => void file.take(chosen)} />
      <NeverLogSettings rules={rules} ownDomain={ownDomain} onAdd={never} onRemove={(rule) => void allow(rule)} />
      <CorrectionSettings count={learnt.length} onForget={() => void forget()} />
    </>
  );
}
