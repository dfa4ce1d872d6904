import { linesFromOrders } from '#shared/analysis/core/from-orders.ts';
import { FACTS_ANALYSIS, factsOf, learnFacts, type LearntFacts } from '#shared/analysis/facts.ts';
import { planReorderTasks } from '#shared/analysis/reorder-tasks.ts';
import { findUsualProduct } from '#shared/analysis/product/usual.ts';
import type { Day } from '#shared/model/field.ts';
import type { Order } from '#shared/model/order.ts';
import { toJson, type StoredRecord } from '#shared/model/record.ts';
import { idFromKey, bytesFromHex } from '#shared/sync/ids.ts';
import { createClock, receive, tick, toStamp } from '#shared/sync/clock.ts';
import { emptyRecord, mergeOps } from '#shared/sync/merge.ts';
import type { Op } from '#shared/sync/op.ts';
import type { Book } from '../store/database.ts';
import { findIdentity, type Identity } from '../store/meta.ts';
import { listAllOrders } from '../store/orders.ts';
import { findRecord, putRecords } from '../store/records.ts';
import { listAllTasks } from '../store/tasks.ts';

/**
 * Learns cuts and rhythms from the book's own orders where there is no server to do it, and keeps the reorder reminders
 * that follow from them. Nothing of it is queued: a team's server learns from the whole team and says so itself, and the
 * reminders go along when a team is joined, under ids that the server gives them too.
 */
export async function learnLocally(book: Book, nowMs: number): Promise<void> {
  const identity = await findIdentity(book);
  if (!identity || identity.server) {
    return;
  }
  const today = dayOf(nowMs);
  const all = await listAllOrders(book);
  const learnt = learnFacts(linesFromOrders(all), {}, today);
  const id = idFromKey('x', bytesFromHex(identity.idSalt), `analysis:${FACTS_ANALYSIS}`);
  const body = { analysis: FACTS_ANALYSIS, version: learnt.version, asOf: today, learnt: toJson(learnt) };
  const stamp = toStamp(tick(createClock(identity.device), nowMs));
  await putRecords(book, [{ id, kind: 'x', body, stamps: Object.fromEntries(Object.keys(body).map((field) => [field, stamp])) }]);
  await keepReminders(book, identity, all, learnt, today, nowMs);
}

/** As `learnLocally`, once for each day on which the worker runs: silence changes reminders as well as orders do. */
export function createDailyLearner(book: Book): (nowMs: number) => Promise<void> {
  let learntOn: Day | undefined;
  return async (nowMs) => {
    if (learntOn !== dayOf(nowMs)) {
      learntOn = dayOf(nowMs);
      await learnLocally(book, nowMs);
    }
  };
}

/** The calendar day of a moment where this browser is; en-CA writes days as ISO 8601 does. */
function dayOf(nowMs: number): Day {
  return new Intl.DateTimeFormat('en-CA', { year: 'numeric', month: '2-digit', day: '2-digit' }).format(nowMs);
}

async function keepReminders(book: Book, identity: Identity, all: readonly Order[], learnt: LearntFacts, today: Day, nowMs: number): Promise<void> {
  const ordersOf = Map.groupBy(all, (order) => order.customer);
  const tasksOf = Map.groupBy(await listAllTasks(book), (task) => task.customer);
  const idSalt = bytesFromHex(identity.idSalt);
  const changed: StoredRecord[] = [];
  for (const customer of new Set([...ordersOf.keys(), ...tasksOf.keys()])) {
    const own = ordersOf.get(customer) ?? [];
    const writes =
      customer === undefined ? [] : planReorderTasks(factsOf(customer, own, learnt, today), tasksOf.get(customer) ?? [], findUsualProduct(own));
    for (const { key, fields } of writes) {
      const id = idFromKey('k', idSalt, key);
      const held = (await findRecord(book, id)) ?? emptyRecord(id, 'k');
      const stamp = toStamp(tick(Object.values(held.stamps).reduce(receive, createClock(identity.device)), nowMs));
      changed.push(
        mergeOps(
          held,
          Object.entries(fields).map(([field, value]): Op => [id, 'k', field, value, stamp]),
        ).record,
      );
    }
  }
  await putRecords(book, changed);
}
