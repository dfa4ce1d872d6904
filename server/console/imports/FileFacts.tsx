import { ENCODINGS } from '#shared/import/decode.ts';
import type { ImportKind } from '#shared/import/kind.ts';
import type { FileChoice, OpenedFile } from '#shared/import/open-file.ts';
import { presets } from '#shared/import/presets/index.ts';
import { useReader } from '#shared/ui/reader.ts';
import { Choose } from './Choose.tsx';

/** How a file is read: what it holds, what it is written in and why, its sheet, the program that wrote its columns. All can be changed. */
export function FileFacts({
  opened,
  choice,
  onChange,
}: {
  readonly opened: OpenedFile;
  readonly choice: FileChoice;
  readonly onChange: (choice: FileChoice) => void;
}) {
  const { texts } = useReader();
  const words = texts.importing;
  const kinds: readonly ImportKind[] = opened.kind === 'orders' || opened.kind === 'contacts' ? ['contacts', 'orders'] : [opened.kind];
  const table = 'table' in opened ? opened.table : undefined;
  const encoding = opened.kind === 'cards' ? opened.encoding : table?.encoding;
  const sheets = table?.sheets ?? [];
  return (
    <div class="add-p facts-f">
      <Choose
        label={words.holds}
        value={opened.kind}
        options={kinds.map((kind) => ({ value: kind, text: texts.importKinds[kind] }))}
        onChange={(kind) => onChange({ ...choice, kind })}
      />
      {encoding === undefined ? null : (
        <Choose
          label={words.writtenIn}
          value={encoding.encoding}
          options={ENCODINGS.map((value) => ({ value, text: texts.encodings[value] }))}
          hint={texts.encodingReasons[encoding.reason]}
          onChange={(value) => onChange({ ...choice, encoding: value })}
        />
      )}
      {sheets.length < 2 || table?.sheet === undefined ? null : (
        <Choose
          label={words.sheet}
          value={table.sheet}
          options={sheets.map((value) => ({ value, text: value }))}
          onChange={(sheet) => onChange({ ...choice, sheet })}
        />
      )}
      {opened.kind !== 'contacts' ? null : (
        <Choose
          label={words.columnsOf}
          value={choice.preset ?? opened.preset ?? ''}
          options={[{ value: '', text: words.byHeadings }, ...presets.map(({ id, name }) => ({ value: id, text: name }))]}
          onChange={(preset) => onChange({ ...choice, preset })}
        />
      )}
    </div>
  );
}
