import { useState } from 'preact/hooks';
import { Button } from '#shared/ui/primitives/Button.tsx';
import { useReader } from '#shared/ui/reader.ts';

export type UnsentFilesProps = {
  readonly files: readonly { readonly name: string; readonly organization: string; readonly edits: number }[];
  readonly onSave: (name: string) => void;
  readonly onDrop: (name: string) => void;
};

/** What a removed book had not sent: one section for each file, to be saved before it is put away. */
export function UnsentFiles({ files, onSave, onDrop }: UnsentFilesProps) {
  return (
    <>
      {files.map((file) => (
        <UnsentFile key={file.name} file={file} onSave={() => onSave(file.name)} onDrop={() => onDrop(file.name)} />
      ))}
    </>
  );
}

type UnsentFileProps = { readonly file: UnsentFilesProps['files'][number]; readonly onSave: () => void; readonly onDrop: () => void };

function UnsentFile({ file: { name, organization, edits }, onSave, onDrop }: UnsentFileProps) {
  const { texts } = useReader();
  const words = texts.unsent;
  const [isSaved, setSaved] = useState(false);
  const [isSure, setSure] = useState(false);
  const save = (): void => {
    setSaved(true);
    setSure(false);
    onSave();
  };
  return (
    <section class="sec" aria-label={words.title(edits, organization)}>
      <span class="mg">
        <i class="flag" />
      </span>
      <h2 class="strong">{words.title(edits, organization)}</h2>
      <p class="small mid say">{words.why(organization)}</p>
      <p class="small mid say" role="status">
        {isSaved ? words.saved(name) : isSure ? words.dropSure : words.way}
      </p>
      <p class="btns">
        {isSure ? (
          <>
            <Button onPress={onDrop}>{words.dropGo}</Button>
            <Button kind="bare" onPress={() => setSure(false)}>
              {words.keep}
            </Button>
          </>
        ) : (
          <>
            <Button kind={isSaved ? 'plain' : 'go'} onPress={save}>
              {words.save}
            </Button>
            <Button kind="bare" onPress={isSaved ? onDrop : () => setSure(true)}>
              {isSaved ? words.dropSaved : words.drop}
            </Button>
          </>
        )}
      </p>
    </section>
  );
}
