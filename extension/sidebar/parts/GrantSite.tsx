import { Icon } from '#shared/ui/Icon.tsx';
import { Button } from '#shared/ui/primitives/Button.tsx';
import { useReader } from '#shared/ui/reader.ts';
import { Notice } from './Notice.tsx';

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
    <Notice mark={<Icon name="lock" />} title={grantSite.title} says={[grantSite.why(host)]} error={error}>
      <Button kind="go" busy={busy ? grantSite.asking : undefined} onPress={onGrant}>
        {grantSite.allow(host)}
      </Button>
      {onNotHere === undefined ? null : (
        <Button kind="bare" onPress={onNotHere}>
          {grantSite.notHere}
        </Button>
      )}
    </Notice>
  );
}
