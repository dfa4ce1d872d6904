import { routes } from '#shared/wire/routes.ts';
import type { Deps } from '../services/deps.ts';
import { asSession, serve, type Served } from './serve.ts';

// What reckons is loaded with the first question for it: a server that is started again answers browsers sooner.
const load = () => import('../services/customers.ts');

/** The console's customers. */
export function createCustomerRoutes(deps: Deps): readonly Served[] {
  return [
    serve(routes.customers, async ({ input, caller }) => (await load()).listCustomers(deps, asSession(caller).principal, input)),
    serve(routes.customer, async ({ id, caller }) => (await load()).readCustomer(deps, asSession(caller).principal, id)),
  ];
}
