import { AppError } from '#shared/errors.ts';

/** Failures of PostgreSQL by their SQLSTATE or by the system's name. */

/** Two transactions got in each other's way: lost a race, stood in a circle, waited too long, made the same row. */
const TRIED_AGAIN: ReadonlySet<string> = new Set(['40001', '40P01', '55P03', '23505']);

const AWAY: ReadonlySet<string> = new Set([
  'ECONNREFUSED',
  'ECONNRESET',
  'EPIPE',
  'ETIMEDOUT',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'ENOTFOUND',
  'EAI_AGAIN',
  // Ended by its administrator, by a crash, starting up, or full of connections; the last: it has become a copy that only reads.
  '57P01',
  '57P02',
  '57P03',
  '57P05',
  '25P03',
  '53300',
  '25006',
]);

const FULL_DISK: ReadonlySet<string> = new Set(['53100', '58030']);

/** What `pg` says without a code when a connection breaks or none comes about in time. */
const AWAY_WORDS =
  /^(?:connection terminated|timeout exceeded when trying to connect|timeout expired|client has encountered a connection error|client was closed|cannot use a pool after)/iu;

/** How long a client is told to wait before it asks again. */
const WAIT_SECONDS = 2;

/** The code of a failure, or undefined. */
function codeOf(error: unknown): string | undefined {
  return error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : undefined;
}

/** True when the same transaction may well succeed at once. */
export function isTriedAgain(error: unknown): boolean {
  return TRIED_AGAIN.has(codeOf(error) ?? '');
}

/** True when the database is not to be reached, or not now. */
export function isAway(error: unknown): boolean {
  const code = codeOf(error);
  const isConnection = code !== undefined && (AWAY.has(code) || code.startsWith('08'));
  return isConnection || (code === undefined && error instanceof Error && AWAY_WORDS.test(error.message));
}

/**
 * A failure as the rest of the server knows it: `database-away` when the database is not to be reached or held by others
 * for too long, `storage-full`, else itself.
 */
export function toFailure(error: unknown): unknown {
  if (error instanceof AppError) {
    return error;
  }
  const code = codeOf(error) ?? '';
  if (isAway(error) || (code !== '23505' && TRIED_AGAIN.has(code))) {
    return new AppError('database-away', { waitSeconds: WAIT_SECONDS }, error);
  }
  return FULL_DISK.has(code) ? new AppError('storage-full', {}, error) : error;
}
