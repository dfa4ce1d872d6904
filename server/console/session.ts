import { createContext } from 'preact';
import { useContext } from 'preact/hooks';
import type { SessionReply } from '#shared/wire/auth.ts';

/** Who is signed in, and what a page says when it learns that nobody is any more. */
export type Session = { readonly reply: SessionReply; readonly onSignedOut: () => void };

/** The session of the pages behind the sign-in. */
export const SessionContext = createContext<Session | null>(null);

/** The session; a page outside of one is a mistake of ours. */
export function useSession(): Session {
  const session = useContext(SessionContext);
  if (session === null) {
    throw new Error('useSession outside of a session');
  }
  return session;
}
