import { useReader } from '../reader.ts';

/** How sure a reader is, as one to three bars, with its words for those who do not see them. */
export function Sure({ confidence }: { readonly confidence: number }) {
  const { texts } = useReader();
  const bars = confidence >= 0.9 ? 3 : confidence >= 0.7 ? 2 : 1;
  return (
    <span class="sure" role="img" aria-label={texts.provenance.sure(bars)}>
      {[1, 2, 3].map((bar) => (
        <i key={bar} class={bar > bars ? 'o' : undefined} />
      ))}
    </span>
  );
}
