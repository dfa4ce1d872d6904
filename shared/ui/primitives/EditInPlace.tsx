import type { ComponentChildren } from 'preact';
import { useEffect, useId, useRef, useState } from 'preact/hooks';
import { classNames } from '../class-names.ts';
import { Icon } from '../Icon.tsx';
import { useReader } from '../reader.ts';

export type EditInPlaceProps = {
  /** What the value is, for its accessible name: "Phone". */
  readonly label: string;
  readonly value: string;
  /** How the value looks while it is not edited; the value itself when missing. */
  readonly children?: ComponentChildren;
  /** Opens as a field at once, for a value that is being added. */
  readonly open?: boolean;
  /** Why a value cannot be saved, or undefined. The field stays open with what was typed. */
  readonly check?: ((value: string) => string | undefined) | undefined;
  /** The new value; empty when it was cleared. Not called when nothing changed. */
  readonly onSave: (value: string) => void;
  readonly onClose?: () => void;
};

/** A value that becomes a field when pressed. Enter or leaving it saves, Escape brings the old value back, empty clears. */
export function EditInPlace({ label, value, children, open = false, check, onSave, onClose }: EditInPlaceProps) {
  const { texts } = useReader();
  const [draft, setDraft] = useState<string | null>(open ? value : null);
  const [fault, setFault] = useState<string>();
  const field = useRef<HTMLInputElement>(null);
  const button = useRef<HTMLSpanElement>(null);
  const returnsFocus = useRef(false);
  // Taking a focused field out of the page fires its blur once more: what is settled must not be saved again.
  const isSettled = useRef(false);
  const id = useId();
  const isOpen = draft !== null;

  useEffect(() => {
    if (isOpen) {
      isSettled.current = false;
      field.current?.focus();
      field.current?.select();
    } else if (returnsFocus.current) {
      returnsFocus.current = false;
      button.current?.focus();
    }
  }, [isOpen]);

  const close = (): void => {
    isSettled.current = true;
    setDraft(null);
    setFault(undefined);
    onClose?.();
  };
  const save = (): void => {
    if (isSettled.current) {
      return;
    }
    const next = (draft ?? '').trim();
    const wrong = next === value ? undefined : check?.(next);
    if (wrong !== undefined) {
      setFault(wrong);
      return;
    }
    close();
    if (next !== value) {
      onSave(next);
    }
  };

  if (draft === null) {
    // A real button is a box that cannot break over lines; long names and titles must flow like text.
    return (
      <span
        role="button"
        tabIndex={0}
        class="ed"
        ref={button}
        title={texts.common.edit(label)}
        onClick={() => setDraft(value)}
        onKeyDown={(event) => {
          if (event.key === 'Enter' || event.key === ' ') {
            event.preventDefault();
            setDraft(value);
          }
        }}
      >
        <span class="vh">{label}: </span>
        {children ?? value}
        <Icon name="pencil" small />
      </span>
    );
  }
  return (
    <span class="ed-in">
      <span class={classNames('field', fault !== undefined && 'bad')}>
        <input
          ref={field}
          value={draft}
          aria-label={label}
          aria-invalid={fault === undefined ? undefined : 'true'}
          aria-describedby={fault === undefined ? undefined : id}
          onInput={(event) => setDraft(event.currentTarget.value)}
          onBlur={save}
          onKeyDown={(event) => {
            if (event.key === 'Enter' && !event.isComposing) {
              event.preventDefault();
              event.stopPropagation();
              returnsFocus.current = true;
              save();
            } else if (event.key === 'Escape') {
              event.stopPropagation();
              returnsFocus.current = true;
              close();
            }
          }}
        />
      </span>
      {fault === undefined ? null : (
        <span id={id} class="meta wrong" role="alert">
          {fault}
        </span>
      )}
    </span>
  );
}
