import { Button } from '#shared/ui/primitives/Button.tsx';
import { useReader } from '#shared/ui/reader.ts';
import { changeText } from './change-text.ts';
import type { RefusedItem } from './types.ts';

type RefusedRowProps = {
  readonly item: RefusedItem;
  readonly onDrop: (id: string) => void;
  /** Writes the same once more, as of now. */
  readonly onAgain?: ((id: string) => void) | undefined;
};

/** A change that the server did not take: what, why, what was there before, what the card shows now, and what can be done. */
export function RefusedRow({ item, onDrop, onAgain }: RefusedRowProps) {
  const { texts } = useReader();
  const { syncPage } = texts;
  return (
    <section class="sec">
      <span class="mg">
        <i class="flag bad" />
      </span>
      <p class="strong">{changeText(item, texts)}</p>
      <p class="small mid say">
        {item.wrote === null ? syncPage.cleared : syncPage.refusedValue(item.wrote)} {texts.refusals[item.reason]}{' '}
        {item.shows === null ? syncPage.showsNothing : syncPage.shows(item.shows)}
        {item.was === undefined || item.was === null || item.was === item.shows ? null : ` ${syncPage.was(item.was)}`}
      </p>
      <p class="btns">
        {item.again === true && onAgain ? <Button onPress={() => onAgain(item.id)}>{syncPage.again}</Button> : null}
        <Button onPress={() => onDrop(item.id)}>{syncPage.drop}</Button>
      </p>
    </section>
  );
}
