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
  | { readonly state: 'failed'; readonly code: ErrorCode };

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
  const contacts = async ({ source, opened }: Look, settings: ContactSettings): Promise<void> => {
    if (opened.kind !== 'contacts' && opened.kind !== 'cards') {
      return;
    }
    set({ state: 'running', rows: 0, readBytes: 0 });
    const result = await sendContacts(source, opened, settings, (rows) => set({ state: 'running', rows, readBytes: 0 }));
    set(result.ok ? { state: 'contacts', sent: result.value } : { state: 'failed', code: result.error });
  };
  const mails = async ({ source }: Look, settings: MailSettings): Promise<void> => {
    set({ state: 'running', rows: 0, readBytes: 0 });
    const result = await sendMails(source, settings, (readBytes) => set({ state: 'running', rows: 0, readBytes }));
    set(result.ok ? { state: 'mails', sent: result.value } : { state: 'failed', code: result.error });
  };
  return { now, contacts, mails, reset: () => setNow({ state: 'idle' }) };
}
