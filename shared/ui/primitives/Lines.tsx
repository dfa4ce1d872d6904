import { useEffect, useState } from 'preact/hooks';
import { useReader } from '../reader.ts';

/** How long a wait may be before it is shown: faster answers replace the view without a flicker. */
const PATIENCE_MS = 150;

/** Ruled lines where text will stand, after a moment's patience; without a shimmer. */
export function Lines({ count = 3 }: { readonly count?: number }) {
  const { texts } = useReader();
  const [isShown, setShown] = useState(false);
  useEffect(() => {
    const timer = setTimeout(() => setShown(true), PATIENCE_MS);
    return () => clearTimeout(timer);
  }, []);
  return (
    <section class="sec" aria-busy="true" aria-label={texts.common.loading}>
      {isShown ? Array.from({ length: count }, (_, line) => <i key={line} class={`load l${line % 3}`} />) : null}
    </section>
  );
}
