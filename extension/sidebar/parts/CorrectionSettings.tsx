import { useId } from 'preact/hooks';
import { Button } from '#shared/ui/primitives/Button.tsx';
import { useReader } from '#shared/ui/reader.ts';

export type CorrectionSettingsProps = { readonly count: number; readonly onForget: () => void };

/** How many corrections this browser remembers, and the way to forget them. */
export function CorrectionSettings({ count, onForget }: CorrectionSettingsProps) {
  const { texts } = useReader();
  const words = texts.settings;
  const id = useId();
  return (
    <section class="sec" aria-labelledby={id}>
      <h3 id={id} class="h">
        {words.corrections}
      </h3>
      <p class="small mid">{words.correctionsWhy}</p>
      {count === 0 ? (
        <p class="small soft">{words.correctionsNone}</p>
      ) : (
        <p class="btns gap">
          <span class="small mid">{words.correctionsKept(count)}</span>
          <Button kind="bare" onPress={onForget}>
            {words.forget}
          </Button>
        </p>
      )}
    </section>
  );
}
