import { useId } from 'preact/hooks';
import { classNames } from '../class-names.ts';

export type FieldProps = {
  readonly label: string;
  readonly value: string;
  readonly onInput: (value: string) => void;
  /** A password: not shown. */
  readonly secret?: boolean;
  readonly hint?: string | undefined;
  /** A sentence beneath; the field is marked and the text stays. */
  readonly error?: string | undefined;
  readonly placeholder?: string;
  readonly autocomplete?: string;
  readonly inputMode?: 'numeric' | 'decimal' | 'url' | 'email' | 'text';
  /** `date`: the browser's own way to choose a day; its value is `2026-11-23`. */
  readonly kind?: 'text' | 'date';
  readonly required?: boolean;
  readonly rows?: number;
  /** Suggestions to choose from while writing. */
  readonly options?: readonly string[];
  /** The field of its sheet that gets the focus first. */
  readonly first?: boolean;
};

/** A field with its label above and a sentence beneath; with `rows` it takes several lines. */
export function Field({
  label,
  value,
  onInput,
  secret = false,
  hint,
  error,
  placeholder,
  autocomplete,
  inputMode,
  kind = 'text',
  required,
  rows,
  options,
  first = false,
}: FieldProps) {
  const id = useId();
  const shared = {
    id,
    value,
    placeholder,
    autocomplete,
    required,
    'data-first': first ? '' : undefined,
    'aria-invalid': error === undefined ? undefined : ('true' as const),
    'aria-describedby': error === undefined && hint === undefined ? undefined : `${id}-say`,
  };
  return (
    <div class="fld">
      <label for={id}>{label}</label>
      <span class={classNames('field', error !== undefined && 'bad', rows !== undefined && 'tall')}>
        {rows !== undefined ? (
          <textarea {...shared} rows={rows} onInput={(event) => onInput(event.currentTarget.value)} />
        ) : secret ? (
          <input {...shared} type="password" onInput={(event) => onInput(event.currentTarget.value)} />
        ) : (
          <input
            {...shared}
            type={kind}
            inputMode={inputMode}
            list={options && `${id}-list`}
            onInput={(event) => onInput(event.currentTarget.value)}
          />
        )}
      </span>
      {options === undefined ? null : (
        <datalist id={`${id}-list`}>
          {options.map((option) => (
            <option key={option} value={option} />
          ))}
        </datalist>
      )}
      <p id={`${id}-say`} class={classNames('meta', error !== undefined && 'wrong')} role={error === undefined ? undefined : 'alert'}>
        {error ?? hint}
      </p>
    </div>
  );
}
