import { Icon } from '#shared/ui/Icon.tsx';
import { useReader } from '#shared/ui/reader.ts';

export type FootProps = { readonly onCall: () => void; readonly onNote: () => void; readonly onOrder: () => void };

/** The foot of the panel: log a call, a note or an order without leaving. */
export function Foot({ onCall, onNote, onOrder }: FootProps) {
  const { texts } = useReader();
  return (
    <footer class="foot" role="group" aria-label={texts.foot.label}>
      <button type="button" onClick={onCall}>
        <Icon name="phone" />
        {texts.foot.call}
      </button>
      <button type="button" onClick={onNote}>
        <Icon name="note" />
        {texts.foot.note}
      </button>
      <button type="button" onClick={onOrder}>
        <Icon name="order" />
        {texts.foot.order}
      </button>
    </footer>
  );
}
