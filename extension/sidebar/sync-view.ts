import { toInstant } from '#shared/model/field.ts';
import { Channel } from '#shared/model/interaction.ts';
import { changesOf, type OutboxEntry, type RejectedEntry } from '#shared/sync/outbox.ts';
import { LEASE_MS } from '#shared/sync/limits.ts';
import { parseStamp } from '#shared/sync/clock.ts';
import { is } from 'valibot';
import { findCustomer } from '../store/customers.ts';
import type { Book } from '../store/database.ts';
import { findIdentity, getSyncState } from '../store/meta.ts';
import { findRecord } from '../store/records.ts';
import type { RefusedItem, SyncState, WaitingItem } from './parts/types.ts';

/** No answer at all: the network or the server is away, and every other failure is an answer. */
const AWAY = 'server-unreachable';
const ITEMS_SHOWN = 50;

/** Where this browser stands with its server at `nowMs` by its own clock, for the badge. */
export async function readSyncView(book: Book, nowMs: number): Promise<SyncState> {
  const [identity, state, waiting, refused] = [
    await findIdentity(book),
    await getSyncState(book),
    await listWaiting(book),
    await book.rejected.count(),
  ];
  const offline = state.failure === AWAY;
  return {
    paired: identity?.server !== null && identity?.server !== undefined,
    offline,
    offlineSince: offline && state.lastSyncedAtMs !== null ? toInstant(state.lastSyncedAtMs) : undefined,
    waiting: waiting.length,
    stuck: state.failure !== null && !offline ? Math.max(1, waiting.length) : 0,
    refused,
    savedAt: state.lastSyncedAtMs === null ? null : toInstant(state.lastSyncedAtMs),
    // A device that was lost is revoked at its next contact; the panel of one that never comes back shows nothing after a while.
    locked: Boolean(identity?.server) && state.lastSyncedAtMs !== null && nowMs - state.lastSyncedAtMs > LEASE_MS,
  };
}

/** What waits, as a person counts: a new customer or a logged mail is one thing, however many fields it has. */
export async function listWaiting(book: Book): Promise<readonly WaitingItem[]> {
  const entries = await book.outbox.orderBy('n').reverse().toArray();
  const items: WaitingItem[] = [];
  for (const [id, group] of Map.groupBy(entries, (entry) => entry.id)) {
    const fields = changesOf(group);
    if (items.length < ITEMS_SHOWN) {
      const { name, channel } = await describeRecord(book, id);
      items.push(...fields.map((field) => ({ id: `${id}/${field ?? ''}`, name, channel, field, at: timeOf(group) })));
    } else {
      items.push({ id, name: '', at: timeOf(group) });
    }
  }
  return items;
}

/** What the server refused, with what the book shows now. */
export async function listRefused(book: Book): Promise<readonly RefusedItem[]> {
  const entries = await book.rejected.orderBy('n').reverse().limit(ITEMS_SHOWN).toArray();
  return Promise.all(entries.map((entry) => toRefused(book, entry)));
}

async function toRefused(book: Book, entry: RejectedEntry): Promise<RefusedItem> {
  const record = await findRecord(book, entry.id);
  const shows = record?.body[entry.field];
  const { name } = await describeRecord(book, entry.id);
  return {
    id: String(entry.n),
    name,
    field: entry.field,
    reason: entry.code,
    wrote: shownOf(entry.value, entry.field),
    ...(entry.was === undefined ? {} : { was: shownOf(entry.was, entry.field) }),
    again: entry.code === 'tooOld' || entry.code === 'future',
    shows: shownOf(shows, entry.field),
  };
}

function shownOf(value: unknown, field: string): string | null {
  return value === undefined || value === null || value === false ? null : wordOf(value, field);
}

function wordOf(value: unknown, field: string): string {
  return value === true ? field.slice(field.indexOf('/') + 1) : typeof value === 'string' ? value : JSON.stringify(value);
}

async function describeRecord(book: Book, id: string): Promise<{ readonly name: string; readonly channel: Channel | undefined }> {
  const record = await findRecord(book, id);
  if (id.startsWith('c')) {
    return { name: textOf(record?.body['name']), channel: undefined };
  }
  const channel = record?.body['channel'];
  const participant = Object.keys(record?.body ?? {}).find((field) => field.startsWith('participants/c'));
  const customer = participant?.slice('participants/'.length) ?? textOf(record?.body['customer']);
  const name = customer === '' ? undefined : (await findCustomer(book, customer))?.name;
  return { name: name ?? textOf(record?.body['subject']), channel: is(Channel, channel) ? channel : undefined };
}

function textOf(value: unknown): string {
  return typeof value === 'string' ? value : '';
}

function timeOf(group: readonly OutboxEntry[]): string {
  return toInstant(Math.max(...group.map((entry) => parseStamp(entry.stamp)?.ms ?? 0)));
}
