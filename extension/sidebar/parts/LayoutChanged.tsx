import { Button } from '#shared/ui/primitives/Button.tsx';
import { useReader } from '#shared/ui/reader.ts';
import type { MissingPart } from './types.ts';

export type LayoutChangedProps = {
  /** The webmail's name. */
  readonly site: string;
  readonly missing: readonly MissingPart[];
  /** True where the general reader took the adapter's place. */
  readonly isGeneral: boolean;
  readonly copied?: boolean;
  readonly onCopyReport: () => void;
};

/** The webmail looks different than its adapter knows, on one message after another: what is missing, and what was done instead. */
export function LayoutChanged({ site, missing, isGeneral, copied = false, onCopyReport }: LayoutChangedProps) {
  const { texts, locale } = useReader();
  const { layout, unreadable } = texts;
  const parts = new Intl.ListFormat(locale, { type: 'conjunction' }).format(missing.map((part) => unreadable.parts[part]));
  return (
    <section class="sec" role="status">
      <span class="mg">
        <i class="flag" />
      </span>
      <p class="small">{layout.changed(site, parts)}</p>
      <p class="small mid say">{isGeneral ? layout.general : layout.partly}</p>
      <p class="btns">
        <Button kind="bare" onPress={onCopyReport}>
          {unreadable.copyReport}
        </Button>
        <span class="meta">
          {copied ? `${unreadable.copied}. ` : ''}
          {unreadable.reportHolds}
        </span>
      </p>
    </section>
  );
}
