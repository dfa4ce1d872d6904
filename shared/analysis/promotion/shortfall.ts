import * as v from 'valibot';
import type { Campaign } from '../../model/campaign.ts';
import type { Customer } from '../../model/customer.ts';
import { ShareOf, shareOf } from '../core/evidence.ts';
import { roundTo6 } from '../core/stats.ts';

/** Fewer members than this say nothing of a group. */
const MIN_GROUP = 20;

/** A group of members that responded less than the campaign was expected to, and how many responses lack there. */
export const Shortfall = v.object({
  by: v.picklist(['segment', 'channel', 'text', 'day', 'area', 'industry']),
  group: v.string(),
  response: ShareOf,
  expectedShare: v.number(),
  lacking: v.number(),
  /** True where the interval of the group lies below what was expected: no chance. */
  isSure: v.boolean(),
});
export type Shortfall = v.InferOutput<typeof Shortfall>;

/**
 * Where a shortfall sits: by segment, channel, text and day of the parts, and by area and industry of the members; the groups
 * with the most lacking responses first. A way of cutting that knows one group only is left out: it says nothing.
 */
export function findShortfall(
  parts: readonly Campaign[],
  responded: ReadonlySet<string>,
  customers: readonly Pick<Customer, 'id' | 'area' | 'industry'>[],
  expectedShare: number,
): Shortfall[] {
  const known = new Map(customers.map((customer) => [customer.id, customer]));
  const heldOut = new Set(parts.flatMap(({ holdOut }) => holdOut));
  const reached = parts.flatMap((part) => part.members.filter((id) => !heldOut.has(id)).map((id) => ({ id, part })));
  type Member = (typeof reached)[number];
  const ways: readonly (readonly [Shortfall['by'], (member: Member) => string | undefined])[] = [
    ['segment', ({ part }) => part.segment],
    ['channel', ({ part }) => part.channel],
    ['text', ({ part }) => part.textName],
    ['day', ({ part }) => part.startsOn],
    ['area', ({ id }) => known.get(id)?.area],
    ['industry', ({ id }) => known.get(id)?.industry],
  ];
  return ways
    .flatMap(([by, groupOf]) => {
      const groups = new Map<string, Set<string>>();
      for (const member of reached) {
        const group = groupOf(member);
        if (group !== undefined && group !== '') {
          groups.set(group, (groups.get(group) ?? new Set()).add(member.id));
        }
      }
      return groups.size < 2 ? [] : [...groups].map(([group, ids]) => ({ by, group, ids }));
    })
    .filter(({ ids }) => ids.size >= MIN_GROUP)
    .map(({ by, group, ids }): Shortfall => {
      const response = shareOf([...ids].filter((id) => responded.has(id)).length, ids.size);
      const lacking = roundTo6(expectedShare * ids.size - response.hits);
      return { by, group, response, expectedShare: roundTo6(expectedShare), lacking, isSure: response.high < expectedShare };
    })
    .filter(({ lacking }) => lacking > 0)
    .toSorted((a, b) => b.lacking - a.lacking || (a.by + a.group < b.by + b.group ? -1 : 1));
}
