import { Sheet } from '#shared/ui/primitives/Sheet.tsx';
import { useReader } from '#shared/ui/reader.ts';

/** Every key of the panel. */
export function KeysSheet({ mac, onClose }: { readonly mac: boolean; readonly onClose: () => void }) {
  const { texts } = useReader();
  const rows: readonly (readonly [keys: readonly string[], does: string])[] = [
    [['/'], texts.keys.search],
    [['J', 'K'], texts.keys.rows],
    [['⏎'], texts.keys.open],
    [['U', 'Z'], texts.keys.undo],
    [['Esc'], texts.keys.escape],
    [[texts.noteSheet.saveKey(mac)], texts.keys.save],
    [['?'], texts.keys.all],
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
    </Sheet>
  );
}
