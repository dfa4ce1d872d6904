import { useEffect, useRef, useState } from 'preact/hooks';
import type { ErrorCode } from '#shared/errors.ts';
import { sendContacts, sendMails, type ContactSettings, type ContactsSent, type MailSettings, type MailsSent } from './send-rows.ts';
import type { Look } from './use-file.ts';

/** Where an import of contacts or mails stands. */
export type Sending =
  | { readonly state: 'idle' }
  | { readonly state: 'running'; readonly rows: number; readonly readBytes: number }
  | { readonly state: 'contacts'; readonly sent: ContactsSent }
  | { readonly state: 'mails'; readonly sent: MailsSent }
  /** `done`: how many rows or mails are in; `goOn` sends those behind them. */
  | { readonly state: 'failed'; readonly code: ErrorCode; readonly done: number; readonly goOn: () => Promise<void> };

/** Reads a file and sends it, chunk by chunk; what comes after the page was left is dropped, what was sent stays. */
export function useSending() {
  const [now, setNow] = useState<Sending>({ state: 'idle' });
  const isHere = useRef(true);
  useEffect(() => () => void (isHere.current = false), []);
  const set = (next: Sending): void => {
    if (isHere.current) {
      setNow(next);
    }
  };
  const contacts = async (look: Look, settings: ContactSettings, before?: ContactsSent): Promise<void> => {
    const { source, opened } = look;
    if (opened.kind !== 'contacts' && opened.kind !== 'cards') {
      return;
    }
    set({ state: 'running', rows: before?.rows ?? 0, readBytes: 0 });
    const result = await sendContacts(source, opened, settings, (rows) => set({ state: 'running', rows, readBytes: 0 }), before);
    if (result.ok) {
      set({ state: 'contacts', sent: result.value });
    } else {
      const { code, soFar } = result.error;
      set({ state: 'failed', code, done: soFar?.rows ?? 0, goOn: () => contacts(look, settings, soFar) });
    }
  };
  const mails = async (look: Look, settings: MailSettings, before?: MailsSent): Promise<void> => {
    set({ state: 'running', rows: 0, readBytes: 0 });
    const result = await sendMails(look.source, settings, (readBytes) => set({ state: 'running', rows: 0, readBytes }), before);
    if (result.ok) {
      set({ state: 'mails', sent: result.value });
    } else {
      const { code, soFar } = result.error;
      set({ state: 'failed', code, done: soFar?.messages ?? 0, goOn: () => mails(look, settings, soFar) });
    }
  };
  return { now, contacts, mails, reset: () => setNow({ state: 'idle' }) };
}
