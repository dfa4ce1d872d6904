import { routes } from '#shared/wire/routes.ts';
import type { Deps } from '../services/deps.ts';
import { setOwner } from '../services/owner.ts';
import { asSession, serve, type Served } from './serve.ts';

// What reckons is loaded with the first question for it: a server that is started again answers browsers sooner.
const load = () => import('../services/customers.ts');

/** The console's customers. */
export function createCustomerRoutes(deps: Deps): readonly Served[] {
  return [
    serve(routes.customers, async ({ input, caller }) => (await load()).listCustomers(deps, asSession(caller).principal, input)),
    serve(routes.setOwner, async ({ id, input, caller }) => {
      const { principal } = asSession(caller);
      await setOwner(deps, principal, id, input);
      return (await load()).readCustomer(deps, principal, id);
    }),
    serve(routes.customer, async ({ id, caller }) => (await load()).readCustomer(deps, asSession(caller).principal, id)),
  ];
}
