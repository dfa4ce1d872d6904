import { useReader } from '../reader.ts';

export type WhyProps = { readonly about: string; readonly onPress: (() => void) | undefined };

/** The way from a figure to what it rests on, at the end of its line; nothing where it leads nowhere. */
export function Why({ about, onPress }: WhyProps) {
  const { texts } = useReader();
  return onPress === undefined ? null : (
    <>
      {' '}
      <button type="button" class="link why-l" aria-label={texts.behind.whyThis(about)} onClick={onPress}>
        {texts.tier.why}
      </button>
    </>
  );
}
