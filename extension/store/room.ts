/** True when the browser had no room for a write: nothing of the transaction was kept. */
export function isOutOfRoom(error: unknown): boolean {
  if (typeof error !== 'object' || error === null) {
    return false;
  }
  const isQuota = 'name' in error && error.name === 'QuotaExceededError';
  // Dexie wraps what the browser said.
  return isQuota || ('inner' in error && isOutOfRoom(error.inner));
}
