import { useState } from 'preact/hooks';
import { Button } from '#shared/ui/primitives/Button.tsx';
import { Field } from '#shared/ui/primitives/Field.tsx';
import { useReader } from '#shared/ui/reader.ts';

export type LocalStartProps = {
  readonly busy: boolean;
  readonly error: string | undefined;
  readonly onStart: (me: { readonly name: string; readonly email: string }) => void;
  readonly onBack: () => void;
};

/** A book in this browser only: it must know its owner's name and address, to tell mail that came from mail that went. */
export function LocalStart({ busy, error, onStart, onBack }: LocalStartProps) {
  const { texts } = useReader();
  const { firstRun } = texts;
  const [name, setName] = useState('');
  const [email, setEmail] = useState('');
  const [wasPressed, setPressed] = useState(false);
  const nameFault = wasPressed && name.trim() === '' ? firstRun.yourNameNeeded : undefined;
  const emailFault = wasPressed && !/^[^\s@]+@[^\s@]+$/u.test(email.trim()) ? firstRun.yourEmailNeeded : error;
  return (
    <>
      <header class="sheet-h">{texts.common.product}</header>
      <section class="sec empty">
        <h1 class="name">{firstRun.whoAreYou}</h1>
        <p class="mid">{firstRun.whoAreYouWhy}</p>
        <form
          class="form gap"
          noValidate
          onSubmit={(event) => {
            event.preventDefault();
            setPressed(true);
            if (name.trim() !== '' && /^[^\s@]+@[^\s@]+$/u.test(email.trim())) {
              onStart({ name: name.trim(), email: email.trim() });
            }
          }}
        >
          <Field label={firstRun.yourName} value={name} autocomplete="name" error={nameFault} onInput={setName} first />
          <Field label={firstRun.yourEmail} value={email} inputMode="email" autocomplete="email" error={emailFault} onInput={setEmail} />
          <p class="btns gap">
            <Button kind="go" type="submit" busy={busy ? firstRun.starting : undefined}>
              {firstRun.startLocal}
            </Button>
            <Button kind="bare" onPress={onBack}>
              {texts.common.back}
            </Button>
          </p>
        </form>
      </section>
    </>
  );
}
