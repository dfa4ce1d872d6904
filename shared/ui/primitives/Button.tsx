import type { ComponentChildren } from 'preact';
import { classNames } from '../class-names.ts';

export type ButtonProps = {
  /** `go` is the one filled button of a view, `bare` has no edge. */
  readonly kind?: 'go' | 'plain' | 'bare';
  /** What goes on ("Saving") while the press is being carried out; the button keeps its width and takes no further press. */
  readonly busy?: string | undefined;
  readonly disabled?: boolean;
  readonly type?: 'button' | 'submit';
  /** The key that presses it. */
  readonly hint?: string;
  /** Its accessible name where the words on it do not say what it acts on. */
  readonly label?: string;
  readonly onPress?: () => void;
  readonly children: ComponentChildren;
};

/** A button in one of three weights; while busy it says what goes on and stays focusable. */
export function Button({ kind = 'plain', busy, disabled = false, type = 'button', hint, label, onPress, children }: ButtonProps) {
  const isBusy = busy !== undefined;
  return (
    <button
      type={type}
      class={classNames('btn', kind !== 'plain' && kind, isBusy && 'busy')}
      disabled={disabled}
      aria-disabled={isBusy ? 'true' : undefined}
      aria-label={isBusy ? undefined : label}
      onClick={(event) => {
        if (isBusy) {
          event.preventDefault();
        } else {
          onPress?.();
        }
      }}
    >
      <span class="btn-w">
        <span class={isBusy ? 'is-under' : undefined} aria-hidden={isBusy ? 'true' : undefined}>
          {children}
          {hint === undefined ? null : <kbd aria-hidden="true"> {hint}</kbd>}
        </span>
        {isBusy ? <span>{busy}</span> : null}
      </span>
    </button>
  );
}
