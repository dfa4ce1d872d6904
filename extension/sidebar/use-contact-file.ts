import { useState } from 'preact/hooks';
import type { ContactFault } from '#shared/import/contact-rows.ts';
import type { ImportedContact } from '#shared/model/imported.ts';
import { errorText } from '#shared/text/index.ts';
import { useReader } from '#shared/ui/reader.ts';
import { calls, MAX_IMPORTED } from '../messages.ts';
import { send } from '../transport.ts';
import type { Undo } from './use-undo.ts';

/** A row that was left out, by its number and reason. */
export type BadRow = { readonly line: number; readonly reason: ContactFault };

/** Where the import of a file stands. */
export type ContactFile = { readonly isBusy: boolean; readonly problem: string | undefined; readonly bad: readonly BadRow[] };

const IDLE: ContactFile = { isBusy: false, problem: undefined, bad: [] };

/** Brings contacts of a table or of cards into the book of this browser: the file is read here and goes nowhere. */
export function useContactFile(announce: Undo['announce']): { readonly now: ContactFile; readonly take: (file: File) => Promise<void> } {
  const { texts } = useReader();
  const [now, setNow] = useState(IDLE);

  const bring = async (file: File): Promise<ContactFile> => {
    const { openFile, eachContact } = await import('#shared/import/open-file.ts');
    const read = async (from: number, to: number): Promise<Uint8Array> => new Uint8Array(await file.slice(from, to).arrayBuffer());
    const opened = await openFile({ name: file.name, size: file.size, read });
    if (!opened.ok) {
      return { ...IDLE, problem: texts.openFaults[opened.error] };
    }
    if (opened.value.kind !== 'contacts' && opened.value.kind !== 'cards') {
      return { ...IDLE, problem: texts.importing.onlyContacts };
    }
    const contacts: ImportedContact[] = [];
    const left: BadRow[] = [];
    for (const row of eachContact(opened.value, { country: null })) {
      if (row !== undefined && 'reason' in row) {
        left.push(row);
      } else if (row !== undefined) {
        contacts.push(row);
      }
    }
    if (contacts.length > MAX_IMPORTED) {
      return { ...IDLE, problem: texts.openFaults['too-large'] };
    }
    const source = opened.value.kind === 'cards' ? 'vcard' : (opened.value.preset ?? 'csv');
    const done = await send(calls.importContacts, { source, contacts });
    if (!done.ok) {
      return { ...IDLE, problem: errorText(texts, done.error.code) };
    }
    const { act, added, filled, unchanged, deleted } = done.value;
    announce(texts.importing.contacts(added, filled, unchanged), act ?? undefined);
    const bad = [...left, ...deleted.map((line): BadRow => ({ line, reason: 'deleted-before' }))];
    return { ...IDLE, bad: bad.toSorted((a, b) => a.line - b.line) };
  };

  const take = async (file: File): Promise<void> => {
    setNow({ ...IDLE, isBusy: true });
    setNow(await bring(file));
  };
  return { now, take };
}
