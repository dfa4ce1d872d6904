import * as v from 'valibot';
import { AppError } from '#shared/errors.ts';
import type { StoredRecord } from '#shared/model/record.ts';
import { receive } from '#shared/sync/clock.ts';
import { emptyRecord, mergeRecords } from '#shared/sync/merge.ts';
import { routes } from '#shared/wire/routes.ts';
import { PullLine, type EndLine, type GoneLine, type PullRequest, type RecordLine } from '#shared/wire/sync.ts';
import { PROTOCOL, SCHEMA } from '#shared/wire/version.ts';
import type { Book } from '../store/database.ts';
import { getClock, getSyncState, saveSyncState, type Identity } from '../store/meta.ts';
import { putRecords, toRecord } from '../store/records.ts';
import { toStored, type SyncDeps } from './push.ts';
import { post, type Server } from './request.ts';

const PAGE_RECORDS = 500;

/** One page of a pull, whole. */
type Page = { readonly records: readonly RecordLine[]; readonly gone: readonly GoneLine[]; readonly end: EndLine['end'] };

/** Fetches everything that changed since the cursors, page by page; each page is kept whole or not at all. Throws `AppError`. */
export async function pullAll(deps: SyncDeps, identity: Identity, server: Server): Promise<void> {
  for (let more = true; more;) {
    const state = await getSyncState(deps.book);
    const request: PullRequest = { epoch: state.epoch, proto: PROTOCOL, schema: SCHEMA, cursors: { ...state.cursors }, limit: PAGE_RECORDS };
    const page = parsePage(await post(deps.fetch, server, routes.pull, request));
    await applyPage(deps.book, identity, page);
    ({ more } = page.end);
  }
}

/** The lines of a page. Throws `server-unreachable` when the last line is missing: the page was cut and is thrown away. */
function parsePage(text: string): Page {
  const records: RecordLine[] = [];
  const gone: GoneLine[] = [];
  let end: EndLine['end'] | undefined;
  for (const line of text.split('\n')) {
    if (line === '') {
      continue;
    }
    const parsed = v.safeParse(v.pipe(v.string(), v.parseJson(), PullLine), line);
    if (!parsed.success || end) {
      throw new AppError('server-unreachable', { reason: 'page' });
    }
    if ('end' in parsed.output) {
      ({ end } = parsed.output);
    } else if ('gone' in parsed.output) {
      gone.push(parsed.output);
    } else {
      records.push(parsed.output);
    }
  }
  if (!end) {
    throw new AppError('server-unreachable', { reason: 'page cut' });
  }
  return { records, gone, end };
}

async function applyPage(book: Book, identity: Identity, page: Page): Promise<void> {
  await book.transaction('rw', [...book.allRows(), book.outbox, book.meta], async () => {
    const clockState = await getClock(book, identity.device);
    let { clock } = clockState;
    const changed: StoredRecord[] = [];
    for (const [kind, lines] of Map.groupBy(page.records, (line) => line.i.charAt(0))) {
      const held = await book.rows(kind).bulkGet(lines.map((line) => line.i));
      lines.forEach((line, at) => {
        const incoming = toStored(line);
        const row = held[at];
        const merged = mergeRecords(row ? toRecord(row) : emptyRecord(incoming.id, incoming.kind), incoming);
        if (merged.changed.length > 0 || row?.floor !== incoming.floor) {
          changed.push(merged.record);
        }
        for (const stamp of new Set(Object.values(incoming.stamps))) {
          clock = receive(clock, stamp);
        }
      });
    }
    await putRecords(book, changed);
    for (const line of page.gone) {
      // What still waits to be sent is the user's own word: the server judges it, and the copy goes with the next page.
      if ((await book.outbox.where('id').equals(line.i).count()) === 0) {
        await book.rows(line.i.charAt(0)).delete(line.i);
      }
    }
    const state = await getSyncState(book);
    const dropped = new Set(page.end.dropScopes);
    const cursors = Object.entries({ ...state.cursors, ...page.end.cursors }).filter(([scope]) => !dropped.has(scope));
    await book.meta.put({ ...clockState, clock });
    await saveSyncState(book, { cursors: Object.fromEntries(cursors), epoch: page.end.epoch });
  });
}
