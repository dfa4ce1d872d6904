import { errorText } from '#shared/text/index.ts';
import { NameText } from '#shared/ui/NameText.tsx';
import { Notice } from '#shared/ui/primitives/Notice.tsx';
import { useReader } from '#shared/ui/reader.ts';
import { routes } from '#shared/wire/routes.ts';
import { call } from '../api.ts';
import { useLoad } from '../use-load.ts';
import { sentenceIn } from './sentence-in.ts';
import { UndoImport } from './UndoImport.tsx';

/** The imports so far, the newest first; each can be taken back. `round` moves on when there may be a new one. */
export function EarlierImports({ round, onUndone }: { readonly round: number; readonly onUndone: () => void }) {
  const { texts, locale } = useReader();
  const words = texts.importing;
  const { load } = useLoad(`imports ${round}`, (signal) => call(routes.imports, { input: {}, signal }));
  if (load.state === 'failed') {
    return <Notice tone="wrong">{errorText(texts, load.code)}</Notice>;
  }
  if (load.state === 'loading' || load.value.imports.length === 0) {
    return null;
  }
  const when = new Intl.DateTimeFormat(locale, { dateStyle: 'medium', timeStyle: 'short' });
  return (
    <section class="blk">
      <div class="blk-h">
        <h2>{words.earlier}</h2>
      </div>
      {/* What is wider than the page scrolls, by the keyboard too. */}
      <div class="wide-t" role="region" tabIndex={0} aria-label={words.earlier}>
        <table class="led d earl-t">
          <thead>
            <tr>
              <th scope="col">{words.file}</th>
              <th scope="col">{words.holds}</th>
              <th scope="col">{words.when}</th>
              <th scope="col">{words.state}</th>
              <th scope="col">
                <span class="vh">{words.undo}</span>
              </th>
            </tr>
          </thead>
          <tbody>
            {load.value.imports.map(({ id, kind, name, startedAtMs, state, added, changed }) => (
              <tr key={id}>
                <td class="cust cut">
                  <NameText>{name}</NameText>
                </td>
                <td class="mid cut">{sentenceIn(texts.importKinds, kind)}</td>
                <td class="mid">{when.format(startedAtMs)}</td>
                <td class={state === 'running' ? 'wrong' : 'mid'}>
                  {texts.importStates[state]}
                  <span class="small soft"> {words.entries(added, changed)}</span>
                </td>
                <td>{state === 'undone' || added + changed === 0 ? null : <UndoImport batch={id} onDone={onUndone} />}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </section>
  );
}
