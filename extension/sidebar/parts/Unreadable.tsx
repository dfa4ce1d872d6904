import { Button } from '#shared/ui/primitives/Button.tsx';
import { useReader } from '#shared/ui/reader.ts';
import type { MissingPart } from './types.ts';

export type UnreadableProps = {
  /** The webmail's name, or the host where it has none. */
  readonly site: string;
  readonly missing: readonly MissingPart[];
  /** Several messages are open, and the page does not tell which one is meant. */
  readonly isSeveral?: boolean;
  readonly busy?: boolean;
  readonly copied?: boolean;
  readonly onReadAgain: () => void;
  readonly onCopyReport: () => void;
};

/** The page is no mail, or its layout changed: says what is missing, and never guesses it. */
export function Unreadable({ site, missing, isSeveral = false, busy = false, copied = false, onReadAgain, onCopyReport }: UnreadableProps) {
  const { texts, locale } = useReader();
  const { unreadable } = texts;
  const parts = new Intl.ListFormat(locale, { type: 'disjunction' }).format(missing.map((part) => unreadable.parts[part]));
  return (
    <section class="sec">
      <span class="mg">
        <i class="flag" />
      </span>
      <h2 class="strong">{unreadable.title}</h2>
      <p class="small mid say">
        {isSeveral
          ? unreadable.several(site)
          : missing.length === 0 || missing.includes('message')
            ? unreadable.noMessage(site)
            : unreadable.missing(site, parts)}
      </p>
      <p class="btns">
        <Button busy={busy ? unreadable.reading : undefined} onPress={onReadAgain}>
          {unreadable.again}
        </Button>
        <Button kind="bare" onPress={onCopyReport}>
          {unreadable.copyReport}
        </Button>
      </p>
      <p class="meta after" role="status">
        {copied ? `${unreadable.copied}. ` : ''}
        {unreadable.reportHolds}
      </p>
    </section>
  );
}
