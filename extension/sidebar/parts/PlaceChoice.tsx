import { useState } from 'preact/hooks';
import { classNames } from '#shared/ui/class-names.ts';
import { Button } from '#shared/ui/primitives/Button.tsx';
import { Field } from '#shared/ui/primitives/Field.tsx';
import { useReader } from '#shared/ui/reader.ts';
import { CodeBoxes } from './CodeBoxes.tsx';

export type PlaceChoiceProps = {
  /** An address to begin with, where one is known. */
  readonly address?: string;
  readonly busy?: boolean;
  /** A sentence on why pairing failed; `field` says beneath which field it stands. */
  readonly error?: { readonly field: 'address' | 'code'; readonly text: string } | undefined;
  readonly onPair: (server: { readonly address: string; readonly code: string }) => void;
  readonly onLocal: () => void;
};

/** The two places in which a book can live: the team's server, by its address and a pairing code, or this browser only. */
export function PlaceChoice({ address = '', busy = false, error, onPair, onLocal }: PlaceChoiceProps) {
  const { texts } = useReader();
  const { firstRun } = texts;
  const [place, setPlace] = useState<'server' | 'browser'>('server');
  const [server, setServer] = useState(address);
  const [code, setCode] = useState('');
  const [wasPressed, setPressed] = useState(false);
  const origin = originOf(server);
  const isCode = /^\d{8}$/u.test(code);
  const addressFault = wasPressed && origin === undefined ? (server.trim() === '' ? firstRun.addressNeeded : firstRun.addressBad) : undefined;
  const codeFault = wasPressed && !isCode ? firstRun.codeShort : undefined;

  const pair = (): void => {
    setPressed(true);
    if (origin !== undefined && isCode && !busy) {
      onPair({ address: origin, code });
    }
  };

  return (
    <>
      <div class="picks" role="radiogroup" aria-label={firstRun.where}>
        {(['server', 'browser'] as const).map((choice) => (
          <label key={choice} class={classNames('pick', place === choice && 'is-chosen')}>
            <input type="radio" class="vh" name="place" checked={place === choice} onChange={() => setPlace(choice)} />
            <b>{choice === 'server' ? firstRun.withServer : firstRun.browserOnly}</b>
            <span>{choice === 'server' ? firstRun.withServerHint : firstRun.browserOnlyHint}</span>
          </label>
        ))}
      </div>
      {place === 'server' ? (
        <form
          class="form gap"
          noValidate
          onSubmit={(event) => {
            event.preventDefault();
            pair();
          }}
        >
          <Field
            label={firstRun.address}
            value={server}
            inputMode="url"
            autocomplete="url"
            placeholder={firstRun.addressExample}
            error={addressFault ?? (error?.field === 'address' ? error.text : undefined)}
            onInput={setServer}
          />
          <CodeBoxes code={code} error={codeFault ?? (error?.field === 'code' ? error.text : undefined)} onCode={setCode} />
          <p class="btns gap">
            <Button kind="go" type="submit" busy={busy ? firstRun.pairing : undefined}>
              {firstRun.pair}
            </Button>
          </p>
          <p class="small soft gap">{firstRun.browserAsks}</p>
        </form>
      ) : (
        <p class="btns gap">
          <Button kind="go" busy={busy ? firstRun.starting : undefined} onPress={onLocal}>
            {firstRun.startLocal}
          </Button>
        </p>
      )}
    </>
  );
}

/** The origin of an address as people write it: without a scheme it is https, on this computer http. */
function originOf(written: string): string | undefined {
  const text = written.trim();
  const isLocal = /^(?:localhost|127\.0\.0\.1|\[::1\])(?::|\/|$)/u.test(text);
  const full = /^https?:\/\//u.test(text) ? text : `${isLocal ? 'http' : 'https'}://${text}`;
  return text !== '' && !/\s/u.test(text) && URL.canParse(full) ? new URL(full).origin : undefined;
}
