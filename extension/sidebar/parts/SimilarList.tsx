import { Icon } from '#shared/ui/Icon.tsx';
import { NameText } from '#shared/ui/NameText.tsx';
import { useReader } from '#shared/ui/reader.ts';
import type { Similar } from './types.ts';

export type SimilarListProps = {
  readonly title: string;
  readonly similar: readonly Similar[];
  /** What the press beside a row says. */
  readonly choose: string;
  readonly onChoose: (similar: Similar) => void;
  /** Says that the two are different people; not offered for somebody who is not in the book yet. */
  readonly onDifferent?: ((similar: Similar) => void) | undefined;
  readonly onOpen: (id: string) => void;
};

/** Customers who may be the same as the one in sight, each with the reason why; nothing is done by itself. */
export function SimilarList({ title, similar, choose, onChoose, onDifferent, onOpen }: SimilarListProps) {
  const { texts } = useReader();
  const words = texts.similar;
  if (similar.length === 0) {
    return null;
  }
  return (
    <section class="sec" aria-label={title}>
      <h3 class="h">{title}</h3>
      <ul class="rows">
        {similar.map((one) => (
          <li key={one.customer} class="row">
            <span class="mg">
              <Icon name="person" />
            </span>
            <button type="button" class="t cut" title={one.detail} onClick={() => onOpen(one.customer)}>
              <NameText>{one.name || one.detail}</NameText>
            </button>
            <span class="r btns">
              <button type="button" class="link" aria-label={`${choose}: ${one.name}`} onClick={() => onChoose(one)}>
                {choose}
              </button>
              {onDifferent === undefined ? null : (
                <button type="button" class="link soft" aria-label={`${words.different}: ${one.name}`} onClick={() => onDifferent(one)}>
                  {words.different}
                </button>
              )}
            </span>
            <p class="s">
              {one.reasons.map((reason) => words.reasons[reason]).join(words.and)}
              {one.detail === '' || one.detail === one.name ? '' : `${words.dot}${one.detail}`}
            </p>
          </li>
        ))}
      </ul>
    </section>
  );
}
