import { useEffect, useRef } from 'preact/hooks';
import { classNames } from '#shared/ui/class-names.ts';
import { Icon } from '#shared/ui/Icon.tsx';
import { useReader } from '#shared/ui/reader.ts';
import { isTyping } from '#shared/ui/row-keys.ts';
import { SyncBadge } from './SyncBadge.tsx';
import type { SyncState } from './types.ts';

export type BarProps = {
  readonly query: string;
  readonly onQuery: (query: string) => void;
  /** Escape in the field: the search ends. */
  readonly onLeave: () => void;
  /** Arrow keys in the field move through the results, Enter opens the chosen one. */
  readonly onMove?: (step: 1 | -1) => void;
  readonly onOpenChosen?: () => void;
  /** The results' id and the chosen row's, so that a screen reader follows; undefined while there are no results. */
  readonly listId?: string | undefined;
  readonly chosenId?: string | undefined;
  readonly sync: SyncState;
  readonly onSync: () => void;
  readonly onSettings: () => void;
  /** The open mail is being read. */
  readonly reading?: boolean;
  /** How much is due today; without it there is no Today. */
  readonly today?: { readonly due: number; readonly onPress: () => void } | undefined;
};

/** The top of the panel: search (also by `/`), what is due today, and where the book stands with the server. */
export function Bar({ query, onQuery, onLeave, onMove, onOpenChosen, listId, chosenId, sync, onSync, onSettings, reading = false, today }: BarProps) {
  const { texts } = useReader();
  const field = useRef<HTMLInputElement>(null);

  useEffect(() => {
    const controller = new AbortController();
    const onKey = (event: KeyboardEvent): void => {
      if (event.key === '/' && !isTyping(event.target) && !event.ctrlKey && !event.metaKey) {
        event.preventDefault();
        field.current?.focus();
        field.current?.select();
      }
    };
    document.addEventListener('keydown', onKey, { signal: controller.signal });
    return () => controller.abort();
  }, []);

  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.isComposing) {
      return;
    }
    if (event.key === 'Escape') {
      event.stopPropagation();
      onLeave();
      field.current?.blur();
    } else if (event.key === 'ArrowDown' || event.key === 'ArrowUp') {
      event.preventDefault();
      onMove?.(event.key === 'ArrowDown' ? 1 : -1);
    } else if (event.key === 'Enter') {
      event.preventDefault();
      onOpenChosen?.();
    }
  };
  const isOn = query !== '';
  // Without a chosen row there is no list to point at.
  const hasList = listId !== undefined && chosenId !== undefined;

  return (
    <div class="bar">
      <search class="bar-s">
        <label class={classNames('field', isOn && 'is-on')}>
          <Icon name="search" />
          <input
            ref={field}
            type="text"
            role="combobox"
            aria-label={texts.bar.search}
            aria-expanded={hasList ? 'true' : 'false'}
            aria-controls={hasList ? listId : undefined}
            aria-activedescendant={chosenId}
            aria-autocomplete="list"
            placeholder={texts.bar.search}
            value={query}
            autocomplete="off"
            spellcheck={false}
            onInput={(event) => onQuery(event.currentTarget.value)}
            onKeyDown={onKeyDown}
          />
          <kbd aria-hidden="true">{isOn ? texts.bar.escape : texts.bar.searchHint}</kbd>
        </label>
      </search>
      {today === undefined ? null : (
        <button type="button" class="today" onClick={today.onPress}>
          {texts.bar.today} <b>{today.due}</b>
        </button>
      )}
      <SyncBadge sync={sync} reading={reading} onPress={onSync} />
      <button type="button" class="icb" aria-label={texts.settings.open} title={texts.settings.open} onClick={onSettings}>
        <Icon name="gear" />
      </button>
    </div>
  );
}
