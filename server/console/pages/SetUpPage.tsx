import { useState } from 'preact/hooks';
import { errorText } from '#shared/text/index.ts';
import { Button } from '#shared/ui/primitives/Button.tsx';
import { Field } from '#shared/ui/primitives/Field.tsx';
import { useReader } from '#shared/ui/reader.ts';
import type { SessionReply } from '#shared/wire/auth.ts';
import { routes } from '#shared/wire/routes.ts';
import { call } from '../api.ts';
import { emailFault, lineFault } from '../form.ts';
import { useFirstFocus } from '../use-first-focus.ts';
import { useTitle } from '../use-title.ts';

/** The first page of a new server: its one-time link makes the organization and the first admin. */
export function SetUpPage({ onDone }: { readonly onDone: (reply: SessionReply) => void }) {
  const { texts } = useReader();
  const words = texts.console.setUp;
  useTitle(words.title);
  const form = useFirstFocus();
  // The token stands behind the # so that it reaches neither a log nor another site.
  const token = location.hash.slice(1);
  const [values, setValues] = useState({ organization: '', name: '', email: '', password: '' });
  const [wasPressed, setPressed] = useState(false);
  const [isBusy, setBusy] = useState(false);
  const [error, setError] = useState<string>();
  const faults = {
    organization: lineFault(words.organization, values.organization, texts),
    name: lineFault(words.name, values.name, texts),
    email: emailFault(words.email, values.email, texts),
    password: lineFault(words.password, values.password, texts),
  };
  const faultOf = (field: keyof typeof values): string | undefined => (wasPressed ? faults[field] : undefined);
  const write = (field: keyof typeof values) => (value: string) => setValues({ ...values, [field]: value });

  const setUp = async (): Promise<void> => {
    setPressed(true);
    if (isBusy || Object.values(faults).some((fault) => fault !== undefined)) {
      return;
    }
    setBusy(true);
    const result = await call(routes.setUp, { input: { ...values, email: values.email.trim(), token } });
    setBusy(false);
    if (result.ok) {
      onDone(result.value);
    } else {
      setError(errorText(texts, result.error));
    }
  };

  return (
    <main class="alone">
      <h1>{words.title}</h1>
      {token === '' ? (
        <p class="mid">{words.noToken}</p>
      ) : (
        <form
          ref={form}
          noValidate
          onSubmit={(event) => {
            event.preventDefault();
            void setUp();
          }}
        >
          <p class="mid">{words.say}</p>
          <Field
            first
            label={words.organization}
            value={values.organization}
            autocomplete="organization"
            error={faultOf('organization')}
            onInput={write('organization')}
          />
          <Field label={words.name} value={values.name} autocomplete="name" error={faultOf('name')} onInput={write('name')} />
          <Field
            label={words.email}
            value={values.email}
            inputMode="email"
            autocomplete="username"
            error={faultOf('email')}
            onInput={write('email')}
          />
          <Field
            label={words.password}
            value={values.password}
            secret
            autocomplete="new-password"
            hint={words.passwordHint}
            error={faultOf('password')}
            onInput={write('password')}
          />
          <p class="btns gap">
            <Button kind="go" type="submit" busy={isBusy ? words.going : undefined}>
              {words.go}
            </Button>
          </p>
          <p class="small wrong" role="alert">
            {error}
          </p>
        </form>
      )}
    </main>
  );
}
