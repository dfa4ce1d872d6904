import { useEffect, useRef } from 'preact/hooks';
import { formatCount } from '#shared/ui/format.ts';
import { useReader } from '#shared/ui/reader.ts';
import { BadRows } from './BadRows.tsx';
import { fieldNames } from './field-names.ts';
import type { ContactsSent } from './send-rows.ts';
import { sentenceIn } from './sentence-in.ts';
import { UndoImport } from './UndoImport.tsx';

/** Known customers that are listed one by one. */
const LISTED = 100;

/** What an import of contacts did: how many, what was filled in known customers, where the book's value stayed, what was left out. */
export function ContactsResult({ sent, onUndone }: { readonly sent: ContactsSent; readonly onUndone: () => void }) {
  const { texts, locale } = useReader();
  const words = texts.importing;
  const heading = useRef<HTMLHeadingElement>(null);
  // The form that had the focus is gone; whoever cannot see the page is taken to the outcome.
  useEffect(() => heading.current?.focus(), []);
  const { batch, added, filled, unchanged, notes, badLines } = sent;
  return (
    <section class="blk sum-p">
      <div class="blk-h">
        <h2 ref={heading} tabIndex={-1}>
          {added + filled > 0 ? words.doneContacts : words.nothing}
        </h2>
      </div>
      <p>{words.contacts(added, filled, unchanged)}</p>
      <p class="gap">
        <a class="link" href="/customers">
          {texts.console.imports.toCustomers}
        </a>
      </p>
      {added + filled > 0 ? <UndoImport batch={batch} onDone={onUndone} /> : null}
      <BadRows rows={badLines} sentenceOf={(reason) => sentenceIn(texts.contactFaults, reason)} />
      {notes.length === 0 ? null : (
        <>
          <h3 class="h after">{words.known}</h3>
          <p class="small soft">{words.knownHint}</p>
          <table class="led d note-t">
            <thead>
              <tr>
                <th scope="col" class="num">
                  {words.row}
                </th>
                <th scope="col">{words.how}</th>
                <th scope="col">{words.filled}</th>
                <th scope="col">{words.stayed}</th>
              </tr>
            </thead>
            <tbody>
              {notes.slice(0, LISTED).map((note) => (
                <tr key={note.line}>
                  <td class="num">
                    <a class="link" href={`/customers/${note.customer}`}>
                      {formatCount(note.line, locale)}
                    </a>
                  </td>
                  <td>{sentenceIn(texts.matchedBy, note.matchedBy)}</td>
                  <td>{fieldNames(note.filled, texts)}</td>
                  <td>{fieldNames(note.kept, texts)}</td>
                </tr>
              ))}
            </tbody>
          </table>
          {notes.length > LISTED ? <p class="small soft">{words.more(notes.length - LISTED)}</p> : null}
        </>
      )}
    </section>
  );
}
