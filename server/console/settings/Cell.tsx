import { useId } from 'preact/hooks';
import { classNames } from '#shared/ui/class-names.ts';
import { useReader } from '#shared/ui/reader.ts';
import { faultText, type FormPart } from './parts.ts';

type CellProps = FormPart & {
  readonly path: string;
  /** What the field is, for whoever does not see the heading above it. */
  readonly label: string;
  /** Several lines of text; one number without it. */
  readonly rows?: number;
};

/** A field in a table, whose heading stands above its column. */
export function Cell({ draft, faults, onInput, path, label, rows }: CellProps) {
  const { texts } = useReader();
  const id = useId();
  const fault = faultText(faults[path], texts);
  const shared = {
    value: draft[path] ?? '',
    'aria-label': label,
    'aria-invalid': fault === undefined ? undefined : ('true' as const),
    'aria-describedby': fault === undefined ? undefined : id,
  };
  return (
    <>
      <span class={classNames('field', rows === undefined ? 'fig' : 'tall', fault !== undefined && 'bad')}>
        {rows === undefined ? (
          <input {...shared} type="text" inputMode="decimal" autocomplete="off" onInput={(event) => onInput(path, event.currentTarget.value)} />
        ) : (
          <textarea {...shared} rows={rows} onInput={(event) => onInput(path, event.currentTarget.value)} />
        )}
      </span>
      {fault === undefined ? null : (
        <span class="meta wrong" id={id} role="alert">
          {fault}
        </span>
      )}
    </>
  );
}
