import { useId, useState } from 'preact/hooks';
import { can } from '#shared/access.ts';
import { errorText } from '#shared/text/index.ts';
import { formatMoment, formatNear } from '#shared/ui/format.ts';
import { Button } from '#shared/ui/primitives/Button.tsx';
import { useReader } from '#shared/ui/reader.ts';
import type { ClaimRow, DecideClaimRequest } from '#shared/wire/claims.ts';
import { routes } from '#shared/wire/routes.ts';
import { call } from './api.ts';
import { useSession } from './session.ts';
import { useLoad } from './use-load.ts';

/**
 * Customers that somebody captured and others have: whoever looks after those decides whether the claimant sees the whole.
 * An admin sets whether it is asked at all.
 */
export function Claims() {
  const reader = useReader();
  const { texts } = reader;
  const words = texts.console.claims;
  const id = useId();
  const { reply } = useSession();
  const isAdmin = can(reply.user.role, 'manage-organization');
  const claims = useLoad('claims', (signal) => call(routes.claims, { input: {}, signal }));
  const organization = useLoad('organization', (signal) => call(routes.organization, { input: {}, signal }));
  const [busy, setBusy] = useState<string>();
  const [error, setError] = useState<string>();
  if (claims.load.state !== 'ready' || organization.load.state !== 'ready') {
    return null;
  }
  const shares = organization.load.value.shareOnCapture;

  const decide = async (claim: ClaimRow, decision: DecideClaimRequest['decision']): Promise<void> => {
    setBusy(`${claim.customer} ${claim.claimant} ${decision}`);
    const result = await call(routes.decideClaim, { params: { id: claim.customer }, input: { claimant: claim.claimant, decision } });
    setBusy(undefined);
    setError(result.ok ? undefined : errorText(texts, result.error));
    if (result.ok) {
      claims.set(result.value);
    }
  };
  const share = async (shareOnCapture: boolean): Promise<void> => {
    const result = await call(routes.changeOrganization, { input: { shareOnCapture } });
    setError(result.ok ? undefined : errorText(texts, result.error));
    if (result.ok) {
      organization.set(result.value);
    }
  };
  const rows = claims.load.value.claims;
  if (rows.length === 0 && shares && !isAdmin) {
    return null;
  }
  return (
    <section class="blk" aria-labelledby={id}>
      <div class="blk-h">
        <h2 id={id}>{words.title}</h2>
      </div>
      {isAdmin ? (
        <p class="small mid">
          <label class="prop">
            <input type="checkbox" checked={shares} onChange={(event) => void share(event.currentTarget.checked)} />
            <span>{words.share}</span>
          </label>
        </p>
      ) : null}
      {rows.length === 0 ? (
        // Where all is shared at once, the tick says that there is nothing to decide.
        shares ? null : (
          <p class="mid">{words.none}</p>
        )
      ) : (
        <table class="led d staff-t">
          <thead>
            <tr>
              <th scope="col">{words.customer}</th>
              <th scope="col">{words.claimant}</th>
              <th scope="col" class="wd">
                {words.holders}
              </th>
              <th scope="col" class="wd">
                {words.since}
              </th>
              <th scope="col">
                <span class="vh">{words.decide}</span>
              </th>
            </tr>
          </thead>
          <tbody>
            {rows.map((claim) => (
              <tr key={`${claim.customer} ${claim.claimant}`}>
                <td class="cust" title={claim.name}>
                  <a href={`/customers/${claim.customer}`}>{claim.name === '' ? words.unnamed : claim.name}</a>
                </td>
                <td class="mid">{claim.claimantName}</td>
                <td class="mid wd">{claim.holders.join(', ')}</td>
                <td class="mid wd">
                  <time dateTime={claim.at} title={formatMoment(claim.at, reader)}>
                    {formatNear(claim.at, reader)}
                  </time>
                </td>
                <td class="num">
                  <span class="btns sure-p">
                    <Button
                      label={words.grantThis(claim.name, claim.claimantName)}
                      busy={busy === `${claim.customer} ${claim.claimant} grant` ? words.grant : undefined}
                      onPress={() => void decide(claim, 'grant')}
                    >
                      {words.grant}
                    </Button>
                    <Button kind="bare" label={words.apartThis(claim.name, claim.claimantName)} onPress={() => void decide(claim, 'apart')}>
                      {words.apart}
                    </Button>
                  </span>
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
      <p class="small wrong" role="alert">
        {error}
      </p>
    </section>
  );
}
