import { useId, useState } from 'preact/hooks';
import { Icon } from '#shared/ui/Icon.tsx';
import { Button } from '#shared/ui/primitives/Button.tsx';
import { Field } from '#shared/ui/primitives/Field.tsx';
import { useReader } from '#shared/ui/reader.ts';
import type { RuleFault } from './types.ts';

export type NeverLogSettingsProps = {
  readonly rules: readonly string[];
  /** The domain of the user's colleagues, which is left out in another way; null where there is none. */
  readonly ownDomain: string | null;
  /** Gives what is wrong with the rule, or undefined once it is on the list. */
  readonly onAdd: (written: string) => Promise<RuleFault | undefined>;
  readonly onRemove: (rule: string) => void;
};

/** Whose mail is never logged: the list, a field for one more, and why the own domain needs no rule. */
export function NeverLogSettings({ rules, ownDomain, onAdd, onRemove }: NeverLogSettingsProps) {
  const { texts } = useReader();
  const words = texts.settings;
  const id = useId();
  const [written, setWritten] = useState('');
  const [fault, setFault] = useState<RuleFault>();
  const sayOf: Readonly<Record<RuleFault, string>> = { bad: words.ruleBad, own: words.ruleOwn, there: words.ruleThere };

  const add = async (): Promise<void> => {
    const found = await onAdd(written);
    setFault(found);
    if (found === undefined) {
      setWritten('');
    }
  };

  return (
    <section class="sec" aria-labelledby={id}>
      <h3 id={id} class="h">
        {words.rules}
      </h3>
      <p class="small mid">{words.rulesWhy}</p>
      <p class="small mid">{ownDomain === null ? words.ownAddress : words.ownDomain(ownDomain)}</p>
      <form
        class="form by-address"
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          void add();
        }}
      >
        <Field
          label={words.rule}
          value={written}
          placeholder={words.ruleExample}
          autocomplete="off"
          error={fault && sayOf[fault]}
          onInput={(value) => {
            setWritten(value);
            setFault(undefined);
          }}
        />
        <Button type="submit">{words.add}</Button>
      </form>
      {rules.length === 0 ? (
        <p class="small soft">{words.rulesNone}</p>
      ) : (
        <ul class="rows">
          {rules.map((rule) => (
            <li key={rule} class="row">
              <span class="mg">
                <Icon name="lock" />
              </span>
              <span class="t cut" title={rule}>
                {rule} {rule.includes('@') ? null : <span class="soft small">{words.wholeDomain}</span>}
              </span>
              <span class="r">
                <button type="button" class="link" data-row aria-label={words.allowThis(rule)} onClick={() => onRemove(rule)}>
                  {words.allow}
                </button>
              </span>
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}
