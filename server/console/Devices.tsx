import { useId, useState } from 'preact/hooks';
import { errorText } from '#shared/text/index.ts';
import { formatMoment, formatNear } from '#shared/ui/format.ts';
import { Button } from '#shared/ui/primitives/Button.tsx';
import { useReader } from '#shared/ui/reader.ts';
import type { PeopleReply } from '#shared/wire/auth.ts';
import { routes } from '#shared/wire/routes.ts';
import { call } from './api.ts';

export type DevicesProps = { readonly people: PeopleReply; readonly onRevoked: (people: PeopleReply) => void };

/** The paired browsers; ending the access of one is asked twice, since it cannot be taken back. */
export function Devices({ people, onRevoked }: DevicesProps) {
  const { texts } = useReader();
  const words = texts.console.staff;
  const id = useId();
  const [sure, setSure] = useState<string>();
  const [busy, setBusy] = useState<string>();
  const [error, setError] = useState<string>();
  const names = new Map(people.users.map((user) => [user.id, user.name]));

  const revoke = async (device: string): Promise<void> => {
    setBusy(device);
    const result = await call(routes.revokeDevice, { params: { id: device }, input: {} });
    setBusy(undefined);
    setSure(undefined);
    setError(result.ok ? undefined : errorText(texts, result.error));
    if (result.ok) {
      onRevoked(result.value);
    }
  };

  return (
    <section class="blk" aria-labelledby={id}>
      <div class="blk-h">
        <h2 id={id}>{words.devices}</h2>
      </div>
      {people.devices.length === 0 ? (
        <p class="mid">{words.noDevices}</p>
      ) : (
        <table class="led d staff-t">
          <thead>
            <tr>
              <th scope="col">{words.device}</th>
              <th scope="col" class="wd">
                {words.user}
              </th>
              <th scope="col" class="wd">
                {words.pairedAt}
              </th>
              <th scope="col" class="wd">
                {words.lastSeen}
              </th>
              <th scope="col">
                <span class="vh">{words.revoke}</span>
              </th>
            </tr>
          </thead>
          <tbody>
            {people.devices.map((device) => (
              <tr key={device.id}>
                <td class="cust" title={device.name}>
                  {device.name}
                  <span class="ph">{names.get(device.user)}</span>
                </td>
                <td class="mid wd">{names.get(device.user)}</td>
                <td class="mid wd">
                  <When at={device.pairedAt} />
                </td>
                <td class="mid wd">{device.lastSeenAt === null ? words.notSeen : <When at={device.lastSeenAt} />}</td>
                <td class="num">
                  {device.revokedAt !== null ? (
                    <Revoked at={device.revokedAt} />
                  ) : sure === device.id ? (
                    <span class="btns sure-p">
                      <span class="small">{words.revokeSure(device.name)}</span>
                      <Button busy={busy === device.id ? words.revoking : undefined} onPress={() => void revoke(device.id)}>
                        {words.revokeGo}
                      </Button>
                      <Button kind="bare" onPress={() => setSure(undefined)}>
                        {words.keep}
                      </Button>
                    </span>
                  ) : (
                    <Button kind="bare" label={words.revokeThis(device.name)} onPress={() => setSure(device.id)}>
                      {words.revoke}
                    </Button>
                  )}
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

function When({ at }: { readonly at: string }) {
  const reader = useReader();
  return (
    <time dateTime={at} title={formatMoment(at, reader)}>
      {formatNear(at, reader)}
    </time>
  );
}

function Revoked({ at }: { readonly at: string }) {
  const reader = useReader();
  return <span class="soft">{reader.texts.console.staff.revokedAt(formatNear(at, reader))}</span>;
}
