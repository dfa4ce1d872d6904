import { calls } from '../messages.ts';
import type { Book } from '../store/database.ts';
import { listUnsentFiles } from '../store/wipe.ts';
import { send } from '../transport.ts';
import type { UnsentFilesProps } from './parts/UnsentFiles.tsx';
import { useLive } from './use-live.ts';

/** The files of what a removed book had not sent, and what can be done with them. */
export function useUnsentFiles(book: Book): UnsentFilesProps {
  const files = useLive(() => listUnsentFiles(book), ['unsent-files']) ?? [];
  return {
    files,
    onSave: (name) => files.filter((file) => file.name === name).forEach(saveFile),
    onDrop: (name) => void send(calls.dropUnsentFile, { name }),
  };
}

/** Hands a file to the browser's downloads. */
function saveFile({ name, text }: { readonly name: string; readonly text: string }): void {
  const link = document.createElement('a');
  link.href = URL.createObjectURL(new Blob([text], { type: 'application/json' }));
  link.download = name;
  link.click();
  // The browser takes the address with the press; a moment later it is needed no more.
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
}
