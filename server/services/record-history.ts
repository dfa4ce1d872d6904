import { visibleTo, type Principal } from '#shared/access.ts';
import { AppError } from '#shared/errors.ts';
import { toInstant } from '#shared/model/field.ts';
import type { Json } from '#shared/model/record.ts';
import type { HistoryReply, HistoryRequest } from '#shared/wire/sync.ts';
import type { HistoryRow } from '../store/port.ts';
import type { Deps } from './deps.ts';
import { listScopesOf } from './pull-changes.ts';

const DEFAULT_LIMIT = 100;
const MAX_LIMIT = 500;

/**
 * Who wrote what into a record and when, the last first, for whoever sees it whole; fields that the reader's role does not
 * see are left out. Throws `not-found` for a record that the reader does not see whole.
 */
export async function readHistory(deps: Deps, principal: Principal, id: string, request: HistoryRequest): Promise<HistoryReply> {
  const { store } = deps;
  const [visible] = await store.readVisible(principal.org, await listScopesOf(store, principal), [id]);
  if (visible?.level !== 'full') {
    throw new AppError('not-found');
  }
  const limit = Math.min(MAX_LIMIT, Math.max(1, Number(request.limit ?? DEFAULT_LIMIT)));
  const found = await store.listHistoryOf(principal.org, id, Number(request.below ?? Number.MAX_SAFE_INTEGER), limit + 1);
  // A write of several fields stands together: the page ends before one that would be cut.
  const cut = found.length > limit ? found.at(-1)?.seq : undefined;
  const whole = found.filter(({ seq }) => seq !== cut);
  const rows = whole.length > 0 ? whole : found;
  const { kind } = visible.record;
  const shown = rows.filter(({ field }) => Object.hasOwn(visibleTo(principal.role, { id, kind, body: { [field]: true }, stamps: {} }).body, field));
  const actors = new Set(rows.map(({ actor }) => actor));
  const users = (await store.listUsers(principal.org)).filter((user) => actors.has(user.id)).map((user) => ({ id: user.id, name: user.name }));
  return { rows: shown.map(toRow), users, more: cut !== undefined };
}

function toRow({ seq, atMs, actor, device, field, oldJson, newJson }: HistoryRow): HistoryReply['rows'][number] {
  return { seq, at: toInstant(atMs), actor, device, field, before: oldJson === null ? null : parse(oldJson), after: parse(newJson) };
}

/** The history was written by this program. */
function parse(text: string): Json {
  const json: Json = JSON.parse(text);
  return json;
}
