import { linesFromOrders } from '#shared/analysis/core/from-orders.ts';
import { FACTS_ANALYSIS, learnFacts } from '#shared/analysis/facts.ts';
import { toJson } from '#shared/model/record.ts';
import { idFromKey, bytesFromHex } from '#shared/sync/ids.ts';
import { createClock, tick, toStamp } from '#shared/sync/clock.ts';
import type { Book } from '../store/database.ts';
import { findIdentity } from '../store/meta.ts';
import { listAllOrders } from '../store/orders.ts';
import { putRecords } from '../store/records.ts';

/**
 * Learns cuts and rhythms from the book's own orders where there is no server to do it. What it learnt is not queued: a
 * team's server learns from the whole team and says so itself.
 */
export async function learnLocally(book: Book, nowMs: number): Promise<void> {
  const identity = await findIdentity(book);
  if (!identity || identity.server) {
    return;
  }
  const today = new Intl.DateTimeFormat('en-CA', { year: 'numeric', month: '2-digit', day: '2-digit' }).format(nowMs);
  const learnt = learnFacts(linesFromOrders(await listAllOrders(book)), {}, today);
  const id = idFromKey('x', bytesFromHex(identity.idSalt), `analysis:${FACTS_ANALYSIS}`);
  const body = { analysis: FACTS_ANALYSIS, version: learnt.version, asOf: today, learnt: toJson(learnt) };
  const stamp = toStamp(tick(createClock(identity.device), nowMs));
  await putRecords(book, [{ id, kind: 'x', body, stamps: Object.fromEntries(Object.keys(body).map((field) => [field, stamp])) }]);
}
