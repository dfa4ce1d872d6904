import { Icon } from '#shared/ui/Icon.tsx';
import { useReader } from '#shared/ui/reader.ts';

export type UndoNoticeProps = {
  /** What was done: one of `texts.undo`. Undefined: nothing can be taken back, and the part is silent. */
  readonly text: string | undefined;
  readonly onUndo?: (() => void) | undefined;
  readonly onDismiss: () => void;
};

/** What was just done, with the press that takes it back. Always mounted, so that screen readers hear it change. */
export function UndoNotice({ text, onUndo, onDismiss }: UndoNoticeProps) {
  const { texts } = useReader();
  return (
    <div class="undo-w" role="status">
      {text === undefined ? null : (
        <p class="undo">
          <span class="two">{text}</span>
          {onUndo === undefined ? null : (
            <button type="button" class="link" data-undo onClick={onUndo}>
              {texts.common.undo}
            </button>
          )}
          <button type="button" class="icb" aria-label={texts.common.dismiss} onClick={onDismiss}>
            <Icon name="x" />
          </button>
        </p>
      )}
    </div>
  );
}
