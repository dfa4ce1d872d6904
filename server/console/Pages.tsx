import { Route, Router, useLocation } from 'preact-iso';
import { useEffect } from 'preact/hooks';
import { can } from '#shared/access.ts';
import { errorText } from '#shared/text/index.ts';
import { EmptyState } from '#shared/ui/primitives/EmptyState.tsx';
import { Lines } from '#shared/ui/primitives/Lines.tsx';
import { Notice } from '#shared/ui/primitives/Notice.tsx';
import { useReader } from '#shared/ui/reader.ts';
import type { SessionReply } from '#shared/wire/auth.ts';
import { routes } from '#shared/wire/routes.ts';
import { call } from './api.ts';
import { Frame } from './Frame.tsx';
import { CustomerPage } from './pages/CustomerPage.tsx';
import { CustomersPage } from './pages/CustomersPage.tsx';
import { ImportPage } from './pages/ImportPage.tsx';
import { MonthSheetPage } from './pages/MonthSheetPage.tsx';
import { MonthsPage } from './pages/MonthsPage.tsx';
import { PeoplePage } from './pages/PeoplePage.tsx';
import { SettingsPage } from './pages/SettingsPage.tsx';
import { SetUpPage } from './pages/SetUpPage.tsx';
import { SignInPage } from './pages/SignInPage.tsx';
import { SessionContext } from './session.ts';
import { useLoad } from './use-load.ts';

/** Chooses between set-up, sign-in and the pages behind it. */
export function Pages() {
  const { texts } = useReader();
  const { path, route } = useLocation();
  const { load, retry, set } = useLoad('session', (signal) => call(routes.session, { input: {}, signal }));

  if (path === '/set-up') {
    return (
      <SetUpPage
        onDone={(reply) => {
          set(reply);
          route('/', true);
        }}
      />
    );
  }
  if (load.state === 'loading') {
    return <Lines />;
  }
  if (load.state === 'failed') {
    return load.code === 'signed-out' ? (
      <SignInPage onDone={set} />
    ) : (
      <main class="alone">
        <Notice tone="wrong" title={texts.console.failed} onRetry={retry}>
          {errorText(texts, load.code)}
        </Notice>
      </main>
    );
  }
  return <SignedIn reply={load.value} onSignedOut={retry} />;
}

function SignedIn({ reply, onSignedOut }: { readonly reply: SessionReply; readonly onSignedOut: () => void }) {
  const { role } = reply.user;
  const home = can(role, 'read-customers') ? '/customers' : can(role, 'read-months') ? '/months' : '/people';
  return (
    <SessionContext.Provider value={{ reply, onSignedOut }}>
      <Frame>
        <Router>
          <Route path="/" component={() => <Redirect to={home} />} />
          <Route path="/sign-in" component={() => <Redirect to={home} />} />
          <Route path="/customers" component={CustomersPage} />
          <Route path="/customers/:id" component={CustomerPage} />
          <Route path="/import" component={can(role, 'import-orders') ? ImportPage : NotFound} />
          <Route path="/months" component={can(role, 'read-months') ? MonthsPage : NotFound} />
          <Route path="/months/:user" component={can(role, 'read-months') ? MonthSheetPage : NotFound} />
          <Route path="/people" component={PeoplePage} />
          <Route path="/settings" component={can(role, 'manage-settings') ? SettingsPage : NotFound} />
          <Route default component={NotFound} />
        </Router>
      </Frame>
    </SessionContext.Provider>
  );
}

function Redirect({ to }: { readonly to: string }) {
  const { route } = useLocation();
  useEffect(() => route(to, true), []);
  return null;
}

function NotFound() {
  const { texts } = useReader();
  return (
    <EmptyState heading="h1" title={texts.console.notFound} hint={texts.console.notFoundHint}>
      <a class="btn" href="/">
        {texts.console.toCustomers}
      </a>
    </EmptyState>
  );
}
