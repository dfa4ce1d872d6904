import { AppError, type ErrorCode } from '#shared/errors.ts';
import { findIdentity, saveSyncState } from '../store/meta.ts';
import { pullAll } from './pull.ts';
import { pushAll, type SyncDeps } from './push.ts';

/**
 * Sends what waits, then fetches what is new. Gives null when both went through, else the reason; the reason is kept
 * for the panel, and every queue is as it was. Without a server there is nothing to do.
 */
export async function syncOnce(deps: SyncDeps): Promise<ErrorCode | null> {
  const { book } = deps;
  const identity = await findIdentity(book);
  if (!identity?.server) {
    return null;
  }
  const server = { url: identity.server.url, token: identity.server.token };
  try {
    await pushAll(deps, identity, server);
    await pullAll(deps, identity, server);
    await saveSyncState(book, { failure: null, lastSyncedAtMs: deps.nowMs(), lastTriedAtMs: deps.nowMs() });
    return null;
  } catch (error) {
    const failure: ErrorCode = error instanceof AppError ? error.code : 'internal';
    await saveSyncState(book, { failure, lastTriedAtMs: deps.nowMs() });
    if (!(error instanceof AppError)) {
      throw error;
    }
    return failure;
  }
}
