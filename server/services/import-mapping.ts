import * as v from 'valibot';
import { CONTACT_FIELDS, type ContactMapping } from '#shared/import/contact-fields.ts';
import { sha256Hex } from '#shared/sync/ids.ts';
import type { Deps } from './deps.ts';

const Mapping = v.array(v.nullable(v.strictObject({ field: v.picklist(CONTACT_FIELDS), group: v.number() })));

/** What the columns under a heading were said to mean the last time; undefined for one that nobody judged. */
export async function findMapping({ store }: Deps, org: string, headingKey: string): Promise<ContactMapping | undefined> {
  const json = await store.findImportMapping(org, sha256Hex(headingKey));
  const parsed = json === undefined ? undefined : v.safeParse(Mapping, JSON.parse(json));
  // A field of another version falls back to the guess.
  return parsed?.success === true ? parsed.output : undefined;
}

/** Remembers what the columns under a heading mean. */
export async function saveMapping({ store, clock }: Deps, org: string, headingKey: string, mapping: ContactMapping): Promise<void> {
  await store.write((tx) => tx.saveImportMapping(org, sha256Hex(headingKey), JSON.stringify(mapping), clock.nowMs()));
}
