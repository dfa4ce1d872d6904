import { canonicalJson } from '#shared/sync/merge.ts';
import { SCOPE_EVERYTHING } from '#shared/access.ts';
import { toView } from '#shared/model/entity.ts';
import { findEntity } from '#shared/model/registry.ts';
import { isDeleted, toJson, type StoredRecord } from '#shared/model/record.ts';
import type { ByteSource } from '#shared/import/mbox.ts';
import { openFile } from '#shared/import/open-file.ts';
import type { Deps } from '../../../server/services/deps.ts';
import { runImport, type FileDone, type ImportOptions } from '../../../server/services/import-file.ts';

/** A file in memory. */
export function aSource(name: string, content: string | Uint8Array): ByteSource {
  const bytes = typeof content === 'string' ? new TextEncoder().encode(content) : content;
  return { name, size: bytes.length, read: (from, to) => Promise.resolve(bytes.subarray(from, to)) };
}

/** Imports a file as the command line does. */
export async function importAs(deps: Deps, org: string, source: ByteSource, options: Partial<ImportOptions> = {}): Promise<FileDone> {
  const opened = await openFile(source, options);
  if (!opened.ok) {
    throw new Error(opened.error);
  }
  return runImport(deps, org, source, opened.value, { actor: 'operator', country: null, ownAddresses: [], neverLog: [], accept: [], ...options });
}

/** Every record that somebody may see, as it is seen, in one text. What the server learns from orders is no record of anybody. */
export async function visibleBook({ store }: Deps, org: string): Promise<string> {
  const seen: string[] = [];
  for (const record of await allRecords({ store }, org)) {
    const entity = findEntity(record.kind);
    // A reminder that the server withdrew is on nobody's list.
    if (entity && record.kind !== 'x' && typeof record.body['withdrawn'] !== 'string' && !isDeleted(record.body)) {
      seen.push(`${record.id} ${canonicalJson(toJson({ ...toView(entity, record), by: [] }))}`);
    }
  }
  return seen.toSorted().join('\n');
}

/** All records of an organization, deleted ones included. */
export async function allRecords({ store }: Pick<Deps, 'store'>, org: string): Promise<readonly StoredRecord[]> {
  const records: StoredRecord[] = [];
  let after = 0;
  for (;;) {
    const page = await store.readPage(org, [{ scope: SCOPE_EVERYTHING, after }], 1000);
    records.push(...page.entries.flatMap(({ visible }) => (visible ? [visible.record] : [])));
    after = page.cutAt;
    if (!page.more) {
      return records;
    }
  }
}
