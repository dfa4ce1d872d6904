import { useState } from 'preact/hooks';
import type { ErrorCode } from '#shared/errors.ts';
import { errorText } from '#shared/text/index.ts';
import { NameText } from '#shared/ui/NameText.tsx';
import { Button } from '#shared/ui/primitives/Button.tsx';
import { Notice } from '#shared/ui/primitives/Notice.tsx';
import { useReader } from '#shared/ui/reader.ts';
import type { UndoImportReply } from '#shared/wire/imports.ts';
import { routes } from '#shared/wire/routes.ts';
import { call } from '../api.ts';
import { fieldNames } from './field-names.ts';

/** Takes an import back, and names what stayed because people wrote into it or built on it. */
export function UndoImport({ batch, onDone }: { readonly batch: string; readonly onDone?: () => void }) {
  const { texts } = useReader();
  const words = texts.importing;
  const [isBusy, setBusy] = useState(false);
  const [done, setDone] = useState<UndoImportReply>();
  const [failed, setFailed] = useState<ErrorCode>();
  const undo = async (): Promise<void> => {
    setBusy(true);
    const result = await call(routes.undoImport, { params: { id: batch }, input: {} });
    setBusy(false);
    if (result.ok) {
      setDone(result.value);
      onDone?.();
    } else {
      setFailed(result.error);
    }
  };
  if (done === undefined) {
    return (
      <>
        <p class="btns">
          <Button busy={isBusy ? words.undoing : undefined} onPress={() => void undo()}>
            {words.undo}
          </Button>
        </p>
        {failed === undefined ? null : <Notice tone="wrong">{errorText(texts, failed)}</Notice>}
      </>
    );
  }
  return (
    <div role="status">
      <p>{words.undone(done.removed, done.restored)}</p>
      {done.kept === 0 ? null : (
        <>
          <h3 class="h after">{words.keptTitle(done.kept)}</h3>
          <p class="small soft">{words.keptHint}</p>
          <ul class="kept-l">
            {done.keptRecords.map(({ id, name, fields }) => (
              <li key={id}>
                <NameText>{name === '' ? id : name}</NameText>
                {fields.length === 0 ? null : <span class="soft"> {words.keptFields(fieldNames(fields, texts))}</span>}
              </li>
            ))}
          </ul>
        </>
      )}
    </div>
  );
}
