import { Icon } from '#shared/ui/Icon.tsx';
import { Button } from '#shared/ui/primitives/Button.tsx';
import { useReader } from '#shared/ui/reader.ts';

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
    <section class="sec">
      <span class="mg">
        <Icon name="lock" />
      </span>
      <h2 class="strong">{words.title}</h2>
      <p class="small mid say">{words.why(organization, days)}</p>
      {waiting === 0 ? null : <p class="small mid say">{words.waiting(waiting)}</p>}
      <p class="btns">
        <Button kind="go" busy={busy ? words.trying : undefined} onPress={onTry}>
          {words.again}
        </Button>
      </p>
      <p class="small wrong" role="alert">
        {error}
      </p>
    </section>
  );
}
