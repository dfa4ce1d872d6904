import { useLocation } from 'preact-iso';
import { useEffect, useRef, useState } from 'preact/hooks';
import { can } from '#shared/access.ts';
import { Icon } from '#shared/ui/Icon.tsx';
import { useReader } from '#shared/ui/reader.ts';
import { useSession } from './session.ts';

/** How long the typing rests before the table is asked. */
const REST_MS = 120;

/** The search for customers: the table follows as one types, from whichever page it is. */
export function SearchField() {
  const { texts } = useReader();
  const { reply } = useSession();
  const { path, query, route } = useLocation();
  const inAddress = path === '/customers' ? (query['search'] ?? '') : '';
  const [text, setText] = useState(inAddress);
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);

  // "Show all customers" and the browser's own back change the address, and the field follows it.
  useEffect(() => setText(inAddress), [inAddress]);
  useEffect(() => () => clearTimeout(timer.current), []);

  if (!can(reply.user.role, 'read-customers')) {
    return null;
  }
  const search = (next: string): void => {
    setText(next);
    clearTimeout(timer.current);
    timer.current = setTimeout(() => {
      const { search: _, ...others } = path === '/customers' ? query : {};
      const pairs = new URLSearchParams(next.trim() === '' ? others : { ...others, search: next });
      route(`/customers${pairs.size === 0 ? '' : `?${pairs.toString()}`}`, path === '/customers');
    }, REST_MS);
  };
  return (
    <label class="field">
      <Icon name="search" />
      <input
        type="text"
        data-search
        aria-label={texts.console.search}
        placeholder={texts.console.search}
        autocomplete="off"
        spellcheck={false}
        value={text}
        onInput={(event) => search(event.currentTarget.value)}
        onKeyDown={(event) => {
          if (event.key === 'Escape' && text !== '') {
            event.stopPropagation();
            search('');
          }
        }}
      />
      <kbd aria-hidden="true">{texts.bar.searchHint}</kbd>
    </label>
  );
}
