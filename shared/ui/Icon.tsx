import { classNames } from './class-names.ts';

/** The icons there are; `inn` and `out` are the directions of a contact. */
export type IconName =
  | 'search'
  | 'mail'
  | 'phone'
  | 'chat'
  | 'visit'
  | 'order'
  | 'pay'
  | 'note'
  | 'task'
  | 'deal'
  | 'web'
  | 'fax'
  | 'letter'
  | 'person'
  | 'company'
  | 'check'
  | 'saved'
  | 'waits'
  | 'offline'
  | 'stop'
  | 'right'
  | 'down'
  | 'left'
  | 'up'
  | 'more'
  | 'plus'
  | 'x'
  | 'next'
  | 'inn'
  | 'out'
  | 'undo'
  | 'filter'
  | 'print'
  | 'sheet'
  | 'pencil'
  | 'lock'
  | 'merge'
  | 'box'
  | 'chart'
  | 'sun'
  | 'gear'
  | 'horn'
  | 'people'
  | 'book'
  | 'inbox'
  | 'menu'
  | 'clock'
  | 'q';

export type IconProps = { readonly name: IconName; readonly small?: boolean; readonly class?: string };

/** One icon of the sprite, 16 px or 12 px, in the colour of its text. It never carries a meaning alone: a word stands with it. */
export function Icon({ name, small = false, class: extra }: IconProps) {
  return (
    <svg class={classNames('i', small && 'i-s', extra)} aria-hidden="true">
      <use href={`#i-${name}`} />
    </svg>
  );
}
