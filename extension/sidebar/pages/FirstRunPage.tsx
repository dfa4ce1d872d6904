import { useState } from 'preact/hooks';
import { errorText } from '#shared/text/index.ts';
import { useReader } from '#shared/ui/reader.ts';
import { calls } from '../../messages.ts';
import { requestSite } from '../../platform.ts';
import { sites } from '../../settings.ts';
import { send } from '../../transport.ts';
import { KNOWN_WEBMAILS } from '../known-webmails.ts';
import { FirstRun } from '../parts/FirstRun.tsx';
import { LocalStart } from '../parts/LocalStart.tsx';
import type { Settled } from '../parts/types.ts';
import type { Book } from '../../store/database.ts';
import { useUnsentFiles } from '../use-unsent-files.ts';
import { useSetting } from '../use-setting.ts';

type FirstRunPageProps = {
  readonly book: Book;
  readonly settled: Settled | null;
  /** The host beside the panel, where the browser tells it. */
  readonly tabOrigin: string | undefined;
  /** The browser was paired, and its access was ended: the book is empty for that reason. */
  readonly isEnded?: boolean;
  readonly onDone: () => void;
};

/** The first minutes: where the book lives, then which webmail may be read. */
export function FirstRunPage({ book, settled, tabOrigin, isEnded = false, onDone }: FirstRunPageProps) {
  const { texts } = useReader();
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<{ readonly field: 'address' | 'code'; readonly text: string }>();
  const [asking, setAsking] = useState<string>();
  const [refused, setRefused] = useState<string>();
  const [isLocal, setIsLocal] = useState(false);
  const held = useSetting(sites) ?? [];
  const unsent = useUnsentFiles(book);

  const pair = async ({ address, code }: { readonly address: string; readonly code: string }): Promise<void> => {
    setBusy(true);
    setProblem(undefined);
    // The browser asks for the server's address inside the press; without it no request would leave.
    const isAllowed = await requestSite(address).catch(() => false);
    const done = isAllowed ? await send(calls.pair, { server: address, code }) : undefined;
    setBusy(false);
    if (!done) {
      setProblem({ field: 'address', text: texts.errors['site-not-granted'] });
    } else if (!done.ok) {
      const isCode = done.error.code.startsWith('code-') || done.error.code === 'too-many-tries';
      setProblem({ field: isCode ? 'code' : 'address', text: errorText(texts, done.error.code) });
    }
  };
  const startLocally = async (me: { readonly name: string; readonly email: string }): Promise<void> => {
    setBusy(true);
    const done = await send(calls.useLocally, me);
    setBusy(false);
    setProblem(done.ok ? undefined : { field: 'address', text: errorText(texts, done.error.code) });
  };
  const allow = async (host: string): Promise<void> => {
    const origin = originOf(host, tabOrigin);
    setAsking(host);
    setRefused(undefined);
    const isAllowed = await requestSite(origin).catch(() => false);
    setAsking(undefined);
    if (isAllowed) {
      await send(calls.addSite, { origin, mode: 'ask' });
    } else {
      setRefused(texts.errors['site-not-granted']);
    }
  };

  if (isLocal && settled === null) {
    return <LocalStart busy={busy} error={problem?.text} onStart={(me) => void startLocally(me)} onBack={() => setIsLocal(false)} />;
  }
  const listed = [
    ...KNOWN_WEBMAILS,
    ...held.filter((site) => !KNOWN_WEBMAILS.some((one) => one.origin === site.origin)).map(({ origin }) => ({ name: new URL(origin).host, origin })),
  ];
  const tabHost = tabOrigin === undefined ? undefined : new URL(tabOrigin).host;
  return (
    <FirstRun
      settled={settled}
      unsent={unsent}
      place={{
        busy,
        error: problem ?? (isEnded && settled === null ? { field: 'address', text: texts.errors['device-revoked'] } : undefined),
        onPair: (server) => void pair(server),
        onLocal: () => setIsLocal(true),
      }}
      webmail={{
        webmails: listed.map(({ name, origin }) => ({
          id: origin,
          name,
          host: new URL(origin).host,
          allowed: held.some((site) => site.origin === origin),
        })),
        tabHost: listed.some(({ origin }) => origin === tabOrigin) ? undefined : tabHost,
        asking,
        error: refused,
        onAllow: (host) => void allow(host),
      }}
      onDone={onDone}
    />
  );
}

function originOf(host: string, tabOrigin: string | undefined): string {
  if (tabOrigin !== undefined && new URL(tabOrigin).host === host) {
    return tabOrigin;
  }
  const isLoopback = /^(?:localhost|127\.0\.0\.1)(?::|$)/u.test(host);
  return new URL(/^https?:\/\//u.test(host) ? host : `${isLoopback ? 'http' : 'https'}://${host}`).origin;
}
