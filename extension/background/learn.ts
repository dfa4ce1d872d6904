import { AppError } from '#shared/errors.ts';
import { FACTS_ANALYSIS, readLearnt } from '#shared/analysis/facts.ts';
import type { TaskWrite } from '#shared/analysis/reorder-tasks.ts';
import { insights } from '#shared/model/insight.ts';
import { toJson, type StoredRecord } from '#shared/model/record.ts';
import { tasks } from '#shared/model/task.ts';
import { idFromKey, bytesFromHex } from '#shared/sync/ids.ts';
import { createClock, receive, tick, toStamp } from '#shared/sync/clock.ts';
import { emptyRecord, mergeOps } from '#shared/sync/merge.ts';
import type { Op } from '#shared/sync/op.ts';
import { dayHere, planReminders } from '../learning/learn-book.ts';
import type { calls } from '../messages.ts';
import type { Book } from '../store/database.ts';
import { findIdentity, type Identity } from '../store/meta.ts';
import { findInsight, listOrders } from '../store/orders.ts';
import { findRecord, putRecords } from '../store/records.ts';
import { listTasks } from '../store/tasks.ts';
import type { Handlers } from '../transport.ts';
import type { Background } from './own.ts';

/** Writes what the panel's worker learnt. */
export function createLearntHandlers({ book, nowMs }: Background): Pick<Handlers<typeof calls>, 'keepLearnt'> {
  return {
    async keepLearnt({ asOf, learnt: given, reminders }) {
      const learnt = readLearnt(given);
      if (learnt === undefined) {
        throw new AppError('bad-request', { field: 'learnt' });
      }
      await book.transaction('rw', [book.rows(insights.kind), book.rows(tasks.kind), book.meta], async () => {
        const identity = await findIdentity(book);
        // A team may have been joined meanwhile, whose server knows better.
        if (identity?.server === null) {
          const id = idFromKey('x', bytesFromHex(identity.idSalt), `analysis:${FACTS_ANALYSIS}`);
          const body = { analysis: FACTS_ANALYSIS, version: learnt.version, asOf, learnt: toJson(learnt) };
          const stamp = toStamp(tick(createClock(identity.device), nowMs()));
          await putRecords(book, [{ id, kind: insights.kind, body, stamps: Object.fromEntries(Object.keys(body).map((field) => [field, stamp])) }]);
          await writeReminders(book, identity, reminders, nowMs());
        }
      });
      return {};
    },
  };
}

/**
 * Brings the reorder reminders of some customers up to date where there is no server to do it, by what was learnt last: at
 * once after an order, also where no panel is open. Nothing of it is queued: the reminders go along when a team is joined,
 * under ids that the server gives them too.
 */
export async function keepRemindersOf(book: Book, customers: readonly string[], nowMs: number): Promise<void> {
  const identity = await findIdentity(book);
  if (!identity || identity.server) {
    return;
  }
  const learnt = readLearnt((await findInsight(book, FACTS_ANALYSIS))?.learnt);
  for (const customer of customers) {
    const writes = planReminders(customer, await listOrders(book, customer), await listTasks(book, customer), learnt, dayHere(nowMs));
    await writeReminders(book, identity, writes, nowMs);
  }
}

async function writeReminders(book: Book, identity: Identity, writes: readonly TaskWrite[], nowMs: number): Promise<void> {
  const idSalt = bytesFromHex(identity.idSalt);
  const changed: StoredRecord[] = [];
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
  await putRecords(book, changed);
}
