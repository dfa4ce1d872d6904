import { useId, useState } from 'preact/hooks';
import { Role } from '#shared/model/role.ts';
import { errorText } from '#shared/text/index.ts';
import { Button } from '#shared/ui/primitives/Button.tsx';
import { Field } from '#shared/ui/primitives/Field.tsx';
import { useReader } from '#shared/ui/reader.ts';
import type { PeopleReply } from '#shared/wire/auth.ts';
import { routes } from '#shared/wire/routes.ts';
import { call } from './api.ts';
import { emailFault, lineFault } from './form.ts';

export type AddPersonProps = { readonly teams: readonly string[]; readonly onAdded: (people: PeopleReply) => void };

const blank = { name: '', email: '', team: '', password: '' };

/** The form that adds somebody to the team. */
export function AddPerson({ teams, onAdded }: AddPersonProps) {
  const { texts } = useReader();
  const words = texts.console.staff;
  const id = useId();
  const [values, setValues] = useState(blank);
  const [role, setRole] = useState<Role>('rep');
  const [wasPressed, setPressed] = useState(false);
  const [isBusy, setBusy] = useState(false);
  const [error, setError] = useState<string>();
  const [added, setAdded] = useState<string>();
  const badName = lineFault(words.name, values.name, texts);
  const badEmail = emailFault(words.email, values.email, texts);
  const write = (field: keyof typeof blank) => (value: string) => setValues({ ...values, [field]: value });

  const add = async (): Promise<void> => {
    setPressed(true);
    if (isBusy || badName !== undefined || badEmail !== undefined) {
      return;
    }
    setBusy(true);
    const team = values.team.trim();
    const result = await call(routes.addUser, {
      input: {
        name: values.name.trim(),
        email: values.email.trim(),
        role,
        ...(team === '' ? {} : { team }),
        ...(values.password === '' ? {} : { password: values.password }),
      },
    });
    setBusy(false);
    setError(result.ok ? undefined : errorText(texts, result.error));
    if (result.ok) {
      setAdded(values.name.trim());
      setValues({ ...blank, team: values.team });
      setPressed(false);
      onAdded(result.value);
    }
  };

  return (
    <section class="blk" aria-labelledby={id}>
      <div class="blk-h">
        <h2 id={id}>{words.add}</h2>
      </div>
      <form
        class="add-p"
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          void add();
        }}
      >
        <Field label={words.name} value={values.name} autocomplete="off" error={wasPressed ? badName : undefined} onInput={write('name')} />
        <Field
          label={words.email}
          value={values.email}
          inputMode="email"
          autocomplete="off"
          error={wasPressed ? badEmail : undefined}
          onInput={write('email')}
        />
        <div class="fld">
          <label for={`${id}-role`}>{words.role}</label>
          <span class="field">
            <select
              id={`${id}-role`}
              value={role}
              onChange={(event) => setRole(Role.options.find((one) => one === event.currentTarget.value) ?? role)}
            >
              {Role.options.map((one) => (
                <option key={one} value={one}>
                  {texts.roles[one]}
                </option>
              ))}
            </select>
          </span>
        </div>
        <Field label={words.team} value={values.team} options={teams} autocomplete="off" hint={words.teamHint} onInput={write('team')} />
        <Field
          label={texts.console.signIn.password}
          value={values.password}
          secret
          autocomplete="new-password"
          hint={words.passwordHint}
          onInput={write('password')}
        />
        <p class="btns">
          <Button type="submit" busy={isBusy ? words.adding : undefined}>
            {words.addGo}
          </Button>
        </p>
      </form>
      <p class="small wrong" role="alert">
        {error}
      </p>
      <p class="small mid" role="status">
        {added === undefined ? '' : words.added(added)}
      </p>
    </section>
  );
}
