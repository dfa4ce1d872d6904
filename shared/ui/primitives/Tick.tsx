import { classNames } from '../class-names.ts';
import { Icon } from '../Icon.tsx';

export type TickProps = { readonly on: boolean; readonly label: string; readonly disabled?: boolean; readonly onChange: (on: boolean) => void };

/** A tick whose target is its whole row: a real checkbox lies invisibly over the row, the drawn one hangs in the margin. */
export function Tick({ on, label, disabled = false, onChange }: TickProps) {
  return (
    <>
      <input
        type="checkbox"
        class="tick-in"
        checked={on}
        disabled={disabled}
        aria-label={label}
        onChange={(event) => onChange(event.currentTarget.checked)}
      />
      <span class={classNames('tick', on && 'on')} aria-hidden="true">
        {on ? <Icon name="check" /> : null}
      </span>
    </>
  );
}
