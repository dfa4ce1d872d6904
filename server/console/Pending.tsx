import { errorText } from '#shared/text/index.ts';
import { Lines } from '#shared/ui/primitives/Lines.tsx';
import { Notice } from '#shared/ui/primitives/Notice.tsx';
import { useReader } from '#shared/ui/reader.ts';
import type { Load } from './use-load.ts';

export type PendingProps = {
  readonly load: Load<unknown>;
  /** About as many lines as there will be. */
  readonly lines: number;
  /** Undefined where trying again changes nothing. */
  readonly onRetry: (() => void) | undefined;
};

/** What stands in the place of data that are not there yet, or that did not come; nothing once they are there. */
export function Pending({ load, lines, onRetry }: PendingProps) {
  const { texts } = useReader();
  switch (load.state) {
    case 'loading':
      return <Lines count={lines} />;
    case 'failed':
      return (
        <Notice tone="wrong" title={texts.console.failed} onRetry={onRetry}>
          {errorText(texts, load.code)}
        </Notice>
      );
    case 'ready':
      return null;
  }
}
