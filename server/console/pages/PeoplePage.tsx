import { useEffect, useState } from 'preact/hooks';
import { errorText } from '#shared/text/index.ts';
import { useReader } from '#shared/ui/reader.ts';
import type { PairingCodeReply } from '#shared/wire/auth.ts';
import { can } from '#shared/access.ts';
import { routes } from '#shared/wire/routes.ts';
import { AddPerson } from '../AddPerson.tsx';
import { call } from '../api.ts';
import { Claims } from '../Claims.tsx';
import { Copies } from '../Copies.tsx';
import { Devices } from '../Devices.tsx';
import { PairingCode } from '../PairingCode.tsx';
import { PeopleTable } from '../PeopleTable.tsx';
import { useSession } from '../session.ts';
import { WebmailHealth } from '../WebmailHealth.tsx';
import { Pending } from '../Pending.tsx';
import { useLoad } from '../use-load.ts';
import { useTitle } from '../use-title.ts';

type Code = PairingCodeReply & {
  readonly user: string;
  readonly name: string;
  /** The user's browsers when the code was made, by id: a new one has taken the code. */
  readonly before: ReadonlySet<string>;
  readonly device: string | undefined;
};

/** How often the page looks whether a browser has taken the code that it shows. */
const LOOK_MS = 2000;

/** The people of the organization and their browsers: add somebody, pair a browser, end a browser's access. */
export function PeoplePage() {
  const { texts } = useReader();
  const words = texts.console.staff;
  useTitle(texts.console.people);
  const { reply: session } = useSession();
  const manages = can(session.user.role, 'manage-people');
  const [code, setCode] = useState<Code>();
  const [pairing, setPairing] = useState<string>();
  const [error, setError] = useState<string>();
  // A rep may pair a browser of their own, and sees nobody else.
  const { load, retry, set } = useLoad('people', async (signal) =>
    manages
      ? call(routes.people, { input: {}, signal })
      : { ok: true as const, value: { users: [{ ...session.user, disabled: false, canSignIn: true }], teams: [], devices: [] } },
  );

  const pair = async (user: string, name: string): Promise<void> => {
    setPairing(user);
    const result = await call(routes.pairingCode, { input: { user } });
    setPairing(undefined);
    setError(result.ok ? undefined : errorText(texts, result.error));
    if (result.ok) {
      const before = new Set(load.state === 'ready' ? load.value.devices.map((device) => device.id) : []);
      setCode({ ...result.value, user, name, before, device: undefined });
    }
  };

  useEffect(() => {
    if (!manages || code === undefined || code.device !== undefined) {
      return undefined;
    }
    const controller = new AbortController();
    const look = async (): Promise<void> => {
      const result = await call(routes.people, { input: {}, signal: controller.signal });
      const taken = result.ok ? result.value.devices.find((device) => device.user === code.user && !code.before.has(device.id)) : undefined;
      if (result.ok && taken && !controller.signal.aborted) {
        set(result.value);
        setCode({ ...code, device: taken.name });
      }
    };
    const timer = setInterval(() => void look(), LOOK_MS);
    return () => {
      clearInterval(timer);
      controller.abort();
    };
  }, [code, manages]);

  return (
    <>
      <header class="pg-h">
        <h1>{texts.console.people}</h1>
      </header>
      <Pending load={load} lines={5} onRetry={retry} />
      {code === undefined ? null : (
        <PairingCode
          code={code}
          name={code.name}
          device={code.device}
          onAgain={() => void pair(code.user, code.name)}
          onClose={() => setCode(undefined)}
        />
      )}
      {load.state === 'ready' ? (
        <>
          <section class="blk" aria-label={words.users}>
            <div class="blk-h">
              <h2>{words.users}</h2>
            </div>
            <PeopleTable people={load.value} me={session.user.id} pairing={pairing} onPair={(user, name) => void pair(user, name)} />
            <p class="small wrong" role="alert">
              {error}
            </p>
          </section>
          {manages ? (
            <>
              <AddPerson teams={load.value.teams.map((team) => team.name)} onAdded={set} />
              <Devices people={load.value} onRevoked={set} />
              <Claims />
              <WebmailHealth />
              {can(session.user.role, 'manage-organization') ? <Copies /> : null}
            </>
          ) : null}
        </>
      ) : null}
    </>
  );
}
