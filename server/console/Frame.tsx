import { useLocation } from 'preact-iso';
import type { ComponentChildren } from 'preact';
import { useEffect, useRef, useState } from 'preact/hooks';
import { can } from '#shared/access.ts';
import { classNames } from '#shared/ui/class-names.ts';
import { Icon } from '#shared/ui/Icon.tsx';
import { useReader } from '#shared/ui/reader.ts';
import { isTyping } from '#shared/ui/row-keys.ts';
import { routes } from '#shared/wire/routes.ts';
import { call } from './api.ts';
import { LanguageChoice } from './LanguageChoice.tsx';
import { SearchField } from './SearchField.tsx';
import { useSession } from './session.ts';

/** A page of the console with its contents at the left, or behind a press on a phone. */
export function Frame({ children }: { readonly children: ComponentChildren }) {
  const { texts } = useReader();
  const { path } = useLocation();
  const [isOpen, setOpen] = useState(false);
  const contents = useRef<HTMLElement>(null);

  useEffect(() => setOpen(false), [path]);
  useEffect(() => {
    const controller = new AbortController();
    const onKey = (event: KeyboardEvent): void => {
      if (event.key === '/' && !isTyping(event.target)) {
        const field = [...document.querySelectorAll<HTMLInputElement>('[data-search]')].find((one) => one.offsetParent !== null);
        if (field) {
          event.preventDefault();
          field.focus();
        }
      } else if (event.key === 'Escape') {
        setOpen(false);
      }
    };
    document.addEventListener('keydown', onKey, { signal: controller.signal });
    return () => controller.abort();
  }, []);

  return (
    <div class="con">
      <a class="skip" href="#page">
        {texts.console.skip}
      </a>
      <nav class={classNames('toc', isOpen && 'is-open')} aria-label={texts.console.contents} id="contents" ref={contents}>
        <Contents path={path} />
      </nav>
      <div class="menu">
        <button
          type="button"
          class="icb"
          aria-label={texts.console.contents}
          aria-expanded={isOpen ? 'true' : 'false'}
          aria-controls="contents"
          onClick={() => setOpen(!isOpen)}
        >
          <Icon name={isOpen ? 'x' : 'menu'} />
        </button>
        <SearchField />
      </div>
      <main class="pg" id="page" tabIndex={-1}>
        {children}
      </main>
    </div>
  );
}

function Contents({ path }: { readonly path: string }) {
  const { texts } = useReader();
  const { reply, onSignedOut } = useSession();
  const { user } = reply;
  const here = (page: string) => (path === page ? ('page' as const) : path.startsWith(`${page}/`) ? ('true' as const) : undefined);
  const signOut = async (): Promise<void> => {
    await call(routes.signOut, { input: {} });
    onSignedOut();
  };
  return (
    <>
      <p class="brand">
        <Icon name="book" />
        {texts.common.product}
      </p>
      <SearchField />
      {can(user.role, 'read-customers') ? (
        <>
          <h2>{texts.console.records}</h2>
          <a href="/customers" aria-current={here('/customers')}>
            {texts.console.customers}
          </a>
        </>
      ) : null}
      {can(user.role, 'import-orders') ? (
        <a href="/import" aria-current={here('/import')}>
          {texts.console.import}
        </a>
      ) : null}
      <h2>{texts.console.team}</h2>
      <a href="/people" aria-current={here('/people')}>
        {texts.console.people}
      </a>
      {can(user.role, 'read-months') ? (
        <a href="/months" aria-current={here('/months')}>
          {texts.console.months.title}
        </a>
      ) : null}
      {can(user.role, 'manage-settings') ? (
        <a href="/settings" aria-current={here('/settings')}>
          {texts.console.settings.title}
        </a>
      ) : null}
      <div class="toc-foot">
        <LanguageChoice />
        <p class="small soft">{reply.organization}</p>
        <p class="small soft">{texts.console.signedInAs(user.name, texts.roles[user.role])}</p>
        <button type="button" class="link small" onClick={() => void signOut()}>
          {texts.console.signOut}
        </button>
      </div>
    </>
  );
}
