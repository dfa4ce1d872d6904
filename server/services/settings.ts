import type { Principal } from '#shared/access.ts';
import { AppError } from '#shared/errors.ts';
import { toView } from '#shared/model/entity.ts';
import { toInstant } from '#shared/model/field.ts';
import { isDeleted } from '#shared/model/record.ts';
import { checkField, findField } from '#shared/model/registry.ts';
import { settings, SETTINGS_ID, type Settings } from '#shared/model/settings.ts';
import type { SettingsFields, SettingsReply, SettingsRequest } from '#shared/wire/settings.ts';
import type { Reader } from '../store/port.ts';
import { writeAudit } from './audit.ts';
import type { Deps } from './deps.ts';
import { writeServerRecord } from './server-records.ts';

/** What a team has settled, or null where it has settled nothing. */
export async function findSettings(store: Reader, org: string): Promise<Settings | null> {
  const held = (await store.findRecord(org, SETTINGS_ID))?.record;
  return held === undefined || isDeleted(held.body) ? null : toView(settings, held);
}

/** What the team of somebody has settled, and who wrote it last. */
export async function readSettings({ store }: Deps, { org }: Principal): Promise<SettingsReply> {
  const held = (await store.findRecord(org, SETTINGS_ID))?.record;
  const [last] = await store.listHistoryOf(org, SETTINGS_ID, Number.MAX_SAFE_INTEGER, 1);
  const author = last && (await store.findUser(org, last.actor));
  return {
    fields: held === undefined || isDeleted(held.body) ? {} : { ...held.body },
    changed: last === undefined ? null : { at: toInstant(last.atMs), by: author?.name ?? '' },
    currency: (await store.findOrg(org))?.currency ?? null,
  };
}

/** Throws `bad-request`, which names the field, for one that there is not or that does not fit. */
export function checkSettings(fields: SettingsFields): void {
  for (const [field, value] of Object.entries(fields)) {
    if (findField(settings.kind, field) === undefined || !checkField(settings.kind, field, value).ok) {
      throw new AppError('bad-request', { at: field });
    }
  }
}

/**
 * Writes some of the team's settings, for everybody; null clears one. Whoever learns from orders is told, since tiers may
 * begin elsewhere. Throws `bad-request`, which names the field, for one that there is not or that does not fit: nothing is
 * written then.
 */
export async function changeSettings(deps: Deps, principal: Principal, { fields }: SettingsRequest): Promise<SettingsReply> {
  const { org, user } = principal;
  checkSettings(fields);
  await deps.store.write(async (tx) => {
    const nowMs = deps.clock.nowMs();
    await writeServerRecord(tx, { org, id: SETTINGS_ID, kind: 'g', fields, actor: user }, nowMs);
    await writeAudit(tx, org, nowMs, user, 'settings-changed', SETTINGS_ID);
  });
  deps.onSettings?.(org);
  return readSettings(deps, principal);
}
