import type { Level, Tx } from '../store/port.ts';
import type { Grant } from '../store/port-sync.ts';

const NOBODY: ReadonlyMap<string, readonly Grant[]> = new Map();

/** Collects the scopes that records are to gain, so that each record takes one number for all of them. */
export function createGrants(tx: Tx, org: string) {
  const held = new Map<string, Map<string, Level>>();
  const added = new Map<string, Map<string, Level>>();

  async function levelsOf(id: string): Promise<Map<string, Level>> {
    const known = held.get(id) ?? new Map((await tx.listGrants(org, id)).map(({ scope, level }) => [scope, level]));
    held.set(id, known);
    return known;
  }

  /** Reads who has some records at once and tells it; each that is left out is read when it is first asked for. */
  async function load(ids: readonly string[]): Promise<ReadonlyMap<string, ReadonlyMap<string, Level>>> {
    const unknown = ids.filter((id) => !held.has(id));
    const found = unknown.length > 0 ? await tx.listGrantsOf(org, unknown) : NOBODY;
    for (const id of unknown) {
      held.set(id, new Map((found.get(id) ?? []).map(({ scope, level }) => [scope, level])));
    }
    return held;
  }

  async function put(id: string, scopes: Iterable<string>, level: Level, isWanted: (known: Level | undefined) => boolean): Promise<boolean> {
    const known = await levelsOf(id);
    const fresh = [...scopes].filter((scope) => isWanted(known.get(scope)));
    const mine = added.get(id) ?? new Map<string, Level>();
    for (const scope of fresh) {
      known.set(scope, level);
      mine.set(scope, level);
    }
    if (fresh.length > 0) {
      added.set(id, mine);
    }
    return fresh.length > 0;
  }

  return {
    load,
    /** Scopes that see the record whole: those that it lends to what happens with it. */
    scopesOf: async (id: string): Promise<ReadonlySet<string>> =>
      new Set([...(await levelsOf(id))].flatMap(([scope, level]) => (level === 'full' ? [scope] : []))),
    /** Scopes that see anything of the record, with how much. */
    levelsOf: async (id: string): Promise<ReadonlyMap<string, Level>> => levelsOf(id),
    /** Puts a record into scopes that do not hold it. True when it gains at least one of them. */
    add: (id: string, scopes: Iterable<string>, level: Level = 'full'): Promise<boolean> => put(id, scopes, level, (known) => known === undefined),
    /** Shows scopes the whole of a record, also those that see only a part of it. */
    raise: (id: string, scopes: Iterable<string>): Promise<boolean> => put(id, scopes, 'full', (known) => known !== 'full'),
    async save(seqs: ReadonlyMap<string, number>): Promise<void> {
      const unnumbered = [...added.keys()].filter((id) => !seqs.has(id));
      const first = unnumbered.length > 0 ? await tx.takeSeq(org, unnumbered.length) : 0;
      const numbers = new Map([...seqs, ...unnumbered.map((id, index): [string, number] => [id, first + index])]);
      for (const [id, scopes] of added) {
        for (const [scope, level] of scopes) {
          await tx.grant(org, scope, id, numbers.get(id) ?? 0, level);
        }
      }
    },
  };
}

export type Grants = ReturnType<typeof createGrants>;
