import { useState } from 'preact/hooks';
import { useReader } from '#shared/ui/reader.ts';
import { calls } from '../../messages.ts';
import { requestSite } from '../../platform.ts';
import { tabState, sites, type FrameState, type TabState } from '../../settings.ts';
import { listLately } from '../../store/customers.ts';
import { send } from '../../transport.ts';
import { GrantSite } from '../parts/GrantSite.tsx';
import { LayoutChanged } from '../parts/LayoutChanged.tsx';
import { NoMail } from '../parts/NoMail.tsx';
import { Unreadable } from '../parts/Unreadable.tsx';
import { copyReport } from '../copy-report.ts';
import { toHit } from '../hits.ts';
import { toMissingParts } from '../missing-parts.ts';
import { usePanel } from '../panel-context.ts';
import { useLive } from '../use-live.ts';
import { useSetting } from '../use-setting.ts';
import { webmailName } from '#shared/ui/webmail-names.ts';
import { ComposePage } from './ComposePage.tsx';
import { MailPage } from './MailPage.tsx';
import { PageLeads } from './PageLeads.tsx';
import { PastePage } from './PastePage.tsx';
import { ReadPage } from './ReadPage.tsx';
import { TodayPage } from './TodayPage.tsx';

type HomePageProps = {
  /** The page's origin, where the browser tells it. */
  readonly tabOrigin: string | undefined;
  readonly sheet: 'note' | 'call' | 'order' | null;
  readonly onSheet: (sheet: 'note' | 'call' | 'order' | null) => void;
};

/** What the page beside the panel shows: its mail, or why there is none. */
export function HomePage({ tabOrigin, sheet, onSheet }: HomePageProps) {
  const { texts } = useReader();
  const { book, tab, openCustomer, lookAt } = usePanel();
  const state = useSetting(tab === undefined ? undefined : tabState(tab));
  const allowed = useSetting(sites);
  const lately = useLive(() => listLately(book, 12), ['lately']);
  const [busy, setBusy] = useState(false);
  const [copied, setCopied] = useState(false);
  const [error, setError] = useState<string>();
  const [putAway, setPutAway] = useState<string>();

  const reading = state && mostTelling(state);
  if (reading?.kind === 'message') {
    const { layoutChanged, message } = reading;
    const copy = async (): Promise<void> => {
      if (layoutChanged && tab !== undefined) {
        await copyReport(tab, layoutChanged.adapter, layoutChanged.missing);
        setCopied(true);
      }
    };
    return (
      <>
        {layoutChanged === undefined ? null : (
          <LayoutChanged
            site={webmailName(layoutChanged.adapter)}
            missing={toMissingParts(layoutChanged.missing)}
            isGeneral={!message.adapter.startsWith(`${layoutChanged.adapter}@`)}
            copied={copied}
            onCopyReport={() => void copy()}
          />
        )}
        <MailPage key={message.nativeId ?? reading.interaction} reading={reading} sheet={sheet} onSheet={onSheet} />
      </>
    );
  }
  if (reading?.kind === 'compose') {
    return <ComposePage reading={reading} sheet={sheet} onSheet={onSheet} />;
  }
  if (reading?.kind === 'page') {
    const { url, selected } = reading.capture;
    return (
      <>
        <PageLeads key={url} capture={reading.capture} />
        {selected === undefined || selected === putAway ? null : (
          <PastePage
            key={selected}
            pasted={{ text: selected, html: '', pictures: [] }}
            customer={undefined}
            onOrder={(customer, order) => lookAt({ customer, order, source: 'paste' }, true)}
            onClose={() => setPutAway(selected)}
          />
        )}
      </>
    );
  }
  if (reading?.kind === 'unreadable' && tab !== undefined) {
    const { adapter, missing } = reading;
    const again = async (): Promise<void> => {
      setBusy(true);
      await send(calls.readAgain, { tab });
      setBusy(false);
    };
    const copy = async (): Promise<void> => {
      await copyReport(tab, adapter, missing);
      setCopied(true);
    };
    return (
      <Unreadable
        site={webmailName(adapter)}
        missing={toMissingParts(missing)}
        isSeveral={missing.includes('message')}
        busy={busy}
        copied={copied}
        onReadAgain={() => void again()}
        onCopyReport={() => void copy()}
      />
    );
  }
  const isNew =
    tabOrigin !== undefined && allowed !== undefined && !allowed.some((site) => new URL(site.origin).hostname === new URL(tabOrigin).hostname);
  if (isNew && reading === undefined) {
    const grant = async (): Promise<void> => {
      setBusy(true);
      const isAllowed = await requestSite(tabOrigin).catch(() => false);
      setError(isAllowed ? undefined : texts.errors['site-not-granted']);
      if (isAllowed) {
        await send(calls.addSite, { origin: tabOrigin, mode: 'ask' });
      }
      setBusy(false);
    };
    return (
      <>
        <GrantSite host={new URL(tabOrigin).host} busy={busy} error={error} onGrant={() => void grant()} />
        <ReadPage />
        <TodayPage />
        <NoMail lately={lately?.map(toHit)} onOpen={openCustomer} />
      </>
    );
  }
  return (
    <>
      {reading?.kind === 'list' ? null : <ReadPage />}
      {reading === undefined && tabOrigin === undefined ? <p class="note-s">{texts.noMail.unknownPage}</p> : null}
      <TodayPage />
      <NoMail lately={lately?.map(toHit)} onOpen={openCustomer} />
    </>
  );
}

/** Of all frames of a page the one that says most: a mail that is written, a message, then one that cannot be read, then a list. */
function mostTelling(state: TabState): FrameState['reading'] | undefined {
  const readings = Object.values(state).map((frame) => frame.reading);
  for (const kind of ['page', 'compose', 'message', 'unreadable', 'list', 'no-webmail'] as const) {
    const found = readings.find((reading) => reading.kind === kind);
    if (found) {
      return found;
    }
  }
  return undefined;
}
