import { AppError, type ErrorCode } from '#shared/errors.ts';

type Details = AppError['details'];

const ours: Partial<Readonly<Record<ErrorCode, (details: Details) => string>>> = {
  'database-key-lost': ({ file }) =>
    `The database is there but its key is not (${file}): put the key file back, or name it in SIDEBOOK_KEY_FILE; nothing was changed.`,
  'database-away': () => 'The database in SIDEBOOK_DATABASE_URL does not answer: look whether PostgreSQL runs there and has connections left.',
  'database-foreign': ({ file, migration }) =>
    migration === undefined
      ? `${file} is not a database of Sidebook, is damaged, or belongs to another key; nothing was changed.`
      : `The database was made by a different build of Sidebook (step ${migration} differs); nothing was changed.`,
  'database-newer': ({ migration }) => `The database was written by a newer Sidebook (step ${migration}): start that version; nothing was changed.`,
  'database-in-use': ({ target }) => `${target} holds a book already: a book moves into an empty place only; nothing was changed.`,
  'move-differs': ({ what }) => `What came over is not what was sent (${what}), so nothing was kept of it; the old place is as it was.`,
  'email-taken': () => 'Somebody already has this e-mail address; nobody was added.',
  'user-not-found': () => 'There is no user with this e-mail address, or the user was switched off.',
  'password-weak': ({ minLength }) => `The password is too short: take ${minLength} characters or more.`,
};

const ofTheSystem: Readonly<Record<string, string>> = {
  EADDRINUSE: 'Another program already listens on this port: stop it, or set SIDEBOOK_PORT to another number.',
  EADDRNOTAVAIL: 'This machine does not have the address in SIDEBOOK_HOST.',
  EACCES: 'The data folder, the key file or the port may not be used by this user.',
  EPERM: 'The data folder, the key file or the port may not be used by this user.',
  '55P03': 'A server still writes into the database: stop it and try again.',
  SQLITE_BUSY: 'Another program holds the database; try again in a moment.',
  SQLITE_FULL: 'The disk is full; free some space and start again.',
  ECONNREFUSED: 'Nothing answers at the address in SIDEBOOK_DATABASE_URL: look whether PostgreSQL runs there.',
  ENOTFOUND: 'There is no such host as SIDEBOOK_DATABASE_URL names.',
  EAI_AGAIN: 'There is no such host as SIDEBOOK_DATABASE_URL names.',
  '28P01': 'PostgreSQL refuses the user or the password in SIDEBOOK_DATABASE_URL.',
  '28000': 'PostgreSQL refuses the user in SIDEBOOK_DATABASE_URL.',
  '3D000': 'PostgreSQL has no database of the name in SIDEBOOK_DATABASE_URL: make it with createdb.',
  '42501': 'The user in SIDEBOOK_DATABASE_URL may not make tables in this database.',
  ENOSPC: 'The disk is full; free some space and start again.',
};

/** Why the server or the command line cannot go on, in one sentence for whoever runs it; undefined for a fault of ours. */
export function sentenceFor(error: unknown): string | undefined {
  if (error instanceof AppError) {
    return ours[error.code]?.(error.details);
  }
  const code = error instanceof Error && 'code' in error ? error.code : undefined;
  return typeof code === 'string' ? ofTheSystem[code] : undefined;
}
