import { Sheet } from '#shared/ui/primitives/Sheet.tsx';
import { useReader } from '#shared/ui/reader.ts';

export type KeysSheetProps = {
  readonly mac: boolean;
  /** The keys of the browser's commands as they are set now, by the command's name in the manifest; empty where none are. */
  readonly commands: Readonly<Record<string, string>>;
  readonly onClose: () => void;
};

/** Every key of the panel, and those that the browser hears anywhere. */
export function KeysSheet({ mac, commands, onClose }: KeysSheetProps) {
  const { texts } = useReader();
  const rows: readonly (readonly [keys: readonly string[], does: string])[] = [
    [['/'], texts.keys.search],
    [['J', 'K'], texts.keys.rows],
    [['⏎'], texts.keys.open],
    [['D'], texts.keys.done],
    [['Y', 'N'], texts.keys.decide],
    [['U', 'Z'], texts.keys.undo],
    [['Esc'], texts.keys.escape],
    [['M'], texts.keys.back],
    [[texts.noteSheet.saveKey(mac)], texts.keys.save],
    [[texts.orderSheet.tierKey(mac)], texts.keys.tierDiscount],
    [[texts.paste.keys(mac)], texts.paste.key],
    [['?'], texts.keys.all],
  ];
  const anywhere: readonly (readonly [command: string, does: string])[] = [
    ['_execute_action', texts.keys.openPanel],
    ['capture-page', texts.keys.capturePage],
    ['capture-selection', texts.keys.captureSelection],
  ];
  return (
    <Sheet title={texts.keys.title} onClose={onClose}>
      <section class="sec">
        <dl class="pairs keys-l">
          {rows.map(([keys, does]) => (
            <div key={does} class="pair-row">
              <dt>
                {keys.map((key) => (
                  <kbd key={key}>{key}</kbd>
                ))}
              </dt>
              <dd>{does}</dd>
            </div>
          ))}
        </dl>
      </section>
      <p class="note-s">{texts.keys.intro}</p>
      <section class="sec">
        <dl class="pairs keys-l">
          {anywhere.map(([command, does]) => (
            <div key={command} class="pair-row">
              <dt>{commands[command] ? <kbd>{commands[command]}</kbd> : <span class="soft small">{texts.keys.notSet}</span>}</dt>
              <dd>{does}</dd>
            </div>
          ))}
        </dl>
      </section>
      <p class="note-s">{texts.keys.commands}</p>
    </Sheet>
  );
}
