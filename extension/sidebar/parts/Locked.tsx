import { Icon } from '#shared/ui/Icon.tsx';
import { Button } from '#shared/ui/primitives/Button.tsx';
import { useReader } from '#shared/ui/reader.ts';
import { Notice } from './Notice.tsx';

export type LockedProps = {
  readonly organization: string;
  readonly days: number;
  /** Changes that the server does not have yet. */
  readonly waiting: number;
  readonly busy: boolean;
  /** Why the last try did not end well. */
  readonly error?: string | undefined;
  readonly onTry: () => void;
};

/** The book is not shown: this browser has not spoken with its server for as long as a lost device may go unnoticed. */
export function Locked({ organization, days, waiting, busy, error, onTry }: LockedProps) {
  const { texts } = useReader();
  const words = texts.locked;
  return (
    <Notice
      mark={<Icon name="lock" />}
      title={words.title}
      says={[words.why(organization, days), ...(waiting === 0 ? [] : [words.waiting(waiting)])]}
      error={error}
    >
      <Button kind="go" busy={busy ? words.trying : undefined} onPress={onTry}>
        {words.again}
      </Button>
    </Notice>
  );
}
