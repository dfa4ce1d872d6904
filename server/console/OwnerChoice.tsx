import { useId, useState } from 'preact/hooks';
import { Button } from '#shared/ui/primitives/Button.tsx';
import { useReader } from '#shared/ui/reader.ts';

type Person = { readonly id: string; readonly name: string };

export type OwnerChoiceProps = {
  /** Who looks after the customer now; null: nobody. */
  readonly owner: Person | null;
  /** To whom it may be given. */
  readonly people: readonly Person[];
  readonly busy: boolean;
  readonly error?: string | undefined;
  readonly onGive: (owner: string | null) => void;
};

/** Who looks after a customer, and the press that hands it to somebody else, after it was said who then sees what. */
export function OwnerChoice({ owner, people, busy, error, onGive }: OwnerChoiceProps) {
  const { texts } = useReader();
  const words = texts.console.owner;
  const id = useId();
  const [chosen, setChosen] = useState<string>();
  const now = owner?.id ?? '';
  const to = chosen ?? now;
  const next = people.find((person) => person.id === to);
  // Whoever has it may be of another team, or gone: still said.
  const listed = owner === null || people.some((person) => person.id === owner.id) ? people : [owner, ...people];
  return (
    <section class="own-s" aria-labelledby={id}>
      <h2 class="h" id={id}>
        {words.title}
      </h2>
      <div class="give">
        <span class="field">
          <select
            aria-labelledby={id}
            value={to}
            disabled={busy}
            onChange={(event) => setChosen(event.currentTarget.value === now ? undefined : event.currentTarget.value)}
          >
            <option value="">{words.nobody}</option>
            {listed.map((person) => (
              <option key={person.id} value={person.id}>
                {person.name}
              </option>
            ))}
          </select>
        </span>
        {to === now ? null : (
          <Button busy={busy ? words.give : undefined} onPress={() => onGive(to === '' ? null : to)}>
            {words.give}
          </Button>
        )}
      </div>
      {to === now ? null : (
        <p class="small mid">
          {next === undefined ? null : words.gains(next.name)} {owner === null ? null : words.loses(owner.name)}
        </p>
      )}
      <p class="small wrong" role="alert">
        {error}
      </p>
    </section>
  );
}
