import { Icon } from '#shared/ui/Icon.tsx';
import { Marked } from '#shared/ui/Marked.tsx';
import { TierMark } from '#shared/ui/customer/TierMark.tsx';
import { formatNear } from '#shared/ui/format.ts';
import { useReader } from '#shared/ui/reader.ts';
import type { Hit } from './types.ts';

/** What stands in the row of a customer in a list: mark, name, when last, and a second line; found letters are marked. */
export function HitRow({ hit, query = '' }: { readonly hit: Hit; readonly query?: string }) {
  const reader = useReader();
  const { texts } = reader;
  // A company's place fits beside its name when there is no date to stand there.
  const isShort = hit.kind === 'company' && hit.at === undefined && (hit.second?.length ?? 0) <= 24;
  return (
    <>
      <span class="mg">
        {hit.kind === 'company' ? (
          <Icon name="company" />
        ) : (
          <TierMark small spines={hit.tier?.spines ?? 0} label={hit.tier ? texts.customer.tier(hit.tier.name) : texts.customer.noTier} />
        )}
      </span>
      <span class="t cut" title={hit.name}>
        <Marked text={hit.name || texts.customer.noName} query={query} />
      </span>
      <span class="r">{hit.at !== undefined ? formatNear(hit.at, reader) : isShort ? hit.second : null}</span>
      {hit.second === undefined || isShort ? null : (
        <span class="s cut" title={hit.second}>
          <Marked text={hit.second} query={query} />
        </span>
      )}
    </>
  );
}
