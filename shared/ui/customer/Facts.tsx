import { useState } from 'preact/hooks';
import type { Customer } from '#shared/model/customer.ts';
import { useReader } from '../reader.ts';
import { EditableValue } from './EditableValue.tsx';
import { manyFields, valuesOf, type EditableField, type FieldEdit } from './field-edit.ts';
import { SavedNote } from './SavedNote.tsx';

export type FactsProps = {
  readonly customer: Customer;
  readonly waits?: ReadonlySet<string> | undefined;
  readonly onEdit?: ((edit: FieldEdit) => void) | undefined;
  readonly saved?: FieldEdit | undefined;
  readonly onUndo?: (() => void) | undefined;
};

/** How a customer is reached, label before value; with `onEdit` every value can be changed and missing ones added. */
export function Facts({ customer, waits, onEdit, saved, onUndo }: FactsProps) {
  const { texts } = useReader();
  const [adding, setAdding] = useState<EditableField>();
  const addable: readonly EditableField[] =
    onEdit === undefined ? [] : [...(['title', 'companyName'] as const).filter((field) => valuesOf(customer, field).length === 0), ...manyFields];
  const rows: readonly EditableField[] = adding === 'title' || adding === 'companyName' ? [adding, ...manyFields] : manyFields;
  const isShown = (field: EditableField): boolean =>
    valuesOf(customer, field).length > 0 || adding === field || (saved?.field === field && saved.value === null);
  const shown = rows.filter(isShown);
  if (shown.length === 0 && addable.length === 0) {
    return null;
  }
  return (
    <section class="sec facts-s" aria-label={texts.customer.reach}>
      {shown.length === 0 ? null : (
        <dl class="pairs">
          {shown.map((field) => (
            <div key={field} class="pair-row">
              <dt>{texts.fields[field]}</dt>
              {valuesOf(customer, field).map((value) => (
                <dd key={value}>
                  <EditableValue
                    field={field}
                    value={value}
                    waits={waits?.has(`${field}/${value}`) ?? false}
                    onEdit={onEdit}
                    saved={saved}
                    onUndo={onUndo}
                  />
                </dd>
              ))}
              {adding === field && onEdit !== undefined ? (
                <dd>
                  <EditableValue field={field} value={null} onEdit={onEdit} onClose={() => setAdding(undefined)} />
                </dd>
              ) : null}
              {saved?.field === field && saved.value === null ? (
                <dd>
                  <SavedNote edit={saved} onUndo={onUndo} />
                </dd>
              ) : null}
            </div>
          ))}
        </dl>
      )}
      {addable.length === 0 ? null : (
        <p class="adds small">
          <span class="soft">{texts.customer.add}</span>
          {addable.map((field) => (
            <button key={field} type="button" class="link" aria-label={texts.customer.addField(texts.fields[field])} onClick={() => setAdding(field)}>
              {texts.fields[field]}
            </button>
          ))}
        </p>
      )}
    </section>
  );
}
