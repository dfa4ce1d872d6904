import { Icon } from '#shared/ui/Icon.tsx';
import { Button } from '#shared/ui/primitives/Button.tsx';
import { useReader } from '#shared/ui/reader.ts';

export type GrantSiteProps = {
  readonly host: string;
  readonly busy?: boolean;
  readonly error?: string | undefined;
  /** Must ask the browser inside the press, or the browser refuses to ask. */
  readonly onGrant: () => void;
  readonly onNotHere?: (() => void) | undefined;
};

/** The site is not allowed yet: one press asks the browser for it. */
export function GrantSite({ host, busy = false, error, onGrant, onNotHere }: GrantSiteProps) {
  const { texts } = useReader();
  const { grantSite } = texts;
  return (
    <section class="sec">
      <span class="mg">
        <Icon name="lock" />
      </span>
      <h2 class="strong">{grantSite.title}</h2>
      <p class="small mid say">{grantSite.why(host)}</p>
      <p class="btns">
        <Button kind="go" busy={busy ? grantSite.asking : undefined} onPress={onGrant}>
          {grantSite.allow(host)}
        </Button>
        {onNotHere === undefined ? null : (
          <Button kind="bare" onPress={onNotHere}>
            {grantSite.notHere}
          </Button>
        )}
      </p>
      <p class="small wrong" role="alert">
        {error}
      </p>
    </section>
  );
}
