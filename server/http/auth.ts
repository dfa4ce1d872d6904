import { routes } from '#shared/wire/routes.ts';
import { pairDevice, requestPairingCode } from '../services/pairing.ts';
import { readSession } from '../services/sessions.ts';
import { setUp } from '../services/set-up.ts';
import { signIn, signOut } from '../services/sign-in.ts';
import type { Deps } from '../services/deps.ts';
import { asSession, serve, type Served } from './serve.ts';

/** Set-up, sign-in, sessions and pairing. */
export function createAuthRoutes(deps: Deps): readonly Served[] {
  return [
    serve(routes.setUp, async ({ input, openSession }) => {
      const opened = await setUp(deps, input);
      openSession(opened.token);
      return opened.reply;
    }),
    serve(routes.signIn, async ({ input, address, openSession }) => {
      const opened = await signIn(deps, input.email, input.password, address);
      openSession(opened.token);
      return opened.reply;
    }),
    serve(routes.signOut, async ({ caller, closeSession }) => {
      const { user, token } = asSession(caller);
      await signOut(deps, user.org, user.id, token);
      closeSession();
      return {};
    }),
    serve(routes.session, async ({ caller }) => readSession(deps, asSession(caller).user)),
    serve(routes.pairingCode, async ({ input, caller }) => requestPairingCode(deps, asSession(caller).principal, input.user)),
    serve(routes.pair, async ({ input, address }) => pairDevice(deps, input, address)),
  ];
}
