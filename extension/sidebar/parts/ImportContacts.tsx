import { useId, useRef } from 'preact/hooks';
import { useReader } from '#shared/ui/reader.ts';
import type { ContactFile } from '../use-contact-file.ts';

/** Bad rows that are listed in a narrow panel. */
const LISTED = 20;

/** The choice of a file of contacts, and what was left out of it. */
export function ImportContacts({ now: { isBusy, problem, bad }, onFile }: { readonly now: ContactFile; readonly onFile: (file: File) => void }) {
  const { texts } = useReader();
  const words = texts.importing;
  const id = useId();
  const input = useRef<HTMLInputElement>(null);
  return (
    <section class="sec" aria-labelledby={id}>
      <h3 id={id} class="h">
        {words.title}
      </h3>
      <p class="small mid">{words.here}</p>
      <p class="btns gap">
        <input
          ref={input}
          type="file"
          class="vh"
          tabIndex={-1}
          accept=".csv,.tsv,.txt,.xlsx,.vcf,.vcard,text/csv,text/vcard"
          aria-label={texts.console.imports.choose}
          onChange={(event) => {
            const file = event.currentTarget.files?.[0];
            if (file) {
              onFile(file);
            }
            // The same file can then be chosen again after it was mended.
            event.currentTarget.value = '';
          }}
        />
        <button type="button" class="btn" aria-disabled={isBusy} onClick={() => (isBusy ? undefined : input.current?.click())}>
          {isBusy ? texts.console.imports.importing : texts.console.imports.choose}
        </button>
      </p>
      {problem === undefined ? null : (
        <p class="small wrong" role="alert">
          {problem}
        </p>
      )}
      {bad.length === 0 ? null : (
        <div role="status">
          <p class="small mid">{words.badRows(bad.length)}</p>
          {bad.slice(0, LISTED).map(({ line, reason }) => (
            <p key={line} class="small soft">
              {words.badRow(line, texts.contactFaults[reason])}
            </p>
          ))}
          {bad.length > LISTED ? <p class="small soft">{words.more(bad.length - LISTED)}</p> : null}
        </div>
      )}
    </section>
  );
}
