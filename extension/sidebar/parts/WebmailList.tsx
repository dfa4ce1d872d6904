import { useState } from 'preact/hooks';
import { Icon } from '#shared/ui/Icon.tsx';
import { Button } from '#shared/ui/primitives/Button.tsx';
import { Field } from '#shared/ui/primitives/Field.tsx';
import { useReader } from '#shared/ui/reader.ts';
import type { WebmailChoice } from './types.ts';

export type WebmailListProps = {
  readonly webmails: readonly WebmailChoice[];
  /** The host of the tab beside the panel, when it is not in the list. */
  readonly tabHost?: string | undefined;
  /** The host that the browser is being asked for. */
  readonly asking?: string | undefined;
  readonly error?: string | undefined;
  /** Gets a host, or an origin with `http://` where the user wrote that out. Must ask the browser inside the press. */
  readonly onAllow: (host: string) => void;
};

/** Which webmail may be read: this tab, known ones, or any other by its address; each is asked of the browser. */
export function WebmailList({ webmails, tabHost, asking, error, onAllow }: WebmailListProps) {
  const { texts } = useReader();
  const { firstRun } = texts;
  const [other, setOther] = useState('');
  const [isBad, setBad] = useState(false);
  const tab: readonly WebmailChoice[] = tabHost === undefined ? [] : [{ id: 'tab', name: firstRun.thisTab(tabHost), host: tabHost, allowed: false }];

  const allowOther = (): void => {
    const host = hostOf(other);
    setBad(host === undefined);
    if (host !== undefined) {
      onAllow(host);
    }
  };

  return (
    <>
      <ul class="rows">
        {[...tab, ...webmails].map((webmail) => (
          <li key={webmail.id} class="row">
            <span class="mg">{webmail.allowed ? <Icon name="check" /> : null}</span>
            <span class="t cut" title={webmail.host}>
              {webmail.name} {webmail.id === 'tab' ? null : <span class="soft small host">{webmail.host}</span>}
            </span>
            <span class="r">
              {webmail.allowed ? (
                firstRun.allowed
              ) : asking === webmail.host ? (
                firstRun.allowing
              ) : (
                <button type="button" class="link" aria-label={`${firstRun.allow} ${webmail.name}`} onClick={() => onAllow(webmail.host)}>
                  {firstRun.allow}
                </button>
              )}
            </span>
          </li>
        ))}
      </ul>
      <form
        class="form by-address"
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          allowOther();
        }}
      >
        <Field
          label={firstRun.otherAddress}
          value={other}
          inputMode="url"
          placeholder={firstRun.otherExample}
          error={isBad ? firstRun.otherBad : undefined}
          onInput={(value) => {
            setOther(value);
            setBad(false);
          }}
        />
        <Button type="submit">{firstRun.allowOther}</Button>
      </form>
      <p class="small wrong" role="alert">
        {error}
      </p>
    </>
  );
}

/** The host of what was written; with `http://` in front where that was written out, since https is what is asked for else. */
function hostOf(written: string): string | undefined {
  const text = written.trim();
  const full = /^https?:\/\//iu.test(text) ? text : `https://${text}`;
  if (text === '' || /\s/u.test(text) || !URL.canParse(full)) {
    return undefined;
  }
  const { protocol, host, origin } = new URL(full);
  return protocol === 'http:' ? origin : host;
}
