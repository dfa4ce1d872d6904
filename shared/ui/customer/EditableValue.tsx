import type { Texts } from '#shared/text/index.ts';
import { formatLink, formatPhone } from '../format-contact.ts';
import { EditInPlace } from '../primitives/EditInPlace.tsx';
import { NameText } from '../NameText.tsx';
import { useReader } from '../reader.ts';
import type { EditableField, FieldEdit } from './field-edit.ts';
import { SavedNote } from './SavedNote.tsx';

export type EditableValueProps = {
  readonly field: EditableField;
  /** Null: the field is open for a new value. */
  readonly value: string | null;
  readonly waits?: boolean;
  readonly onEdit?: ((edit: FieldEdit) => void) | undefined;
  readonly onClose?: () => void;
  /** The change that was saved last; it offers Undo where it stands. */
  readonly saved?: FieldEdit | undefined;
  readonly onUndo?: (() => void) | undefined;
};

const EMAIL = /^[^\s@]+@[^\s@]+$/u;
const MAX_LENGTH = 500;

/** One value of a customer: plain, or with `onEdit` a value that becomes a field when pressed. */
export function EditableValue({ field, value, waits = false, onEdit, onClose, saved, onUndo }: EditableValueProps) {
  const { texts } = useReader();
  const label = texts.fields[field];
  const shown = value === null ? null : <NameText>{shownAs(field, value)}</NameText>;
  const isSaved = saved !== undefined && saved.field === field && saved.value === value;
  return (
    <span class={waits ? 'is-waiting' : undefined} title={waits ? texts.customer.waits : undefined}>
      {onEdit === undefined ? (
        shown
      ) : (
        <EditInPlace
          label={label}
          value={value ?? ''}
          open={value === null}
          check={(next) => faultOf(field, next, texts)}
          onSave={(next) => onEdit({ field, was: value, value: next === '' ? null : next })}
          {...(onClose === undefined ? {} : { onClose })}
        >
          {shown}
        </EditInPlace>
      )}
      {isSaved ? <SavedNote edit={saved} onUndo={onUndo} /> : null}
    </span>
  );
}

function shownAs(field: EditableField, value: string): string {
  return field === 'phones' ? formatPhone(value) : field === 'links' ? formatLink(value) : value;
}

function faultOf(field: EditableField, value: string, texts: Texts): string | undefined {
  if (value === '') {
    return field === 'name' ? texts.customer.nameNeeded : undefined;
  }
  if (value.length > MAX_LENGTH) {
    return texts.customer.tooLong;
  }
  return field === 'emails' && !EMAIL.test(value) ? texts.customer.badEmail : undefined;
}
