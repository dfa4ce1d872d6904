import { users } from '#shared/model/user.ts';
import { toView } from '#shared/model/entity.ts';
import { routes } from '#shared/wire/routes.ts';
import { PullLine, type EndLine, type PullRequest, type RecordLine } from '#shared/wire/sync.ts';
import { PROTOCOL, SCHEMA } from '#shared/wire/version.ts';
import type { Book } from '../store/database.ts';
import { findIdentity, getSyncState, saveSyncState, wholeSnapshot, type Identity } from '../store/meta.ts';
import { dropCopy, mergeLines } from './apply.ts';
import { parseLines, type Lines } from './lines.ts';
import type { SyncDeps } from './push.ts';
import { post, type Server } from './request.ts';

/** Fetches everything that changed since the cursors, page by page, as large as the server makes them; each page is kept whole or not at all. Throws `AppError`. */
export async function pullAll(deps: SyncDeps, identity: Identity, server: Server): Promise<void> {
  for (let more = true; more;) {
    const state = await getSyncState(deps.book);
    const request: PullRequest = { epoch: state.epoch, proto: PROTOCOL, schema: SCHEMA, cursors: { ...state.cursors } };
    const page = parseLines<EndLine['end']>(PullLine, await post(deps.fetch, server, routes.pull, request));
    await applyPage(deps.book, identity, page);
    ({ more } = page.end);
  }
}

async function applyPage(book: Book, identity: Identity, page: Lines<EndLine['end']>): Promise<void> {
  await book.transaction('rw', [...book.allRows(), book.outbox, book.meta], async () => {
    await mergeLines(book, identity.device, page.records);
    for (const line of page.gone) {
      await dropCopy(book, line.i);
    }
    const state = await getSyncState(book);
    const dropped = new Set(page.end.dropScopes);
    const cursors = Object.entries({ ...state.cursors, ...page.end.cursors }).filter(([scope]) => !dropped.has(scope));
    await saveSyncState(book, { cursors: Object.fromEntries(cursors), epoch: page.end.epoch });
    // Rows do not say by which scope they came, and another role sees other fields: only everything anew tells what is left.
    if ((await hasNewRole(book, page.records)) || dropped.size > 0) {
      await saveSyncState(book, { snapshot: wholeSnapshot });
    }
  });
}

/** Notes the user's own role as the server has it now. True when it is another one. */
async function hasNewRole(book: Book, records: readonly RecordLine[]): Promise<boolean> {
  const identity = await findIdentity(book);
  const own = records.find((line) => line.i === identity?.user.id && line.k === users.kind);
  const role = own && toView(users, { id: own.i, body: own.b }).role;
  if (!identity || role === undefined || role === identity.user.role) {
    return false;
  }
  await book.meta.put({ ...identity, user: { ...identity.user, role } });
  return true;
}
