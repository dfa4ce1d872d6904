import type { Logger } from 'pino';
import { AppError } from '#shared/errors.ts';
import type { ErrorBody } from '#shared/wire/error.ts';
import type { HttpContext } from '../http/env.ts';
import { refusalOf } from '../http/refusals.ts';

const FULL_DISK = new Set(['SQLITE_FULL', 'SQLITE_IOERR_WRITE', 'ENOSPC']);

/** Answers every failure with the one error body. What was not foreseen goes to the log, never to the client. */
export function createErrorAnswer(log: Logger) {
  return (error: unknown, c: HttpContext): Response => {
    const known = toAppError(error);
    const { status, sentence } = refusalOf(known);
    const requestId = c.get('requestId') ?? '';
    if (status >= 500) {
      log.error(
        { requestId, code: known.code, err: error instanceof Error ? { type: error.name, stack: error.stack } : undefined },
        'request failed',
      );
    }
    const body: ErrorBody = { code: known.code, message: sentence, details: { ...known.details }, requestId };
    const wait = known.details['waitSeconds'];
    if (typeof wait === 'number') {
      c.header('retry-after', String(wait));
    }
    return c.json(body, status);
  };
}

function toAppError(error: unknown): AppError {
  if (error instanceof AppError) {
    return error;
  }
  const code = error instanceof Error && 'code' in error ? error.code : undefined;
  return typeof code === 'string' && FULL_DISK.has(code) ? new AppError('storage-full', {}, error) : new AppError('internal', {}, error);
}
