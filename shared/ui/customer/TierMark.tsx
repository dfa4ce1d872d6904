import { classNames } from '../class-names.ts';

export type TierMarkProps = { readonly spines: 0 | 1 | 2 | 3; readonly label: string; readonly small?: boolean };

/** Three spines on a shelf, as many filled as the tier is high; its word is its accessible name. */
export function TierMark({ spines, label, small = false }: TierMarkProps) {
  return (
    <svg class={classNames('tier', small && 's')} role="img" aria-label={label}>
      <use href={`#${small ? 's' : 't'}-${spines}`} />
    </svg>
  );
}
