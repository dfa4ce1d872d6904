import { useId } from 'preact/hooks';
import { useReader } from '#shared/ui/reader.ts';
import { Cell } from './Cell.tsx';
import type { FormPart } from './parts.ts';
import { at, WEIGHT_FIELDS, WEIGHTS, type WeightField } from './settings-draft.ts';

type WeightsFormProps = FormPart & { readonly sums: Readonly<Partial<Record<WeightField, number>>> };

/** A module of the month; one without a field has no parts. */
const MODULES = [
  { module: 'attendance', field: 'attendanceWeights' },
  { module: 'customer', field: 'customerWeights' },
  { module: 'lead', field: undefined },
  { module: 'problem', field: 'problemWeights' },
] as const;

/** How a technician's month is weighed: four modules, each with its parts. What they come to is said while it is written. */
export function WeightsForm({ sums, ...part }: WeightsFormProps) {
  const { texts, locale } = useReader();
  const words = texts.console.settings;
  const id = useId();
  const figures = new Intl.NumberFormat(locale, { maximumFractionDigits: 4 });
  const sumOf = (field: WeightField) => {
    const sum = sums[field];
    return sum === undefined ? '' : <span class={sum === 100 ? undefined : 'wrong'}>{figures.format(sum)}</span>;
  };
  const nameOf = (field: WeightField): string => {
    const module = MODULES.find((one) => one.field === field)?.module;
    return module === undefined ? words.allModules : words.partsOf(words.modules[module]);
  };
  const wrong = WEIGHT_FIELDS.flatMap((field) => {
    const sum = sums[field];
    return sum === undefined || sum === 100 ? [] : [{ field, say: words.notHundred(nameOf(field), figures.format(sum)) }];
  });
  return (
    <section class="blk" aria-labelledby={id}>
      <div class="blk-h">
        <h2 id={id}>{words.weights}</h2>
      </div>
      <p class="say">{words.weightsSay}</p>
      <table class="led set-t">
        <thead>
          <tr>
            <th scope="col">{words.module}</th>
            <th scope="col">{words.weight}</th>
            <th scope="col">{words.parts}</th>
            <th scope="col" class="num wd">
              {words.sum}
            </th>
          </tr>
        </thead>
        <tbody>
          {MODULES.map(({ module, field }) => (
            <tr key={module}>
              <th scope="row">{words.modules[module]}</th>
              <td>
                <Cell {...part} path={at.weight('moduleWeights', module)} label={words.weightOf(words.modules[module])} />
              </td>
              <td>
                {field === undefined ? null : (
                  <div class="set-p">
                    {WEIGHTS[field].map((name) => (
                      <span key={name}>
                        <span class="l" aria-hidden="true">
                          {words.partNames[name]}
                        </span>
                        <Cell {...part} path={at.weight(field, name)} label={words.partNames[name]} />
                      </span>
                    ))}
                  </div>
                )}
              </td>
              <td class="num wd">{field === undefined ? null : sumOf(field)}</td>
            </tr>
          ))}
        </tbody>
        <tfoot>
          <tr>
            <td>{words.sum}</td>
            <td colSpan={2}>{sumOf('moduleWeights')}</td>
            <td class="wd" />
          </tr>
        </tfoot>
      </table>
      <div role="alert">
        {wrong.map(({ field, say }) => (
          <p key={field} class="small wrong">
            {say}
          </p>
        ))}
      </div>
    </section>
  );
}
