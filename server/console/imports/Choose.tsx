import { useId } from 'preact/hooks';

export type ChooseProps<T extends string> = {
  readonly label: string;
  readonly value: T;
  readonly options: readonly { readonly value: T; readonly text: string }[];
  readonly hint?: string | undefined;
  readonly onChange: (value: T) => void;
};

/** A choice among a few, with its label above and a sentence beneath. */
export function Choose<T extends string>({ label, value, options, hint, onChange }: ChooseProps<T>) {
  const id = useId();
  const chosen = (text: string): void => {
    const option = options.find((one) => one.value === text);
    if (option) {
      onChange(option.value);
    }
  };
  return (
    <div class="fld">
      <label for={id}>{label}</label>
      <span class="field">
        <select
          id={id}
          value={value}
          aria-describedby={hint === undefined ? undefined : `${id}-say`}
          onChange={(event) => chosen(event.currentTarget.value)}
        >
          {options.map((option) => (
            <option key={option.value} value={option.value}>
              {option.text}
            </option>
          ))}
        </select>
      </span>
      <p id={`${id}-say`} class="meta">
        {hint}
      </p>
    </div>
  );
}
