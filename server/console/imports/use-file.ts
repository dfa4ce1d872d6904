import { useState } from 'preact/hooks';
import { CONTACT_FIELDS, headingKey, type ContactMapping } from '#shared/import/contact-fields.ts';
import type { ReadContact } from '#shared/import/contact-rows.ts';
import { guessMapping } from '#shared/import/mapping.ts';
import type { ByteSource } from '#shared/import/mbox.ts';
import type { FileChoice, OpenedFile, OpenFault } from '#shared/import/open-file.ts';
import { routes } from '#shared/wire/routes.ts';
import { call } from '../api.ts';
import { toSource } from './file-source.ts';

/** A file that was looked into: what it holds, as the user or its bytes say, and its first rows. */
export type Look = {
  readonly source: ByteSource;
  readonly opened: OpenedFile;
  readonly choice: FileChoice;
  readonly country: string | null;
  /** For a table of contacts. */
  readonly mapping: ContactMapping | undefined;
  /** The columns mean what the team said the last time. */
  readonly isRemembered: boolean;
  readonly firstRows: readonly Exclude<ReadContact, undefined>[];
};

export type FileState =
  | { readonly state: 'none' }
  | { readonly state: 'bad'; readonly name: string; readonly fault: OpenFault }
  | { readonly state: 'open'; readonly look: Look };

/** Rows that are shown before anything is sent. */
const SHOWN = 10;

/** The file that the user chose; everything that is read of it is read here in the browser. */
export function useFile() {
  const [state, setState] = useState<FileState>({ state: 'none' });
  const look = async (source: ByteSource, choice: FileChoice, country: string | null): Promise<void> => {
    const { openFile } = await import('#shared/import/open-file.ts');
    const opened = await openFile(source, { ...choice, preset: choice.preset === '' ? undefined : choice.preset });
    if (!opened.ok) {
      setState({ state: 'bad', name: source.name, fault: opened.error });
      return;
    }
    const remembered =
      opened.value.kind === 'contacts' && choice.preset === undefined ? await rememberedMapping(opened.value.table.headings) : undefined;
    const mapping =
      opened.value.kind === 'contacts'
        ? (remembered ?? (choice.preset === '' ? guessMapping(opened.value.table.headings, '').mapping : opened.value.mapping))
        : undefined;
    await show({ source, opened: opened.value, choice, country, mapping, isRemembered: remembered !== undefined, firstRows: [] });
  };
  const show = async (next: Look): Promise<void> => {
    setState({ state: 'open', look: { ...next, firstRows: await firstRows(next) } });
  };
  return {
    state,
    take: (file: File): Promise<void> => {
      // The file before is gone from sight at once, so that no press can mean it.
      setState({ state: 'none' });
      return look(toSource(file), {}, null);
    },
    choose: (now: Look, choice: FileChoice): Promise<void> => look(now.source, choice, now.country),
    say: (now: Look, said: Partial<Pick<Look, 'mapping' | 'country'>>): Promise<void> =>
      show({ ...now, ...said, isRemembered: now.isRemembered && said.mapping === undefined }),
    reset: (): void => setState({ state: 'none' }),
  };
}

async function rememberedMapping(headings: readonly string[]): Promise<ContactMapping | undefined> {
  const asked = await call(routes.importColumns, { input: { headings: headingKey(headings) } });
  if (!asked.ok || asked.value.mapping === null || asked.value.mapping.length !== headings.length) {
    return undefined;
  }
  // A field of a newer version of the console is not known here and is not read.
  return asked.value.mapping.map((meaning) => {
    const field = CONTACT_FIELDS.find((one) => one === meaning?.field);
    return meaning === null || field === undefined ? null : { field, group: meaning.group };
  });
}

async function firstRows({ opened, country, mapping }: Look): Promise<Look['firstRows']> {
  if (opened.kind !== 'contacts' && opened.kind !== 'cards') {
    return [];
  }
  const { eachContact } = await import('#shared/import/open-file.ts');
  const rows: Exclude<ReadContact, undefined>[] = [];
  for (const read of eachContact(opened, { country }, mapping)) {
    if (read !== undefined) {
      rows.push(read);
    }
    if (rows.length === SHOWN) {
      break;
    }
  }
  return rows;
}
