import type { ComponentChildren } from 'preact';
import { useReader } from '../reader.ts';
import { Button } from './Button.tsx';

export type NoticeProps = {
  /** `due`: have a look (open diamond); `wrong`: act (filled diamond, told at once); `plain`: no mark. */
  readonly tone?: 'plain' | 'due' | 'wrong';
  readonly title?: string;
  readonly children?: ComponentChildren;
  readonly onRetry?: (() => void) | undefined;
  readonly retrying?: boolean;
};

/** A few sentences on what happened, with a mark in the margin, and a press to try again where that may help. */
export function Notice({ tone = 'plain', title, children, onRetry, retrying = false }: NoticeProps) {
  const { texts } = useReader();
  return (
    <section class="sec" role={tone === 'wrong' ? 'alert' : undefined}>
      {tone === 'plain' ? null : (
        <span class="mg">
          <i class={tone === 'wrong' ? 'flag bad' : 'flag'} />
        </span>
      )}
      {title === undefined ? null : <p class="strong">{title}</p>}
      <div class="small mid say">{children}</div>
      {onRetry === undefined ? null : (
        <p class="btns">
          <Button onPress={onRetry} busy={retrying ? texts.common.loading : undefined}>
            {texts.common.retry}
          </Button>
        </p>
      )}
    </section>
  );
}
