import { useState } from 'preact/hooks';
import { errorText } from '#shared/text/index.ts';
import { Icon } from '#shared/ui/Icon.tsx';
import { Button } from '#shared/ui/primitives/Button.tsx';
import { Field } from '#shared/ui/primitives/Field.tsx';
import { useReader } from '#shared/ui/reader.ts';
import type { SessionReply } from '#shared/wire/auth.ts';
import { routes } from '#shared/wire/routes.ts';
import { call } from '../api.ts';
import { emailFault, lineFault } from '../form.ts';
import { useFirstFocus } from '../use-first-focus.ts';
import { useTitle } from '../use-title.ts';

/** Signs a user in; the page that was asked for stays in the address and opens afterwards. */
export function SignInPage({ onDone }: { readonly onDone: (reply: SessionReply) => void }) {
  const { texts } = useReader();
  const words = texts.console.signIn;
  useTitle(words.title);
  const form = useFirstFocus();
  const [email, setEmail] = useState('');
  const [password, setPassword] = useState('');
  const [wasPressed, setPressed] = useState(false);
  const [isBusy, setBusy] = useState(false);
  const [error, setError] = useState<string>();
  const badEmail = emailFault(words.email, email, texts);
  const badPassword = lineFault(words.password, password, texts);

  const signIn = async (): Promise<void> => {
    setPressed(true);
    if (isBusy || badEmail !== undefined || badPassword !== undefined) {
      return;
    }
    setBusy(true);
    const result = await call(routes.signIn, { input: { email: email.trim(), password } });
    setBusy(false);
    if (result.ok) {
      onDone(result.value);
    } else {
      setError(errorText(texts, result.error));
    }
  };

  return (
    <main class="alone">
      <p class="brand">
        <Icon name="book" />
        {texts.common.product}
      </p>
      <h1>{words.title}</h1>
      <form
        ref={form}
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          void signIn();
        }}
      >
        <Field
          first
          label={words.email}
          value={email}
          inputMode="email"
          autocomplete="username"
          error={wasPressed ? badEmail : undefined}
          onInput={setEmail}
        />
        <Field
          label={words.password}
          value={password}
          secret
          autocomplete="current-password"
          error={wasPressed ? badPassword : undefined}
          onInput={setPassword}
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
    </main>
  );
}
