import { useId } from 'preact/hooks';
import { Field } from '#shared/ui/primitives/Field.tsx';
import { useReader } from '#shared/ui/reader.ts';
import { faultText, type FormPart } from './parts.ts';
import { at, CUT_TIERS } from './settings-draft.ts';

type CutsFormProps = FormPart & {
  /** In which limits are written; null: not before the first orders say. */
  readonly currency: string | null;
};

/** Where the tiers begin: at a share of all customers, or at limits while there are too few of them. */
export function CutsForm({ draft, faults, onInput, currency }: CutsFormProps) {
  const { texts } = useReader();
  const words = texts.console.settings;
  const id = useId();
  const field = (path: string, label: string, inputMode: 'decimal' | 'numeric') => (
    <Field
      key={path}
      label={label}
      value={draft[path] ?? ''}
      inputMode={inputMode}
      autocomplete="off"
      error={faultText(faults[path], texts)}
      onInput={(text) => onInput(path, text)}
    />
  );
  return (
    <section class="blk" aria-labelledby={id}>
      <div class="blk-h">
        <h2 id={id}>{words.cuts}</h2>
      </div>
      <p class="say">{words.cutsSay}</p>
      <div class="set-g">
        {field(at.best('high'), words.best(texts.tiers.high), 'decimal')}
        {field(at.best('general'), words.bestOrMore(texts.tiers.general), 'decimal')}
      </div>
      {currency === null ? (
        <p class="meta">{words.limitsLater}</p>
      ) : (
        <fieldset class="set-l">
          <legend class="l">{words.limits(currency)}</legend>
          <div class="set-g four">
            {CUT_TIERS.map((tier) => [
              field(at.amount(tier), words.amountFrom(texts.tiers[tier]), 'decimal'),
              field(at.orders(tier), words.ordersFrom(texts.tiers[tier]), 'numeric'),
            ])}
          </div>
          <p class="meta">{words.limitsSay}</p>
        </fieldset>
      )}
    </section>
  );
}
