import { routes } from '#shared/wire/routes.ts';
import type { Deps } from '../services/deps.ts';
import { leaveDevice, revokeDevice } from '../services/devices.ts';
import { addUser, readPeople } from '../services/people.ts';
import { asDevice, asSession, serve, type Served } from './serve.ts';

/** Users, teams and their browsers. */
export function createPeopleRoutes(deps: Deps): readonly Served[] {
  return [
    serve(routes.people, async ({ caller }) => readPeople(deps, asSession(caller).principal)),
    serve(routes.addUser, async ({ input, caller }) => {
      const { principal } = asSession(caller);
      await addUser(deps, principal, input);
      return readPeople(deps, principal);
    }),
    serve(routes.leave, async ({ caller }) => {
      await leaveDevice(deps, asDevice(caller));
      return {};
    }),
    serve(routes.revokeDevice, async ({ id, caller }) => {
      const { principal } = asSession(caller);
      await revokeDevice(deps, principal, id);
      return readPeople(deps, principal);
    }),
  ];
}
