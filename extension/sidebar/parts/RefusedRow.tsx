import { Button } from '#shared/ui/primitives/Button.tsx';
import { useReader } from '#shared/ui/reader.ts';
import { changeText } from './change-text.ts';
import type { RefusedItem } from './types.ts';

/** A change that the server did not take: what, why, and what the card shows now. */
export function RefusedRow({ item, onDrop }: { readonly item: RefusedItem; readonly onDrop: (id: string) => void }) {
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
      </p>
      <p class="btns">
        <Button onPress={() => onDrop(item.id)}>{syncPage.drop}</Button>
      </p>
    </section>
  );
}
