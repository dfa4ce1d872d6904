import { useEffect, useState } from 'preact/hooks';
import { errorText } from '#shared/text/index.ts';
import { IconSprite } from '#shared/ui/IconSprite.tsx';
import { useReader } from '#shared/ui/reader.ts';
import { isTyping } from '#shared/ui/row-keys.ts';
import { calls } from '../messages.ts';
import { createBackToPage, keepStorage, listCommandKeys } from '../platform.ts';
import { listFound } from '../store/customers.ts';
import type { Book } from '../store/database.ts';
import { findIdentity, getSyncState } from '../store/meta.ts';
import { send } from '../transport.ts';
import { Bar } from './parts/Bar.tsx';
import { KeysSheet } from './parts/KeysSheet.tsx';
import { inOrder, rowIdOf, SearchResults } from './parts/SearchResults.tsx';
import { UndoNotice } from './parts/UndoNotice.tsx';
import { toHit } from './hits.ts';
import { PanelContext } from './panel-context.ts';
import type { OrderOffer } from './parts/types.ts';
import { PastePage, type Pasted } from './pages/PastePage.tsx';
import { usePaste } from './use-paste.ts';
import { CustomerPage } from './pages/CustomerPage.tsx';
import { FirstRunPage } from './pages/FirstRunPage.tsx';
import { HomePage } from './pages/HomePage.tsx';
import { LockedPage } from './pages/LockedPage.tsx';
import { SettingsPage } from './pages/SettingsPage.tsx';
import { SyncStatePage } from './pages/SyncStatePage.tsx';
import { TodayPage } from './pages/TodayPage.tsx';
import { readSyncView } from './sync-view.ts';
import { countDue } from '../store/tasks.ts';
import { useLive } from './use-live.ts';
import { useTabOrigin } from './use-tab-origin.ts';
import { useTeamDay } from './use-team-day.ts';
import { useUndo, useUndoKeys } from './use-undo.ts';

const RESULTS = 'results';
const MOST_RESULTS = 50;

type View = { readonly kind: 'home' } | { readonly kind: 'customer'; readonly id: string } | { readonly kind: 'sync' | 'today' | 'settings' };
type Sheet = 'note' | 'call' | 'order' | 'keys' | null;

/** The side panel: what the page beside it shows, and the book behind it. `tab` undefined until the browser has told. */
export function App({ book, tab }: { readonly book: Book; readonly tab: number | undefined }) {
  const { texts } = useReader();
  const [view, setView] = useState<View>({ kind: 'home' });
  const [query, setQuery] = useState('');
  const [chosen, setChosen] = useState(0);
  const [sheet, setSheet] = useState<Sheet>(null);
  const done = useUndo();
  const [offer, setOffer] = useState<OrderOffer>();
  const [pasted, setPasted] = useState<Pasted>();
  const [commandKeys, setCommandKeys] = useState<Readonly<Record<string, string>>>({});
  const [isOpened, setOpened] = useState(false);
  const [isFirstRun, setFirstRun] = useState(false);
  const shownOrigin = useTabOrigin(tab);
  const held = useLive(
    async () => ({
      identity: await findIdentity(book),
      isEmpty: (await book.acts.count()) === 0,
      isEnded: (await getSyncState(book)).failure === 'device-revoked',
    }),
    ['identity'],
  );
  const sync = useLive(() => readSyncView(book, Date.now()), ['sync']);
  const { today } = useTeamDay(book);
  const due = useLive(() => countDue(book, today), ['due', today]);
  const found = useLive(() => listFound(book, query, MOST_RESULTS), ['found', query]);

  useEffect(() => setView({ kind: 'home' }), [tab]);
  // Once begun the first run stays until its end: the first sync may be done before the webmail is chosen.
  useEffect(() => {
    if (held && !held.identity) {
      setFirstRun(true);
    }
  }, [held]);
  useEffect(() => {
    void send(calls.syncNow, {});
    void keepStorage();
  }, []);
  usePaste(held?.identity !== undefined, setPasted);

  useUndoKeys();
  const [backToPage] = useState(createBackToPage);
  useEffect(() => {
    const controller = new AbortController();
    const onKey = (event: KeyboardEvent): void => {
      if (event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented) {
        return;
      }
      if (isTyping(event.target)) {
        // Out of a field first; the next Escape leaves the page.
        if (event.key === 'Escape' && event.target instanceof HTMLElement) {
          event.target.blur();
        }
        return;
      }
      if (event.key === '?') {
        // Asked each time: the user may have changed them in the browser's settings.
        listCommandKeys().then(setCommandKeys, () => undefined);
        setSheet('keys');
      } else if (event.key === 'Escape' && sheet === null) {
        setView({ kind: 'home' });
      } else if (event.key === 'm') {
        backToPage(tab);
      }
    };
    document.addEventListener('keydown', onKey, { signal: controller.signal });
    return () => controller.abort();
  });

  if (!held || !sync) {
    return null;
  }
  const { identity } = held;
  // The team's console is no webmail, so it is not offered as one.
  const tabOrigin = identity?.server && shownOrigin === new URL(identity.server.url).origin ? undefined : shownOrigin;
  const isUnused = held.isEmpty && sync.savedAt === null && view.kind === 'home' && !hasBeenHere();
  if (!identity || (!isOpened && (isFirstRun || isUnused))) {
    const settled = identity
      ? identity.server
        ? { kind: 'server' as const, organization: identity.server.organization, user: identity.user.name }
        : { kind: 'browser' as const }
      : null;
    const open = (): void => {
      localStorage.setItem('opened', 'yes');
      setOpened(true);
    };
    return (
      <main class="panel">
        <IconSprite />
        <FirstRunPage book={book} settled={settled} tabOrigin={tabOrigin} isEnded={held?.isEnded === true} onDone={open} />
      </main>
    );
  }

  if (identity.server && sync.locked === true) {
    return (
      <main class="panel">
        <IconSprite />
        <LockedPage book={book} organization={identity.server.organization} waiting={sync.waiting} />
      </main>
    );
  }
  const hits = found?.map(toHit);
  const ordered = inOrder(hits ?? []);
  const openCustomer = (id: string): void => {
    setQuery('');
    setView({ kind: 'customer', id });
  };
  const create = async (name: string): Promise<void> => {
    const isAddress = name.includes('@');
    const answer = await send(calls.addCustomer, { name, email: isAddress ? name : null, phone: null });
    if (answer.ok && answer.value.customer !== null) {
      done.announce(texts.undo.saved(name), answer.value.act);
      openCustomer(answer.value.customer);
    } else if (!answer.ok) {
      done.announce(errorText(texts, answer.error.code), undefined);
    }
  };
  const noteSheet = sheet === 'keys' ? null : sheet;
  const openSheet = (next: Sheet): void => {
    setOffer(undefined);
    setSheet(next);
  };
  const lookAt = (found: OrderOffer, opens = false): void => {
    if (opens) {
      openCustomer(found.customer);
    }
    setPasted(undefined);
    setOffer(found);
    setSheet('order');
  };

  return (
    <PanelContext.Provider value={{ book, identity, tab, openCustomer, announce: done.announce, offer, lookAt }}>
      <main class="panel">
        <IconSprite />
        <Bar
          query={query}
          onQuery={(typed) => {
            setQuery(typed);
            setChosen(0);
          }}
          onLeave={() => setQuery('')}
          onMove={(step) => setChosen(Math.max(0, Math.min(ordered.length - 1, chosen + step)))}
          onOpenChosen={() => {
            const hit = ordered[chosen];
            if (hit) {
              openCustomer(hit.id);
            }
          }}
          listId={query === '' ? undefined : RESULTS}
          chosenId={query === '' || ordered.length === 0 ? undefined : rowIdOf(RESULTS, chosen)}
          today={{
            due: due ?? 0,
            onPress: () => {
              setQuery('');
              setView(view.kind === 'today' ? { kind: 'home' } : { kind: 'today' });
            },
          }}
          sync={sync}
          onSync={() => {
            setQuery('');
            setView(view.kind === 'sync' ? { kind: 'home' } : { kind: 'sync' });
          }}
          onSettings={() => {
            setQuery('');
            setView(view.kind === 'settings' ? { kind: 'home' } : { kind: 'settings' });
          }}
        />
        {query !== '' ? (
          <SearchResults
            query={query}
            hits={hits}
            id={RESULTS}
            chosen={chosen}
            onChoose={setChosen}
            onOpen={openCustomer}
            onCreate={(name) => void create(name)}
          />
        ) : view.kind === 'sync' ? (
          <SyncStatePage sync={sync} />
        ) : view.kind === 'today' ? (
          <TodayPage />
        ) : view.kind === 'settings' ? (
          <SettingsPage announce={done.announce} />
        ) : view.kind === 'customer' ? (
          <CustomerPage key={view.id} id={view.id} sheet={noteSheet} onSheet={openSheet} onGone={() => setView({ kind: 'home' })} />
        ) : (
          <HomePage tabOrigin={tabOrigin} sheet={noteSheet} onSheet={openSheet} />
        )}
        <UndoNotice text={done.text} onUndo={done.undo && (() => void done.undo?.())} onDismiss={done.dismiss} />
        {pasted === undefined ? null : (
          <PastePage
            pasted={pasted}
            customer={view.kind === 'customer' ? view.id : undefined}
            onOrder={(customer, order) => lookAt({ customer, order, source: 'paste' }, true)}
            onClose={() => setPasted(undefined)}
          />
        )}
        {sheet === 'keys' ? <KeysSheet mac={navigator.userAgent.includes('Mac OS')} commands={commandKeys} onClose={() => setSheet(null)} /> : null}
      </main>
    </PanelContext.Provider>
  );
}

/** True when the first run was left behind in this browser. */
function hasBeenHere(): boolean {
  return localStorage.getItem('opened') === 'yes';
}
