import { useReader } from '../reader.ts';
import type { FieldEdit } from './field-edit.ts';

/** Beside a value that was just changed: that it is saved, and the press that takes it back. */
export function SavedNote({ edit, onUndo }: { readonly edit: FieldEdit; readonly onUndo?: (() => void) | undefined }) {
  const { texts } = useReader();
  return (
    <span class="saved small soft">
      {edit.value === null ? texts.customer.cleared : texts.customer.saved}
      {onUndo === undefined ? null : (
        <button type="button" class="link" data-undo onClick={onUndo}>
          {texts.common.undo}
        </button>
      )}
    </span>
  );
}
