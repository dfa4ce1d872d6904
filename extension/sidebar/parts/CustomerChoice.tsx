import { classNames } from '#shared/ui/class-names.ts';
import { NameText } from '#shared/ui/NameText.tsx';
import { Field } from '#shared/ui/primitives/Field.tsx';
import { useReader } from '#shared/ui/reader.ts';
import type { Hit } from './types.ts';

export type CustomerChoiceProps = {
  /** What was typed into the search. */
  readonly typed: string;
  /** Who was found; undefined while they are looked up. */
  readonly hits: readonly Hit[] | undefined;
  readonly chosen: string | undefined;
  readonly error?: string | undefined;
  readonly onType: (typed: string) => void;
  readonly onChoose: (id: string) => void;
  readonly onCreate: (name: string) => void;
};

/** Whose it is: a search in the book with its hits to choose from, or a new customer of that name. */
export function CustomerChoice({ typed, hits, chosen, error, onType, onChoose, onCreate }: CustomerChoiceProps) {
  const { texts } = useReader();
  const words = texts.paste;
  const name = typed.trim();
  return (
    <>
      <Field label={words.with} value={typed} hint={words.withHint} error={error} first onInput={onType} />
      {hits === undefined || (hits.length === 0 && name === '') ? null : (
        <div class="picks" role="radiogroup" aria-label={words.with}>
          {hits.map((hit) => (
            <label key={hit.id} class={classNames('pick', hit.id === chosen && 'is-chosen')}>
              <input type="radio" class="vh" name="customer" checked={hit.id === chosen} onChange={() => onChoose(hit.id)} />
              <b class="cut">
                <NameText>{hit.name || texts.customer.noName}</NameText>
              </b>
              {hit.second === undefined ? null : <span class="cut">{hit.second}</span>}
            </label>
          ))}
        </div>
      )}
      {name === '' || hits === undefined ? null : (
        <p class="gap">
          <button type="button" class="link" onClick={() => onCreate(name)}>
            {words.create(name)}
          </button>
        </p>
      )}
    </>
  );
}
