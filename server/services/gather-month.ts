import { toBook, type Book } from '#shared/analysis/core/book.ts';
import { customers } from '#shared/model/customer.ts';
import { toView } from '#shared/model/entity.ts';
import type { Currency } from '#shared/model/field.ts';
import { orders, payments } from '#shared/model/order.ts';
import type { StoredRecord } from '#shared/model/record.ts';
import { assessments, cases, duties, type Month } from '#shared/model/service.ts';
import { settings, SETTINGS_ID } from '#shared/model/settings.ts';
import { rates } from '#shared/model/target.ts';
import { teams } from '#shared/model/team.ts';
import { users } from '#shared/model/user.ts';
import { SCOPE_EVERYTHING } from '#shared/access.ts';
import type { Org, Reader } from '../store/port.ts';
import { readPages } from './gather-orders.ts';

/** Records read at once by their ids. */
const CHUNK = 2000;

/** Of each kind the records that a month of technicians rests on. */
const wanted = (month: Month): readonly (readonly [kind: string, isOf: (record: StoredRecord) => boolean])[] => [
  [users.kind, () => true],
  [teams.kind, () => true],
  [rates.kind, () => true],
  [duties.kind, ({ body }) => startsWith(body['onDay'], month)],
  [assessments.kind, ({ body }) => body['month'] === month],
  // Visits and feedback of a month may belong to a case of long before.
  [cases.kind, ({ body }) => typeof body['technician'] === 'string' || Object.keys(body).some((field) => field.startsWith('visits/'))],
  [payments.kind, ({ body }) => startsWith(body['receivedOn'], month)],
];

/** The records that a month of all technicians of an organization rests on, and no others. */
export async function gatherMonth(store: Reader, org: Org, month: Month): Promise<Book> {
  const found: StoredRecord[] = [];
  for (const [kind, isOf] of wanted(month)) {
    await readPages(
      (after, limit) => store.readKind(org.id, kind, after, limit),
      (page) => page.forEach((record) => isOf(record) && found.push(record)),
    );
  }
  // A payment is its customer's area's, or that of the order that it is for.
  const payers = found.filter(({ kind }) => kind === payments.kind).flatMap(({ body }) => [body['customer'], body['order']]);
  const ids = [...new Set(payers.filter((id) => typeof id === 'string'))].filter((id) => id.startsWith(customers.kind) || id.startsWith(orders.kind));
  for (let from = 0; from < ids.length; from += CHUNK) {
    const visible = await store.readVisible(org.id, [SCOPE_EVERYTHING], ids.slice(from, from + CHUNK));
    visible.forEach(({ record }) => found.push(record));
  }
  const held = (await store.findRecord(org.id, SETTINGS_ID))?.record;
  return toBook(held?.kind === settings.kind ? [...found, held] : found, {
    zone: org.timeZone,
    currency: org.currency ?? onlyCurrency(found),
  });
}

/** Before the first orders say in what the team reckons, payments do, where all are in one currency. */
function onlyCurrency(found: readonly StoredRecord[]): Currency | null {
  const all = [...new Set(found.flatMap((record) => (record.kind === payments.kind ? (toView(payments, record).currency ?? []) : [])))];
  return all.length === 1 ? (all[0] ?? null) : null;
}

function startsWith(value: unknown, month: Month): boolean {
  return typeof value === 'string' && value.startsWith(`${month}-`);
}
